"""Who speaks on a subject: how often, from when to when, and in which words best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from searchidx.engines.base import Clause, EngineReader, Sort
from searchidx.facets import MOST_COUNTED
from searchidx.model import Passage, Quotation, Span
from searchidx.query import ast
from searchidx.record import Record
from searchidx.records import unpack
from searchidx.snippets import Highlighter

__all__ = ["MOST_READ", "SpeakerSummary", "most_frequent"]

MOST_READ = 1_000
"""How many passages of one speaker, the best ones, are read for their quotations."""


class SpeakerSummary(Record):
    """What one person or organization is reported to have said on a subject."""

    speaker: str
    quotations: int
    """Quotations in the passages that match; one that goes on from passage to passage is one."""
    passages: int
    """Exact."""
    articles: int
    earliest: datetime | None
    """When the first of the articles was published; None where none has a date."""
    latest: datetime | None
    quote: str
    """The best quotation's words in `passage`; "" where the passages were added without quotations."""
    passage: Passage
    """The best passage with a quotation of the speaker."""
    quotations_exact: bool = True
    """False where only the best 1,000 passages were read, so that there are at least so many quotations."""
    articles_exact: bool = True
    """False where the passages are so many that the number of articles is an estimate."""


def most_frequent(
    reader: EngineReader,
    candidates: Iterable[tuple[str, int]],
    said_by: Callable[[str], tuple[ast.Node, Clause]],
    languages: Sequence[str],
    top: int,
) -> tuple[SpeakerSummary, ...]:
    """The speakers with most passages, most first.

    candidates: speakers, each with the most passages that it can have, in falling order.
    said_by: what is asked of one speaker, as a tree and as the clause that finds the passages.
    """
    counted: list[tuple[int, str]] = []
    for name, most in candidates:
        if len(counted) >= top and most <= -sorted(counted)[top - 1][0]:
            break
        if passages := reader.search(said_by(name)[1], limit=0).total:
            counted.append((-passages, name))
    summaries = []
    for _, name in sorted(counted)[:top]:
        tree, clause = said_by(name)
        summaries.append(_summary(reader, name, clause, Highlighter(tree, languages=languages, speakers=(name,))))
    return tuple(summaries)


def _summary(reader: EngineReader, speaker: str, clause: Clause, highlighter: Highlighter) -> SpeakerSummary:
    """The summary of one speaker over the passages that the clause finds; it finds some."""
    found = reader.search(clause, limit=MOST_READ)
    passages = list(map(unpack, reader.stored(found.keys)))
    said = {(one.article_id, quotation.spans) for one in passages for quotation in _said_by(speaker, one)}
    best = next((one for one in passages if _said_by(speaker, one)), passages[0])
    exact = found.total <= MOST_COUNTED
    return SpeakerSummary(
        speaker=speaker,
        quotations=len(said),
        passages=found.total,
        articles=reader.count_articles(clause) if exact else reader.estimate_articles(clause),
        earliest=_published(reader, clause, "-date"),
        latest=_published(reader, clause, "date"),
        quote=_best_quote(speaker, best, highlighter),
        passage=best,
        quotations_exact=found.total <= MOST_READ,
        articles_exact=exact,
    )


def _said_by(speaker: str, passage: Passage) -> list[Quotation]:
    """What the speaker says, and not only thinks or wants."""
    return [one for one in passage.quotations if one.speaker == speaker and one.cue_class in (None, "speech")]


def _published(reader: EngineReader, clause: Clause, first: Sort) -> datetime | None:
    # What has no date comes last in either order.
    return unpack(reader.stored(reader.search(clause, limit=1, sort=first).keys)[0]).published


def _best_quote(speaker: str, passage: Passage, highlighter: Highlighter) -> str:
    """The words of the speaker's quotation with most of what was looked for; the first of several."""
    marks = highlighter.text(passage)

    def matches(stretches: list[Span]) -> int:
        return sum(start <= left and right <= end for left, right in marks for start, end in stretches)

    stretches = [_here(quotation, passage) for quotation in _said_by(speaker, passage)]
    chosen = max(stretches, key=matches, default=[])
    return " … ".join(" ".join(passage.text[start:end].split()) for start, end in chosen)


def _here(quotation: Quotation, passage: Passage) -> list[Span]:
    """The stretches of a quotation in the passage's text: it may begin before and go on after it."""
    moved = [(max(0, start - passage.start), end - passage.start) for start, end in quotation.spans]
    return [(start, min(end, len(passage.text))) for start, end in moved if start < min(end, len(passage.text))]
