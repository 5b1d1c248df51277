"""Who speaks, which organizations appear, what it is about.

Each tagger answers for a text; `tag` answers for an article and hands every passage what belongs to it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from searchidx.model import Article, Organization, Passage, Quotation, Span, Topic

if TYPE_CHECKING:
    from searchidx.tagging.organization import AliasTable, Recall, organizations
    from searchidx.tagging.quotation import Analysis, NamedSpan, quotations
    from searchidx.tagging.topic import topics
    from searchidx.tagging.topic.model import TopicModel
    from searchidx.taxonomy import Taxonomy

__all__ = [
    "DEFAULT_OPTIONS",
    "TaggerOptions",
    "Tags",
    "is_read",
    "organizations",
    "quotations",
    "tag",
    "tags",
    "topics",
    "within",
]

_HOMES = {"organizations": "organization", "quotations": "quotation", "topics": "topic"}


def __getattr__(name: str) -> Any:
    # Every tagger is slow to import, and who asks for one does not wait for the others.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)


LANGUAGE = "en"
"""The language that the taggers read; articles in another one are indexed untagged."""


@dataclass(frozen=True, slots=True)
class TaggerOptions:
    """What a user may bring to the taggers; by default they use what comes with searchidx."""

    taxonomy: Taxonomy | None = None
    """The user's own topics: see `Taxonomy.from_yaml`."""
    topic_model: TopicModel | None = None
    """What was learned from the user's own articles: see `searchidx.tagging.topic.model.train`."""
    aliases: AliasTable | None = None
    """The organizations that are known by name: see `AliasTable.load`."""
    recall: Recall = "normal"
    """How many organizations: "high" also believes weaker evidence."""


DEFAULT_OPTIONS = TaggerOptions()


@dataclass(frozen=True, slots=True)
class Tags:
    """What was found in one article."""

    quotations: Sequence[Quotation] = ()
    organizations: Sequence[Organization] = ()
    topics: Sequence[Topic] = ()


def is_read(article: Article) -> bool:
    """Whether the taggers read the article's language; one whose language is unknown is tried."""
    return (article.language or LANGUAGE) == LANGUAGE


def tags(article: Article, options: TaggerOptions = DEFAULT_OPTIONS) -> Tags:
    """Everything that the taggers find in an article, with its evidence."""
    if not is_read(article):
        return Tags()
    from searchidx.tagging.organization import organizations
    from searchidx.tagging.quotation import analyses
    from searchidx.tagging.topic import topics

    about = topics(
        article.text,
        title=article.title,
        section=article.section,
        keywords=article.keywords,
        url=article.url,
        taxonomy=options.taxonomy,
        model=options.topic_model,
    )
    headings = [(block.start, block.end) for block in article.blocks if block.kind == "heading"]
    # One pass of the network serves both: who is named, and who speaks.
    (read,) = analyses([article.text], headings=[headings if article.blocks else None])
    named = organizations(article.text, recall=options.recall, aliases=options.aliases, entities=read.entities)
    return Tags(read.quotations(_speaking(named, read)), named, about)


def _speaking(named: Sequence[Organization], read: Analysis) -> list[NamedSpan]:
    """Where organizations are named that may speak: under the names of their facet, and others as they are printed."""
    from searchidx.tagging.quotation import NamedSpan

    known = [NamedSpan(start, end, one.name) for one in named for start, end in one.spans]
    covered = sorted((span.start, span.end) for span in known)
    known += [
        NamedSpan(entity.start, entity.end, " ".join(read.text[entity.start : entity.end].split()))
        for entity in read.entities
        if entity.label == "ORG" and not _any_within(covered, (entity.start, entity.end))
    ]
    return sorted(known)


def within(article: Article, passage: Passage, found: Tags, options: TaggerOptions = DEFAULT_OPTIONS) -> Tags:
    """Of what was found in an article, what belongs to one of its passages; topics also of the passage alone."""
    here = (passage.start, passage.end)
    about: Sequence[Topic] = ()
    if is_read(article):
        from searchidx.tagging.topic import passage_topics

        about = passage_topics(found.topics, passage.text, passage.heading, taxonomy=options.taxonomy)
    return Tags(
        tuple(quotation for quotation in found.quotations if _any_within(quotation.spans, here)),
        tuple(one for one in found.organizations if _any_within(one.spans, here)),
        tuple(about),
    )


def tag(
    article: Article,
    passages: Iterable[Passage],
    found: Tags | None = None,
    options: TaggerOptions = DEFAULT_OPTIONS,
) -> list[Passage]:
    """The passages with the tags that belong to each: what is said, named and treated there."""
    found = tags(article, options) if found is None else found
    tagged = []
    for passage in passages:
        here = within(article, passage, found, options)
        # Thoughts and wishes are kept on the quotation, but who only thinks does not speak.
        speakers = dict.fromkeys(q.speaker for q in here.quotations if q.speaker and q.cue_class in (None, "speech"))
        tagged.append(
            replace(
                passage,
                quotations=here.quotations,
                speakers=tuple(speakers),
                organizations=tuple(one.name for one in here.organizations),
                topics=tuple(topic.id for topic in here.topics),
            )
        )
    return tagged


def _any_within(spans: Iterable[Span], here: Span) -> bool:
    return any(start < here[1] and here[0] < end for start, end in spans)
