"""Who speaks, which organizations appear, what it is about.

Each tagger answers for a text; `tag` answers for an article and hands every passage what belongs to it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from searchidx.model import Article, Organization, Passage, Quotation, Span, Topic
from searchidx.tagging.spans import SpanIndex

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
    "tags_of",
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
    return tags_of([article], options)[0]


def tags_of(articles: Sequence[Article], options: TaggerOptions = DEFAULT_OPTIONS) -> list[Tags]:
    """What `tags` finds in each article; several at a time take less time than one by one."""
    from searchidx.tagging.quotation import iter_analyses

    # One pass of the network serves both: who is named, and who speaks.
    read = [article for article in articles if is_read(article)]
    analysed = iter_analyses([article.text for article in read], headings=[_headings(article) for article in read])
    return [_tags(article, next(analysed), options) if is_read(article) else Tags() for article in articles]


def _headings(article: Article) -> list[Span] | None:
    if not article.blocks:
        return None
    return [(block.start, block.end) for block in article.blocks if block.kind == "heading"]


def _tags(article: Article, read: Analysis, options: TaggerOptions) -> Tags:
    from searchidx.tagging.organization import organizations
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
    named = organizations(article.text, recall=options.recall, aliases=options.aliases, entities=read.entities)
    return Tags(read.quotations(_speaking(named, read)), named, about)


def _speaking(named: Sequence[Organization], read: Analysis) -> list[NamedSpan]:
    """Where organizations are named that may speak: under the names of their facet, and others as they are printed."""
    from searchidx.tagging.quotation import NamedSpan

    known = [NamedSpan(start, end, one.name) for one in named for start, end in one.spans]
    covered = SpanIndex([[span[:2]] for span in known])
    known += [span for span in read.printed_organizations if not covered.overlapping(span[:2])]
    return sorted(known)


def within(article: Article, passage: Passage, found: Tags, options: TaggerOptions = DEFAULT_OPTIONS) -> Tags:
    """Of what was found in an article, what belongs to one of its passages; topics also of the passage alone."""
    return _Places(found).within(article, passage, options)


class _Places:
    """What was found in an article, by where it stands."""

    def __init__(self, found: Tags) -> None:
        self._found = found
        self._quotations = SpanIndex([one.spans for one in found.quotations])
        self._organizations = SpanIndex([one.spans for one in found.organizations])

    def within(self, article: Article, passage: Passage, options: TaggerOptions) -> Tags:
        here = (passage.start, passage.end)
        about: Sequence[Topic] = ()
        if is_read(article):
            from searchidx.tagging.topic import passage_topics

            about = passage_topics(self._found.topics, passage.text, passage.heading, taxonomy=options.taxonomy)
        return Tags(
            tuple(self._found.quotations[number] for number in self._quotations.overlapping(here)),
            tuple(self._found.organizations[number] for number in self._organizations.overlapping(here)),
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
    places = _Places(found)
    tagged = []
    for passage in passages:
        here = places.within(article, passage, options)
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
