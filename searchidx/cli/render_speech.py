"""How speakers, and the reasons for the tags of a passage, look in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searchidx.cli.layout import INDENT, bold, clean, faint, marked_words, wrapped
from searchidx.cli.output import number
from searchidx.model import Organization, Quotation, Span, Topic
from searchidx.records import date_text
from searchidx.speaking import SpeakerSummary
from searchidx.taxonomy import Taxonomy

if TYPE_CHECKING:
    from searchidx.explaining import Explanation

__all__ = ["render_explanation", "render_speakers"]


def render_speakers(speakers: Sequence[SpeakerSummary]) -> Iterator[str]:
    """Speakers with their counts, from when to when they spoke, and the best quotation with where it stands."""
    for one in speakers:
        yield from wrapped(marked_words(one.speaker, plain=bold), "")
        at_least = "" if one.quotations_exact else "at least "
        about = "" if one.articles_exact else "about "
        days = [(date_text(moment) or "")[:10] for moment in (one.earliest, one.latest)]
        counts = (
            at_least + number(one.quotations, "quotation"),
            number(one.passages, "passage"),
            about + number(one.articles, "article"),
            " to ".join(dict.fromkeys(filter(None, days))),
        )
        yield from wrapped(marked_words(" · ".join(filter(None, counts)), plain=faint))
        yield from wrapped(marked_words(one.quote))
        where = (one.passage.title, one.passage.publisher, (date_text(one.passage.published) or "")[:10])
        yield from wrapped(marked_words(" · ".join(filter(None, where)), plain=faint))
        yield INDENT + faint(clean(one.passage.id))
        yield ""


def render_explanation(found: Explanation, taxonomy: Taxonomy) -> Iterator[str]:
    """The tags of a passage, each with what found it."""
    yield from wrapped(marked_words(found.passage.title or "(no title)", plain=bold), "")
    yield faint(clean(found.passage.id))
    sections = (
        ("QUOTATIONS", [_why_quoted(one, found.article.text) for one in found.quotations]),
        ("ORGANIZATIONS", [_why_named(one, found.article.text) for one in found.organizations]),
        ("TOPICS", [_why_about(one, taxonomy, "of the article") for one in found.topics]),
        ("TOPICS OF THIS PASSAGE ALONE", [_why_about(one, taxonomy, "") for one in found.own_topics]),
    )
    for heading, entries in sections:
        if entries:
            yield ""
            yield bold(heading)
        for name, reasons in entries:
            yield from wrapped(marked_words(name), "  ")
            for reason in filter(None, reasons):
                yield from wrapped(marked_words(reason, plain=faint))
    if not any(entries for _, entries in sections):
        yield ""
        yield "no tags: nobody is quoted, no organization named, and no topic is clear"


def _why_quoted(quotation: Quotation, text: str) -> tuple[str, list[str]]:
    words = " … ".join(_on_one_line(text, span) for span in quotation.spans)
    source = quotation.source_text or (_on_one_line(text, quotation.source) if quotation.source else "")
    reasons = [
        words,
        f"found by {quotation.rule or 'an unnamed rule'}, {quotation.confidence:.0%} sure",
        f"cue: {_on_one_line(text, quotation.cue)}" if quotation.cue else "",
        f"kind of cue: {quotation.cue_class}" if quotation.cue_class else "",
        f"source: {source}" if source else "",
        f"through: {quotation.relay}" if quotation.relay else "",
    ]
    return quotation.speaker or "no speaker known", reasons


def _why_named(one: Organization, text: str) -> tuple[str, list[str]]:
    forms = dict.fromkeys(_on_one_line(text, span) for span in one.spans)
    return one.name, [f"evidence: {', '.join(one.evidence)}", f"named: {', '.join(forms)}", one.wikidata or ""]


def _why_about(topic: Topic, taxonomy: Taxonomy, of: str) -> tuple[str, list[str]]:
    slug = taxonomy.slug(topic.id) if topic.id in taxonomy else topic.id
    weight = f"score {topic.score:.2f}" + (f", {of}" if of else "")
    return f"{topic.label} ({slug})", [f"evidence: {', '.join(topic.evidence)}", weight]


def _on_one_line(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())
