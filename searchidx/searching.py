"""Asking an index: one view of its last commit, and every question that can be put to it."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from searchidx import analysis
from searchidx.copies import NO_COPIES, Copies, Group
from searchidx.cursor import cursor_to, mark_of, offset_of
from searchidx.engines import base
from searchidx.engines.base import Clause, EngineReader, Sort
from searchidx.errors import IndexDamagedError, QueryError
from searchidx.facets import MOST_COUNTED, Selection, count, facet_name, known_values
from searchidx.fields import DEFAULT_FACETS, FACETS
from searchidx.filters import NO_FILTERS, Filters, Moment, Values
from searchidx.model import Diagnostic, Facet, Hit, Passage, Results, Suggestion
from searchidx.query import ast, parse
from searchidx.query.resolve import Leaf, Resolver, seconds
from searchidx.record import Record
from searchidx.records import unpack
from searchidx.snippets import Highlighter, window
from searchidx.taxonomy import Taxonomy
from searchidx.vocabulary import FacetValues

if TYPE_CHECKING:
    from searchidx.speaking import SpeakerSummary

__all__ = ["Question", "Searcher"]

SNIPPET_CHARACTERS = 400
"""About how much of a long passage a hit's window holds."""
_SIMILAR_TERMS = 25
_EXPORT_STEP = 1_000
_MOST_CONTINUATIONS = 200
"""How many words the last part of "anti-immig*" may stand for."""


class Question(Record):
    """A query with its filters, understood: what both a search and an export run."""

    tree: ast.Node
    clause: Clause
    """The query, dates included, before the facet selection narrows it."""
    selection: Selection
    speakers: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    may_relax: bool = False
    """Whether any of the words may do where no passage has all of them."""
    relaxed: bool = False

    @property
    def narrowed(self) -> Clause:
        """What has to match."""
        return self.selection.narrow(self.clause)


class Searcher:
    """Questions to one immutable view of an index; threads may share it."""

    def __init__(
        self,
        reader: EngineReader,
        taxonomy: Taxonomy,
        languages: Sequence[str],
        generation: str,
        copies: Copies = NO_COPIES,
    ) -> None:
        self._reader = reader
        self._taxonomy = taxonomy
        self._languages = tuple(languages)
        self._generation = generation
        self._copies = copies
        self._values = {facet.name: FacetValues(reader, facet.name, taxonomy) for facet in FACETS}

    def _meant(self, facet: str, node: Leaf) -> tuple[str, ...]:
        return self._values[facet].meant_by(node)

    def _beginning(self, field: str, prefix: str) -> list[str]:
        counted = sorted(self._reader.vocabulary(field, prefix), key=lambda pair: (-pair[1], pair[0]))
        return [word for word, _ in counted[:_MOST_CONTINUATIONS]]

    def ask(self, query: str, filters: Filters = NO_FILTERS) -> Question:
        """Understand a query and its filters, and relax it where nothing matches; QueryError where it cannot be run."""
        question = self._asked(query, filters)
        if not question.may_relax or self._reader.search(question.narrowed, limit=0).total:
            return question
        return self._relaxed(question, query, filters)

    def _asked(self, query: str, filters: Filters) -> Question:
        match = filters.match
        if match not in ("all", "any"):
            raise QueryError(f'match is "all" or "any", not "{match}"')
        remarks: list[Diagnostic] = []
        included = self._chosen(filters.where, remarks)
        excluded = self._chosen(filters.exclude, remarks)
        selection = Selection(included, excluded)
        speakers = included.get("speaker", ())
        tree, clause, found = self._understood(query, match, _bounds(filters.since, filters.until), speakers)
        # Only where words were joined without saying how can there be fewer than all of them.
        may_relax = match == "all" and isinstance(tree, ast.And)
        return Question(tree, clause, selection, speakers, (*found, *remarks), may_relax)

    def _relaxed(self, question: Question, query: str, filters: Filters) -> Question:
        """What to ask instead where nothing has all of the words: the same question, if any of them finds nothing."""
        bounds = _bounds(filters.since, filters.until)
        tree, clause, _ = self._understood(query, "any", bounds, question.speakers)
        if tree == question.tree or not self._reader.search(question.selection.narrow(clause), limit=0).total:
            return question
        message = "no passage has all of the words; showing those that have any of them"
        remark = Diagnostic("relaxed", message, 0, len(query), severity="notice")
        remarks = (*question.diagnostics, remark)
        return Question(tree, clause, question.selection, question.speakers, remarks, relaxed=True)

    def _understood(
        self, query: str, default: Literal["all", "any"], bounds: Clause | None, speakers: tuple[str, ...]
    ) -> tuple[ast.Node, Clause, tuple[Diagnostic, ...]]:
        parsed = parse(query, default=default)
        mistakes = [remark for remark in parsed.diagnostics if remark.severity == "error"]
        if mistakes:
            raise QueryError(mistakes[0].message, parsed.diagnostics, query)
        clause = Resolver(self._meant, self._beginning, self._languages, speakers)(parsed.tree)
        return parsed.tree, base.AllOf((clause, bounds)) if bounds else clause, parsed.diagnostics

    def _chosen(self, wanted: Mapping[str, Values], remarks: list[Diagnostic]) -> dict[str, tuple[str, ...]]:
        chosen: dict[str, tuple[str, ...]] = {}
        for name, values in wanted.items():
            listed = [values] if isinstance(values, str) else list(values or ())
            if listed:
                facet = facet_name(name)
                known, found = known_values(self._reader, self._values[facet], listed, self._taxonomy)
                chosen[facet] = tuple(dict.fromkeys((*chosen.get(facet, ()), *known)))
                remarks += found
        return chosen

    def search(
        self,
        query: str,
        filters: Filters,
        *,
        sort: Sort = "relevance",
        group_by: Literal["article"] | None = None,
        collapse: bool = False,
        facets: Sequence[str] = DEFAULT_FACETS,
        facet_values: int = 10,
        limit: int = 10,
        cursor: str | None = None,
    ) -> Results:
        """One page of what matches, with facets over all of it. See `Index.search`."""
        began = time.perf_counter()
        if limit < 1:
            raise QueryError(f"the limit is {limit}: ask for at least one result")
        if sort not in ("relevance", "date", "-date"):
            raise QueryError(f'sort is "relevance", "date" or "-date", not "{sort}"')
        if group_by not in (None, "article"):
            raise QueryError(f'results can be grouped by "article", not by "{group_by}"')
        names = tuple(dict.fromkeys(map(facet_name, facets)))
        question = self._asked(query, filters)
        copies = self._copies if collapse else NO_COPIES
        # A cursor belongs to one search over one state of the index.
        selected = (question.selection.included, question.selection.excluded)
        asked = (query, *selected, str(filters.since), str(filters.until), filters.match, sort, group_by, collapse)
        mark = mark_of((*asked, self._generation, copies.compared))
        offset = offset_of(cursor, mark)

        total, scored, more = self._page(question, limit, offset, sort, bool(group_by), copies)
        if not total and question.may_relax:
            question = self._relaxed(question, query, filters)
            if question.relaxed:
                total, scored, more = self._page(question, limit, offset, sort, bool(group_by), copies)
        narrowed = question.narrowed
        exact = total <= MOST_COUNTED
        articles = self._reader.count_articles(narrowed) if exact else self._reader.estimate_articles(narrowed)
        hits = self._hits(question, scored, offset, bool(group_by), copies)
        counted = count(
            self._reader, question.clause, names, question.selection, self._taxonomy, top=facet_values, total=total
        )
        return Results(
            query=str(question.tree),
            total_passages=total,
            total_articles=articles,
            articles_exact=exact,
            hits=hits,
            facets=counted,
            diagnostics=question.diagnostics,
            relaxed=question.relaxed,
            cursor=cursor_to(mark, offset + len(scored)) if more and scored else None,
            seconds=time.perf_counter() - began,
        )

    def _page(
        self, question: Question, limit: int, offset: int, sort: Sort, one_of_article: bool, copies: Copies
    ) -> tuple[int, list[tuple[float, object]], bool]:
        """How many passages match in all, those of a page, and whether there are more to show.

        Of each article the best alone, where that is wanted, and of each group of copies the best article alone.
        """
        clause = question.narrowed
        if not (one_of_article or copies.groups):
            found = self._reader.search(clause, limit=limit, offset=offset, sort=sort)
            page = list(zip(found.scores, found.keys, strict=True))
            return found.total, page, offset + len(page) < found.total
        wanted, fetched = offset + limit + 1, 0
        while True:
            fetched = max(4 * wanted, 4 * fetched)
            found = self._reader.search(clause, limit=fetched, sort=sort)
            chosen: list[tuple[float, object]] = []
            articles: set[int] = set()
            stands_for: dict[int, int] = {}
            numbers = self._reader.article_numbers(found.keys)
            for number, score, key in zip(numbers, found.scores, found.keys, strict=True):
                group = next(iter(copies.group_of(number)), number)
                if stands_for.setdefault(group, number) != number or (one_of_article and number in articles):
                    continue
                articles.add(number)
                chosen.append((score, key))
            if len(chosen) >= wanted or len(found.keys) >= found.total:
                return found.total, chosen[offset : offset + limit], len(chosen) > offset + limit

    def _hits(
        self,
        question: Question,
        scored: Sequence[tuple[float, object]],
        offset: int,
        one_of_article: bool,
        copies: Copies,
    ) -> tuple[Hit, ...]:
        highlighter = Highlighter(question.tree, languages=self._languages, speakers=question.speakers)
        hits = []
        keys = [key for _, key in scored]
        stored = self._reader.stored(keys)
        groups: list[Group] = [{}] * len(keys)
        if copies.groups:
            groups = [copies.group_of(number) for number in self._reader.article_numbers(keys)]

        def matching(*articles: str) -> Clause:
            return base.AllOf((question.narrowed, base.Unscored(base.ValueIn("article", articles))))

        for rank, ((score, _), packed, group) in enumerate(zip(scored, stored, groups, strict=True), offset + 1):
            passage = unpack(packed)
            marks = highlighter.text(passage)
            hits.append(
                Hit(
                    rank=rank,
                    score=score,
                    passage=passage,
                    highlights=marks,
                    title_highlights=highlighter.title(passage),
                    window=window(passage.text, marks, SNIPPET_CHARACTERS),
                    article_hits=(
                        self._reader.search(matching(passage.article_id), limit=0).total if one_of_article else 1
                    ),
                    copies=self._reader.count_articles(matching(*group.values())) - 1 if group else 0,
                )
            )
        return tuple(hits)

    def facets(
        self,
        query: str,
        names: Sequence[str],
        filters: Filters,
        *,
        top: int = 10,
    ) -> tuple[Facet, ...]:
        """Facets alone. See `Index.facets`."""
        if top < 1:
            raise QueryError(f"the number of values is {top}: ask for at least one")
        chosen = tuple(dict.fromkeys(map(facet_name, names)))
        question = self.ask(query, filters)
        return count(self._reader, question.clause, chosen, question.selection, self._taxonomy, top=top)

    def speakers(self, query: str, filters: Filters, *, top: int = 10) -> tuple[SpeakerSummary, ...]:
        """Who speaks on a subject. See `Index.speakers`."""
        from searchidx.speaking import most_frequent

        if top < 1:
            raise QueryError(f"the number of speakers is {top}: ask for at least one")
        question = self.ask(query, filters)
        selection, bounds = question.selection, _bounds(filters.since, filters.until)

        def said_by(speaker: str) -> tuple[ast.Node, Clause]:
            # Asked anew for each: what is looked for in `said` and `quote` has to be said by this one.
            default = "any" if question.relaxed else filters.match
            tree, clause, _ = self._understood(query, default, bounds, (speaker,))
            return tree, Selection({**selection.included, "speaker": (speaker,)}, selection.excluded).narrow(clause)

        counts = self._reader.count_values(question.narrowed, ("speaker",))["speaker"].counts
        wanted = [(name, most) for name, most in counts if name in question.speakers or not question.speakers]
        return most_frequent(self._reader, wanted, said_by, self._languages, top)

    def export(self, question: Question, *, sort: Sort = "relevance") -> Iterator[Passage]:
        """Every passage that matches, in order; IndexDamagedError should one be missing at the end."""
        total = self._reader.search(question.narrowed, limit=0).total
        keys = self._reader.search(question.narrowed, limit=total, sort=sort).keys if total else ()
        given = 0
        for at in range(0, len(keys), _EXPORT_STEP):
            for packed in self._reader.stored(keys[at : at + _EXPORT_STEP]):
                given += 1
                yield unpack(packed)
        if given != total:
            raise IndexDamagedError(f"{total} passages match but only {given} could be read: run searchidx check")

    def suggest(self, prefix: str, field: str, *, limit: int = 10) -> list[Suggestion]:
        """See `Index.suggest`."""
        begin = analysis.fold(prefix)
        if field in ("text", "title", "heading"):
            counts = [(word, word, n) for word, n in self._reader.vocabulary(field + base.WORDS, begin)]
        else:
            values = self._values[facet_name(field)]
            labelled = ((value, values.label(value), n) for value, n in values.counts.items())
            counts = [(value, label, n) for value, label, n in labelled if _begins(label, begin)]
        counts.sort(key=lambda one: (-one[2], one[1]))
        return [Suggestion(value, label, passages) for value, label, passages in counts[:limit]]

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id."""
        found = self._reader.search(base.ValueIn("id", (passage_id,)), limit=1)
        return unpack(self._reader.stored(found.keys)[0]) if found.keys else None

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order."""
        clause = base.ValueIn("article", (article_id,))
        found = self._reader.search(clause, limit=max(1, self._reader.size))
        return sorted(map(unpack, self._reader.stored(found.keys)), key=lambda passage: passage.ordinal)

    def copies_of(self, article_id: str) -> tuple[str, ...]:
        """The ids of the near copies of an article."""
        return self._copies.others(article_id)

    @property
    def surplus_copies(self) -> int:
        """How many articles are near copies of an earlier one."""
        return self._copies.surplus

    def similar(self, passage: Passage, *, limit: int = 10) -> tuple[Hit, ...]:
        """Passages that share most of what is rare in this one, itself left out (weights: tf·idf of its terms)."""
        frequencies = Counter(
            token.term
            for token in analysis.tokens(passage.text, passage.language)
            if not analysis.is_stop_word(token.word)
        )
        weights = {}
        for term, often in frequencies.items():
            holding = self._reader.search(base.Term("text", term), limit=0).total
            if holding > 1:
                weights[term] = (1 + math.log(often)) * math.log(1 + self._reader.size / holding)
        telling = sorted(weights, key=lambda term: (-weights[term], term))[:_SIMILAR_TERMS]
        if not telling:
            return ()
        clause = base.AllOf(
            (
                base.AnyOf(tuple(base.Term("text", term) for term in telling)),
                base.Not(base.ValueIn("id", (passage.id,))),
            )
        )
        found = self._reader.search(clause, limit=limit)
        stored = self._reader.stored(found.keys)
        return tuple(
            Hit(rank, score, one, window=window(one.text, (), SNIPPET_CHARACTERS))
            for rank, (score, one) in enumerate(zip(found.scores, map(unpack, stored), strict=True), 1)
        )

    def dated(self) -> tuple[datetime | None, datetime | None]:
        """The earliest and the latest date of publication."""
        ends: list[datetime | None] = []
        orders: tuple[Sort, Sort] = ("-date", "date")
        for sort in orders:
            found = self._reader.search(base.Everything(), limit=1, sort=sort)
            ends.append(unpack(self._reader.stored(found.keys)[0]).published if found.keys else None)
        return ends[0], ends[1]

    def stored_documents(self) -> Iterator[str]:
        """What is stored with every passage, in no order."""
        return iter(self._reader.documents())

    @property
    def size(self) -> int:
        """How many passages there are."""
        return self._reader.size


def _begins(label: str, begin: str) -> bool:
    folded = analysis.fold(label)
    return folded.startswith(begin) or any(word.startswith(begin) for word in folded.split())


def _bounds(since: Moment, until: Moment) -> Clause | None:
    if since is None and until is None:
        return None
    # Imported here: most searches have no dates.
    from searchidx.query.dates import since as since_day
    from searchidx.query.dates import until as until_day

    start = since_day(since) if isinstance(since, str) else since
    end = until_day(until) if isinstance(until, str) else until
    if isinstance(until, date) and not isinstance(until, datetime):
        end = until + timedelta(days=1)
    return base.Unscored(
        base.DateRange(None if start is None else seconds(start), None if end is None else seconds(end))
    )
