"""A tagged passage as the terms and values that an engine stores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from searchidx.analysis import joined, words
from searchidx.engines.base import BY_SPEAKER, GAP, WORDS, Document
from searchidx.model import Passage, Span
from searchidx.quotemarks import quoted_spans
from searchidx.records import pack
from searchidx.taxonomy import Taxonomy

__all__ = ["document", "printed_seconds", "speaker_key", "speaker_stem"]

# Four places: no phrase reaches across, and a loose one hardly ever does.
_BREAK = f" {GAP}" * 4 + " "
_EPOCH = datetime(1970, 1, 1)


def printed_seconds(moment: datetime) -> int:
    """Seconds since 1970 of a moment as it is printed: a reader who asks for a day means the day on the article."""
    since = moment.replace(tzinfo=None) - _EPOCH
    return since.days * 86_400 + since.seconds


def speaker_key(name: str) -> str:
    """A speaker's name as one word of a `BY_SPEAKER` field."""
    return "_".join(words(name))


def speaker_stem(name: str) -> str:
    """What every term of that speaker's words begins with in a `BY_SPEAKER` field."""
    return speaker_key(name) + "|"


def document(passage: Passage, article_number: int, taxonomy: Taxonomy) -> Document:
    """What an engine stores of a passage. A passage counts for its topics and for every topic above them."""
    terms: dict[str, str] = {}
    terms["text"], terms["text" + WORDS] = joined(passage.text, passage.language)
    if passage.title:
        terms["title"], terms["title" + WORDS] = _both(passage.title, passage.language)
    if passage.heading:
        terms["heading"], terms["heading" + WORDS] = _both(passage.heading, passage.language)
    quoted = quoted_spans(passage.text)
    if quoted:
        _put(terms, "quote", passage, quoted)
    if passage.quotations:
        _put_quotations(terms, passage, quoted)

    values: dict[str, Sequence[str]] = {}
    for field, names in (
        ("speaker", passage.speakers),
        ("organization", passage.organizations),
        ("publisher", (passage.publisher,) if passage.publisher else ()),
        ("author", passage.authors),
        ("language", (passage.language,) if passage.language else ()),
    ):
        if names:
            values[field] = tuple(dict.fromkeys(names))
    if passage.topics:
        values["topic"] = _topics(tuple(passage.topics), taxonomy)
    return Document(
        id=passage.id,
        article=passage.article_id,
        article_number=article_number,
        stored=pack(passage),
        terms={field: found for field, found in terms.items() if found},
        values=values,
        date=None if passage.published is None else printed_seconds(passage.published),
        url=passage.url,
    )


# The passages of an article share its title, and many of them their topics.


@lru_cache(maxsize=256)
def _both(text: str, language: str | None) -> tuple[str, str]:
    return joined(text, language)


@lru_cache(maxsize=4096)
def _topics(topics: tuple[str, ...], taxonomy: Taxonomy) -> tuple[str, ...]:
    paths = (taxonomy.path(topic) if topic in taxonomy else (topic,) for topic in topics)
    return tuple(dict.fromkeys(above for path in paths for above in path))


def _put(terms: dict[str, str], field: str, passage: Passage, spans: Iterable[Span], stem: str = "") -> None:
    """Add stretches of a passage to a field, each after a gap; with a stem, every term begins with it."""
    parts = [joined(passage.text[start:end], passage.language) for start, end in spans]
    found = [part for part, _ in parts if part]
    plain = " ".join(words for _, words in parts)
    if stem:
        found = [stem + part.replace(" ", " " + stem) for part in found]
        plain = " ".join(stem + word for word in plain.split())
    earlier = [terms[field]] if field in terms else []
    terms[field] = _BREAK.join([*earlier, *found])
    terms[field + WORDS] = f"{terms.get(field + WORDS, '')} {plain}".strip()


def _put_quotations(terms: dict[str, str], passage: Passage, quoted: Sequence[Span]) -> None:
    # Quotations keep article offsets and may go on in the next passage.
    whole = [(0, len(passage.text))]
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
    _put(terms, "said", passage, _united(said))
    named = [joined(source, passage.language) for source in dict.fromkeys(sources)]
    terms["source"] = _BREAK.join(found for found, _ in named)
    terms["source" + WORDS] = " ".join(words for _, words in named)
    for speaker, spans in by_speaker.items():
        stem, united = speaker_stem(speaker), _united(spans)
        _put(terms, "said" + BY_SPEAKER, passage, united, stem)
        _put(terms, "quote" + BY_SPEAKER, passage, _overlaps(united, quoted), stem)


def _overlaps(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """The stretches that lie both in one of `spans` and in one of `others`."""
    return [
        (max(start, left), min(end, right))
        for start, end in spans
        for left, right in others
        if start < right and left < end
    ]


def _united(spans: Iterable[Span]) -> list[Span]:
    """The same stretches without overlaps, in order."""
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united
