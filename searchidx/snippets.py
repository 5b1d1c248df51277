"""What to mark in a passage that matches, and which stretch of a long one to show: the same for every engine.

Marks come from the query's tree and the text, not from the engine, so that phrases, prefixes, wildcards and fuzzy
words are marked wherever they match and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from searchidx import analysis
from searchidx.fields import field_named
from searchidx.matching import places_of, wildcard, within_edits
from searchidx.model import Passage, Span
from searchidx.query import ast
from searchidx.query.resolve import Leaf, split_prefix, telling
from searchidx.quotemarks import quoted_spans
from searchidx.record import Record

__all__ = ["Highlighter"]

_MARKED_IN_TEXT = (None, "text", "quote", "said")
_MARKED_IN_TITLE = (None, "title")


class _Sequence(Record):
    """Words at fixed places, at most `slop` moves away; by their term in each of the index's languages."""

    variants: tuple[tuple[str, ...], ...]
    slop: int


class _Pattern(Record):
    """Any word that a test on its folded form accepts, right behind certain others."""

    accepts: Callable[[str], bool]
    before: tuple[str, ...] = ()


class Highlighter:
    """Marks for the passages that one query finds."""

    def __init__(self, tree: ast.Node, *, languages: Sequence[str] = (), speakers: Sequence[str] = ()) -> None:
        self._languages = tuple(languages) or (None,)
        self._speakers = frozenset(speakers)
        self._needles: dict[str | None, list[_Sequence | _Pattern]] = {}
        self._single: dict[str | None, frozenset[str]] = {}
        self._collect(tree)
        for scope, needles in self._needles.items():
            single = {v[0] for n in needles if isinstance(n, _Sequence) for v in n.variants if len(v) == 1}
            self._single[scope] = frozenset(single)
            needles[:] = [n for n in needles if isinstance(n, _Pattern) or any(len(v) > 1 for v in n.variants)]

    def _collect(self, tree: ast.Node) -> None:
        waiting = [tree]
        while waiting:
            node = waiting.pop()
            match node:
                case ast.And(nodes) | ast.Or(nodes):
                    waiting.extend(telling(nodes))
                case ast.Boost(child):
                    waiting.append(child)
                case ast.Word() | ast.Phrase() | ast.Prefix() | ast.Wildcard() | ast.Fuzzy():
                    self._add(node)
                case _:
                    # What is excluded, a range of dates, everything: nothing of it stands in the text.
                    pass

    def _add(self, node: Leaf) -> None:
        if node.field is not None:
            found = field_named(node.field)
            if found is None or found.kind != "text":
                return
        needles = self._needles.setdefault(node.field, [])
        match node:
            case ast.Word(text) | ast.Phrase(text):
                variants = dict.fromkeys(tuple(analysis.terms(text, language)) for language in self._languages)
                needles.append(
                    _Sequence(tuple(filter(None, variants)), node.slop if isinstance(node, ast.Phrase) else 0)
                )
            case ast.Prefix(text):
                before, prefix = split_prefix(text)
                needles.append(_Pattern(lambda word: word.startswith(prefix), tuple(analysis.words(before))))
            case ast.Wildcard(pattern):
                needles.append(_Pattern(wildcard(analysis.fold(pattern))))
            case ast.Fuzzy(text, distance):
                needles.append(_Pattern(within_edits(analysis.fold(text), distance)))

    def text(self, passage: Passage) -> tuple[Span, ...]:
        """Character spans into `passage.text`, in order, not overlapping."""
        spans: list[Span] = []
        for scope in _MARKED_IN_TEXT:
            if scope in self._needles:
                found = self._find(passage.text, passage.language, scope)
                spans += self._within(found, scope, passage) if found and scope in ("quote", "said") else found
        return _merged(spans)

    def title(self, passage: Passage) -> tuple[Span, ...]:
        """Character spans into `passage.title`, in order, not overlapping."""
        spans: list[Span] = []
        for scope in _MARKED_IN_TITLE:
            if scope in self._needles:
                spans += self._find(passage.title, passage.language, scope)
        return _merged(spans)

    def _within(self, found: list[Span], scope: str, passage: Passage) -> list[Span]:
        """Only what stands between quotation marks, or is attributed; to the speakers selected, where any are."""
        areas = [quoted_spans(passage.text)] if scope == "quote" else []
        if scope == "said" or self._speakers:
            areas.append(
                [
                    (start - passage.start, end - passage.start)
                    for quotation in passage.quotations
                    if not self._speakers or quotation.speaker in self._speakers
                    for start, end in quotation.spans
                ]
            )
        return [span for span in found if all(_inside(span, area) for area in areas)]

    def _find(self, text: str, language: str | None, scope: str | None) -> list[Span]:
        single, needles = self._single[scope], self._needles[scope]
        spans = analysis.places(text, single, language) if single else []
        if needles:
            tokens = list(analysis.tokens(text, language))
            for needle in needles:
                if isinstance(needle, _Pattern):
                    many = len(needle.before)
                    for at, token in enumerate(tokens[many:], many):
                        if needle.accepts(token.word) and needle.before == tuple(
                            t.word for t in tokens[at - many : at]
                        ):
                            spans += [(one.start, one.end) for one in tokens[at - many : at + 1]]
                else:
                    terms = [token.term for token in tokens]
                    for variant in needle.variants:
                        for places in places_of(variant, terms, needle.slop):
                            spans += [(tokens[place].start, tokens[place].end) for place in places]
        return spans


def window(text: str, highlights: Sequence[Span], size: int) -> Span:
    """The stretch of at most about `size` characters that holds most highlights, cut at spaces; all of a short text."""
    if len(text) <= size:
        return (0, len(text))
    best, first = 0, (0, 0)
    starts = [span[0] for span in highlights]
    for at, span in enumerate(highlights):
        held = bisect_right(starts, span[0] + size * 3 // 4) - at
        if held > best:
            best, first = held, span
    # A little of what comes before helps to understand what is marked.
    start = max(0, min(first[0] - size // 6, len(text) - size))
    if start:
        start = text.find(" ", start, first[0]) + 1 or start
    end = min(len(text), start + size)
    if end < len(text):
        cut = text.rfind(" ", max(start + 1, first[1]), end + 1)
        end = cut if cut > start else end
    return (start, end)


def _inside(span: Span, area: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in area)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    if len(spans) < 2:
        return tuple(spans)
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
