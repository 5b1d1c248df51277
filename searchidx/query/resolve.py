"""What a query means: from the tree that was typed to clauses over terms, the same for every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from datetime import date, datetime, time

from searchidx import analysis
from searchidx.document import printed_seconds, speaker_stem
from searchidx.engines import base
from searchidx.engines.base import BY_SPEAKER, SPOKEN, WORDS, Clause
from searchidx.errors import QueryError
from searchidx.fields import field_named
from searchidx.query import ast
from searchidx.record import Record

Leaf = ast.Word | ast.Phrase | ast.Prefix | ast.Wildcard | ast.Fuzzy

__all__ = ["DEFAULT_WEIGHTS", "Leaf", "Resolver", "seconds", "split_prefix", "telling"]

DEFAULT_WEIGHTS: tuple[tuple[str, float], ...] = (("text", 1.0), ("title", 1.0), ("heading", 0.5))
"""Fields that a word without a field is looked for in, and how much a match there counts."""
TIE = 0.3
"""How much the weaker fields add to the best one."""


def seconds(moment: date | datetime) -> int:
    """A bound of a date range as engines compare it."""
    return printed_seconds(moment if isinstance(moment, datetime) else datetime.combine(moment, time()))


class Resolver(Record):
    """Turns trees into clauses, for one index."""

    values: Callable[[str, Leaf], tuple[str, ...]]
    """Which values of a facet a leaf means."""
    beginning: Callable[[str, str], list[str]]
    """The most frequent words of a `WORDS` field that begin so."""
    languages: tuple[str, ...] = ()
    """The languages of the index's articles: a word is looked for in the stem that each gives it."""
    speakers: tuple[str, ...] = ()
    """Where speakers are selected, what is searched in `quote` and `said` must be said by one of them."""
    today: date | None = None
    """What "30d" counts from; None is the day of the search."""
    weights: tuple[tuple[str, float], ...] = field(default=DEFAULT_WEIGHTS)

    def __call__(self, tree: ast.Node) -> Clause:
        """The clause that finds what the tree means."""
        clause = self._resolve(tree)
        return base.Nothing() if clause is None else clause

    def _resolve(self, node: ast.Node) -> Clause | None:
        """None stands for something in which there is nothing to look for, such as a lone dash."""
        match node:
            case ast.And(nodes):
                return self._combine(nodes, base.AllOf)
            case ast.Or(nodes):
                return self._combine(nodes, base.AnyOf)
            case ast.Not(child):
                clause = self._resolve(child)
                return None if clause is None else base.Not(clause)
            case ast.Boost(child, factor):
                clause = self._resolve(child)
                return None if clause is None else base.Weighted(clause, factor)
            case ast.Everything():
                return base.Everything()
            case ast.Exists("url"):
                raise QueryError("addresses are only found whole: url:https://…, not url:*")
            case ast.Exists("id" | "article"):
                return base.Everything()
            case ast.Exists(name):
                return base.Unscored(base.HasValue(name))
            case ast.Range():
                low, high = node.bounds(today=self.today)
                start = None if low is None else seconds(low)
                return base.Unscored(base.DateRange(start, None if high is None else seconds(high)))
            case _:
                return self._leaf(node)

    def _combine(
        self, nodes: Sequence[ast.Node], combined: Callable[[tuple[Clause, ...]], base.AllOf | base.AnyOf]
    ) -> Clause | None:
        clauses = tuple(clause for clause in map(self._resolve, telling(nodes)) if clause is not None)
        if not clauses:
            return None
        return clauses[0] if len(clauses) == 1 else combined(clauses)

    def _leaf(self, node: Leaf) -> Clause | None:
        if node.field is None:
            parts = [(self._in_field(node, name), weight) for name, weight in self.weights]
            clauses = tuple(
                clause if weight == 1.0 else base.Weighted(clause, weight)
                for clause, weight in parts
                if clause is not None
            )
            return base.BestOf(clauses, TIE) if clauses else None
        found = field_named(node.field)
        assert found is not None, "the grammar lets only known fields pass"
        if found.kind == "id":
            # Only words reach such a field: the grammar takes everything after the colon as the value.
            return base.Unscored(base.ValueIn(found.name, (_typed(node),)))
        if found.kind == "facet":
            values = self.values(found.name, node)
            return base.Unscored(base.ValueIn(found.name, values)) if values else base.Nothing()
        if found.name in SPOKEN and self.speakers:
            by_each = (self._in_field(node, found.name + BY_SPEAKER, speaker_stem(name)) for name in self.speakers)
            return _any_of(by_each)
        return self._in_field(node, found.name)

    def _in_field(self, node: Leaf, name: str, stem: str = "") -> Clause | None:
        match node:
            case ast.Prefix(text):
                return self._prefix(text, name, stem)
            case ast.Wildcard(pattern):
                return base.Wildcard(name + WORDS, stem + analysis.fold(pattern))
            case ast.Fuzzy(text, distance):
                fuzzy = base.Fuzzy(name + WORDS, analysis.fold(text), distance, stem)
                # The word itself, where it stands, ranks above its neighbours.
                exact = self._terms(text, name, stem, 0)
                return fuzzy if exact is None else base.AnyOf((fuzzy, exact))
            case ast.Word(text):
                return self._terms(text, name, stem, 0)
            case ast.Phrase(text, slop):
                return self._terms(text, name, stem, slop)

    def _prefix(self, text: str, name: str, stem: str) -> Clause:
        before, last = split_prefix(text)
        if not before:
            return base.Prefix(name + WORDS, stem + last)
        # "anti-immig*" is several words: the last one may be any that begins so, right behind the others.
        words = self.beginning(name + WORDS, stem + last)
        phrases = (self._terms(before + " " + word.removeprefix(stem), name, stem, 0) for word in words)
        return _any_of(phrases) or base.Nothing()

    def _terms(self, text: str, name: str, stem: str, slop: int) -> Clause | None:
        variants = dict.fromkeys(tuple(analysis.terms(text, language)) for language in self.languages or (None,))
        return _any_of(_sequence(name, [stem + term for term in variant], slop) for variant in variants)


def split_prefix(text: str) -> tuple[str, str]:
    """What stands before the last word of a prefix, and that word, folded: "anti-immig" is "anti-" and "immig"."""
    last = next((at for at in range(len(text), 0, -1) if not text[at - 1].isalnum()), 0)
    return text[:last] if analysis.words(text[:last]) else "", analysis.fold(text[last:] or text)


def _sequence(name: str, terms: Sequence[str], slop: int) -> Clause | None:
    if not terms:
        return None
    return base.Term(name, terms[0]) if len(terms) == 1 else base.Phrase(name, tuple(enumerate(terms)), slop)


def _any_of(clauses: Iterable[Clause | None]) -> Clause | None:
    found = tuple(clause for clause in clauses if clause is not None)
    if len(found) > 1:
        return base.BestOf(found)
    return found[0] if found else None


def _typed(node: Leaf) -> str:
    return node.pattern if isinstance(node, ast.Wildcard) else node.text


def telling(nodes: Sequence[ast.Node]) -> Sequence[ast.Node]:
    """Of nodes joined by an operator those that are looked for.

    Stop words say something only where nothing else does: "the who" is looked for, "who said it" for "said".
    """
    without = [node for node in nodes if not _is_stop_word(node)]
    return nodes if all(isinstance(node, ast.Not) for node in without) else without


def _is_stop_word(node: ast.Node) -> bool:
    return isinstance(node, ast.Word) and node.field is None and analysis.is_stop_word(node.text)
