"""A tagged passage as the terms and values that an engine stores."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import datetime

from searchidx.analysis import both, words
from searchidx.engines.base import BY_SPEAKER, GAP, NAMES, WORDS, Document
from searchidx.model import Passage, Span
from searchidx.quotemarks import quoted_spans
from searchidx.records import pack
from searchidx.taxonomy import Taxonomy

__all__ = ["document", "printed_seconds", "speaker_key", "speaker_stem"]

# Four places: no phrase reaches across, and a loose one hardly ever does.
_BREAK = f" {GAP}" * 4 + " "


def printed_seconds(moment: datetime) -> int:
    """Seconds since 1970 of a moment as it is printed: a reader who asks for a day means the day on the article."""
    return calendar.timegm(moment.timetuple())


def speaker_key(name: str) -> str:
    """A speaker's name as one word of a `BY_SPEAKER` field."""
    return "_".join(words(name))


def speaker_stem(name: str) -> str:
    """What every term of that speaker's words begins with in a `BY_SPEAKER` field."""
    return speaker_key(name) + "|"


def _overlaps(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """The stretches that lie both in one of `spans` and in one of `others`."""
    return [
        (max(start, left), min(end, right))
        for start, end in spans
        for left, right in others
        if start < right and left < end
    ]


def _united(spans: Iterable[Span]) -> list[Span]:
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


class _Terms(dict[str, str]):
    """The term fields of one document, empty ones left out."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self._language = language

    def put(self, field: str, parts: Iterable[str], stem: str = "") -> None:
        for part in parts:
            found, plain = both(part, self._language)
            if not found:
                continue
            if stem:
                found, plain = [stem + term for term in found], [stem + word for word in plain]
            seen = self.get(field)
            self[field] = " ".join(found) if seen is None else seen + _BREAK + " ".join(found)
            # Without positions or counts, once is enough.
            unique = " ".join(dict.fromkeys(plain))
            seen = self.get(field + WORDS)
            self[field + WORDS] = unique if seen is None else f"{seen} {unique}"

    def put_names(self, field: str, names: Iterable[str]) -> None:
        joined = _BREAK.join(filter(None, (" ".join(words(name)) for name in names)))
        if joined:
            self[field + NAMES] = joined


def document(passage: Passage, article_number: int, taxonomy: Taxonomy) -> Document:
    """What an engine stores of a passage. A passage counts for its topics and for every topic above them."""
    text = passage.text
    terms = _Terms(passage.language)
    terms.put("text", (text,))
    if passage.title:
        terms.put("title", (passage.title,))
    if passage.heading:
        terms.put("heading", (passage.heading,))
    _put_quotations(terms, passage)

    topics = list(dict.fromkeys(above for topic in passage.topics for above in (taxonomy.path(topic) or (topic,))))
    values: dict[str, Sequence[str]] = {}
    for field, names in (
        ("speaker", passage.speakers),
        ("organization", passage.organizations),
        ("publisher", (passage.publisher,) if passage.publisher else ()),
        ("author", passage.authors),
    ):
        if names:
            values[field] = list(dict.fromkeys(names))
            terms.put_names(field, names)
    if topics:
        values["topic"] = topics
        concepts = (taxonomy.get(topic) for topic in topics)
        terms.put_names(
            "topic", [concept.label if concept else topic for topic, concept in zip(topics, concepts, strict=True)]
        )
    if passage.language:
        values["language"] = (passage.language,)
        terms.put_names("language", (passage.language,))
    return Document(
        id=passage.id,
        article=passage.article_id,
        article_number=article_number,
        stored=pack(passage),
        terms=terms,
        values=values,
        date=None if passage.published is None else printed_seconds(passage.published),
        url=passage.url,
    )


def _put_quotations(terms: _Terms, passage: Passage) -> None:
    text = passage.text
    quoted = quoted_spans(text)
    terms.put("quote", (text[start:end] for start, end in quoted))
    if not passage.quotations:
        return
    # Quotations keep article offsets and may go on in the next passage.
    whole = [(0, len(text))]
    said: list[Span] = []
    by_speaker: dict[str, list[Span]] = {}
    sources: list[str] = []
    for quotation in passage.quotations:
        spans = _overlaps(((start - passage.start, end - passage.start) for start, end in quotation.spans), whole)
        said += spans
        if quotation.speaker:
            by_speaker.setdefault(quotation.speaker, []).extend(spans)
        if quotation.source_text:
            sources.append(quotation.source_text)
    terms.put("said", (text[start:end] for start, end in _united(said)))
    terms.put("source", dict.fromkeys(sources))
    for speaker, spans in by_speaker.items():
        stem, united = speaker_stem(speaker), _united(spans)
        terms.put("said" + BY_SPEAKER, (text[start:end] for start, end in united), stem)
        terms.put("quote" + BY_SPEAKER, (text[start:end] for start, end in _overlaps(united, quoted)), stem)
