"""Who speaks, which organizations appear, what it is about.

Each tagger answers for a text; `tag` answers for an article and hands every passage what belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from searchidx.model import Article, Organization, Passage, Quotation, Span, Topic
from searchidx.tagging.organization import organizations
from searchidx.tagging.quotation import quotations
from searchidx.tagging.topic import passage_topics, topics

__all__ = ["Tags", "organizations", "quotations", "tag", "tags", "topics"]

LANGUAGE = "en"
"""The language that the taggers read; articles in another one are indexed untagged."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What was found in one article."""

    quotations: Sequence[Quotation] = ()
    organizations: Sequence[Organization] = ()
    topics: Sequence[Topic] = ()


def tags(article: Article) -> Tags:
    """Everything that the taggers find in an article, with its evidence."""
    if (article.language or LANGUAGE) != LANGUAGE:
        return Tags()
    found = topics(
        article.text, title=article.title, section=article.section, keywords=article.keywords, url=article.url
    )
    return Tags(quotations(article.text), organizations(article.text), found)


def tag(article: Article, passages: Iterable[Passage], found: Tags | None = None) -> list[Passage]:
    """The passages with the tags that belong to each: what is said, named and treated there."""
    found = tags(article) if found is None else found
    tagged = []
    for passage in passages:
        here = (passage.start, passage.end)
        said = [quotation for quotation in found.quotations if _any_within(quotation.spans, here)]
        # Thoughts and wishes are kept on the quotation, but who only thinks does not speak.
        speakers = dict.fromkeys(q.speaker for q in said if q.speaker and q.cue_class in (None, "speech"))
        named = [one.name for one in found.organizations if _any_within(one.spans, here)]
        about = passage_topics(found.topics, passage.text, passage.heading) if found.topics else ()
        tagged.append(
            replace(
                passage,
                quotations=tuple(said),
                speakers=tuple(speakers),
                organizations=tuple(named),
                topics=tuple(topic.id for topic in about),
            )
        )
    return tagged


def _any_within(spans: Iterable[Span], here: Span) -> bool:
    return any(start < here[1] and here[0] < end for start, end in spans)
