"""Why a passage has the tags it has: its article is tagged once more, and this time the evidence is kept."""

from __future__ import annotations

from searchidx.model import Article, Organization, Passage, Quotation, Topic
from searchidx.record import Record
from searchidx.tagging import TaggerOptions, tag, tags, within

__all__ = ["Explanation", "explain"]


class Explanation(Record):
    """The tags of a passage with what found each."""

    article: Article
    passage: Passage
    """As it is in the index."""
    quotations: tuple[Quotation, ...]
    """With the rule, the confidence, and the places of cue and source in the article's text."""
    organizations: tuple[Organization, ...]
    """Of the article, those that the passage names; with every place in the article and the evidence for them."""
    topics: tuple[Topic, ...]
    """What the whole article is about, which each of its passages inherits."""
    own_topics: tuple[Topic, ...]
    """What this passage alone is about."""
    current: bool
    """False where the passage in the index has other tags: it was tagged by another version of searchidx."""


def explain(article: Article, passage: Passage, options: TaggerOptions) -> Explanation:
    """Tag an article again, with the options that its index has, and tell what concerns one of its passages."""
    found = tags(article, options)
    here = within(article, passage, found, options)
    (again,) = tag(article, [passage], found, options)
    return Explanation(
        article=article,
        passage=passage,
        quotations=tuple(here.quotations),
        organizations=tuple(here.organizations),
        topics=tuple(found.topics),
        own_topics=tuple(topic for topic in here.topics if topic not in found.topics),
        current=again == passage,
    )
