"""What flows through searchidx: frozen, slotted records from an article to a page of results.

Every offset is a character offset into `Article.text`, the stored and cleaned text of the whole article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from searchidx.record import Record

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "CueClass",
    "Diagnostic",
    "Facet",
    "FacetValue",
    "Hit",
    "Organization",
    "Passage",
    "Quotation",
    "QuotationKind",
    "Results",
    "Span",
    "Suggestion",
    "Topic",
]

Span = tuple[int, int]
"""Start and end of a stretch of text, in characters; the end is exclusive."""

BlockKind = Literal["heading", "paragraph", "quote", "list_item"]
QuotationKind = Literal["direct", "mixed", "indirect"]
CueClass = Literal["speech", "thought", "attitude"]


class Block(Record):
    """One block of an article: `article.text[start:end]` is its text."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Depth of a heading (1 to 6); 0 for every other block."""


class Article(Record):
    """One article as it was understood. `text` is its blocks, joined by a blank line; the title is not part of it."""

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str = ""
    url: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: datetime | None = None
    """As the article prints it: with a zone if it gives one; a date without a time is midnight without a zone."""
    modified: datetime | None = None
    language: str | None = None
    """ISO 639-1 code."""
    section: str | None = None
    keywords: tuple[str, ...] = ()


class Quotation(Record):
    """Something that somebody is reported to have said, thought or wanted."""

    spans: tuple[Span, ...]
    """The reported words, in reading order; several where the source or cue interrupts them."""
    kind: QuotationKind
    source: Span | None = None
    """The words that name the source: "she", "a European diplomat", "Sergei Markov"."""
    cue: Span | None = None
    """The words that report: "said", "according to"."""
    speaker: str | None = None
    """Canonical full name of the person or organization; None where the source is unnamed or unknown."""
    cue_class: CueClass | None = None
    relay: str | None = None
    """The outlet through which it is quoted ("as cited by Digi24"); never the speaker."""
    source_text: str | None = None
    """The source's own words, kept so that unnamed sources can be searched."""
    confidence: float = 1.0
    """0 to 1."""
    rule: str = ""
    """What found it, for provenance."""


class Organization(Record):
    """An organization under its canonical (common short) name, with every place where it is mentioned."""

    name: str
    spans: tuple[Span, ...]
    evidence: tuple[str, ...] = ()
    """What found it: "table", "pattern:...", "definition", "tagger"."""
    wikidata: str | None = None


class Topic(Record):
    """A subject: an IPTC Media Topic, or an entry of the user's own taxonomy."""

    id: str
    """For example "medtop:20000638"; ids are stable, labels are not."""
    label: str
    top: str
    """Id of the top-level topic above it (its own id at the top level)."""
    score: float = 0.0
    evidence: tuple[str, ...] = ()


class Passage(Record):
    """A stretch of an article, the unit that is searched. Only `id`, `article_id` and `text` are needed.

    `quotations` keep article offsets, like `start` and `end`; `text` is `article.text[start:end]`.
    `speakers`, `organizations` and `topics` are facet values: canonical names, and topic ids.
    """

    id: str
    article_id: str
    text: str
    ordinal: int = 0
    """Position of the passage in its article, from 0."""
    title: str = ""
    heading: str = ""
    start: int = 0
    end: int = 0
    speakers: Sequence[str] = ()
    organizations: Sequence[str] = ()
    topics: Sequence[str] = ()
    quotations: Sequence[Quotation] = ()
    published: datetime | None = None
    publisher: str | None = None
    authors: Sequence[str] = ()
    url: str | None = None
    language: str | None = None


class Diagnostic(Record):
    """A remark on a query: what is wrong or was changed, and where in what the user typed."""

    kind: str
    """A stable name: "unclosed-quote", "unknown-field", "relaxed" ..."""
    message: str
    start: int = 0
    end: int = 0
    suggestion: str | None = None
    severity: Literal["error", "warning", "notice"] = "error"


class Hit(Record):
    """A passage that matches. `highlights` and `window` are character offsets into `passage.text`."""

    rank: int
    """From 1, over all pages."""
    score: float
    passage: Passage
    highlights: tuple[Span, ...] = ()
    title_highlights: tuple[Span, ...] = ()
    window: Span = (0, 0)
    """The best stretch to show where the passage is long."""
    article_hits: int = 1
    """With results grouped by article: how many passages of this article match; otherwise 1."""
    copies: int = 0
    """With results collapsed: how many other articles that match are near copies of this one; otherwise 0."""


class FacetValue(Record):
    """One value of a facet, counted over the match set."""

    value: str
    """What a filter takes: a name, a code, a topic id."""
    label: str
    """What a person reads."""
    passages: int
    """Exact."""
    articles: int
    selected: bool = False
    excluded: bool = False
    level: int = 1
    """Depth in a hierarchy; 1 is the top, and the only level of a flat facet."""
    parent: str | None = None


class Facet(Record):
    """The values of one field over the match set, most frequent first, selected ones always among them."""

    field: str
    values: tuple[FacetValue, ...]
    further: int = 0
    """How many values more there are."""
    further_exact: bool = True
    """False where there are so many values that `further` is an estimate."""
    articles_exact: bool = True
    """False where the match set is so large that the counts of articles are estimates."""


class Suggestion(Record):
    """A value of a facet, or a word, that what was typed may be the beginning of."""

    value: str
    label: str
    passages: int
    """In how many passages it occurs."""


class Results(Record):
    """One page of results, with the counts of the whole match set."""

    query: str
    """The query as it was understood, in normal form."""
    total_passages: int
    total_articles: int
    articles_exact: bool
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    relaxed: bool = False
    """True where nothing matched all words and the search fell back to any of them."""
    cursor: str | None = None
    """Pass it to the same search for the next page; None on the last page."""
    seconds: float = 0.0

    def __iter__(self) -> Iterator[Hit]:
        """The hits of this page, best first."""
        return iter(self.hits)

    def __len__(self) -> int:
        """How many hits this page has; `total_passages` says how many passages match."""
        return len(self.hits)

    def facet(self, field: str) -> Facet:
        """The facet of that field; KeyError where it was not asked for."""
        for facet in self.facets:
            if facet.field == field:
                return facet
        raise KeyError(field)
