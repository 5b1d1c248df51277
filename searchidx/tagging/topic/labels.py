"""From evidence to labels: which topics a text is given, how deep in the hierarchy, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from searchidx.model import Topic
from searchidx.tagging.topic.lexicon import STRONG, Lexicon, Tally, extended, lexicon
from searchidx.tagging.topic.matching import words
from searchidx.tagging.topic.publisher import declared
from searchidx.taxonomy import Taxonomy

__all__ = ["passage_topics", "topics"]

# Labels with at least this share of the best one's score are kept too (measured on news with several labels).
KEEP = 1 / 3
LABELS_AT_MOST = 3
# Less than one strong word, or two ordinary ones, is no evidence.
THIN = STRONG
# A narrower topic needs this much evidence of its own, and this share of what was found below its parent.
NARROWER_SCORE, NARROWER_SHARE = 2 * STRONG, 0.5
# A passage's own topic: this much evidence, and this many times as much as for any topic of its article.
OWN_SCORE, OWN_MARGIN = 4 * STRONG, 2.0
_WORDS_SHOWN = 6


def topics(
    text: str,
    *,
    title: str | None = None,
    section: str | None = None,
    keywords: Iterable[str] = (),
    url: str | None = None,
    taxonomy: Taxonomy | None = None,
) -> list[Topic]:
    """What a text is about: at most three topics, best first; none where the evidence is thin.

    `section`, `keywords` and `url` are what the publisher says and count before the words of the text. Each topic is as
    narrow as the evidence is clear. `score` runs from 0 to 1; `evidence` says where it comes from: "section:Football",
    "url:politics", "keyword:NATO", "word:parliament". Topics of a user's own `taxonomy` are added wherever two strong
    patterns speak for them.
    """
    lexicon = _lexicon(taxonomy)
    tally = lexicon.tally(_title_words(title or ""), words(text))
    said = {id: evidence for id, evidence in declared(section, keywords, url).items() if id in lexicon.taxonomy}
    return _labels(lexicon, tally, said)


def passage_topics(
    article_topics: Sequence[Topic], text: str, heading: str = "", *, taxonomy: Taxonomy | None = None
) -> list[Topic]:
    """The topics of one passage: those of its article, and its own one where that is far clearer here than those.

    The heading above the passage counts like a title.
    """
    lexicon = _lexicon(taxonomy)
    tally = lexicon.tally(_title_words(heading), words(text))
    found = list(article_topics)
    own = max(tally.tops, key=lambda top: tally.tops[top], default=None)
    if own is None or any(topic.top == own for topic in found):
        return found
    rivals = [score for top, score in tally.tops.items() if top != own]
    if tally.tops[own] >= max([OWN_SCORE, *(OWN_MARGIN * score for score in rivals)]):
        total = sum(tally.tops.values())
        found.append(_topic(lexicon, tally, own, tally.tops[own] / total, {}))
    return found


def _title_words(title: str) -> list[str]:
    # In a title that shouts, "WHO" and "US" are no acronyms.
    return words(title.title() if title.isupper() else title)


@lru_cache(maxsize=4)
def _lexicon(taxonomy: Taxonomy | None) -> Lexicon:
    return lexicon() if taxonomy is None else extended(taxonomy)


def _labels(lexicon: Lexicon, tally: Tally, said: dict[str, tuple[float, str]]) -> list[Topic]:
    scores: dict[str, float] = {}
    if tally.tops and max(tally.tops.values()) >= THIN:
        total = sum(tally.tops.values())
        scores = {top: score / total for top, score in tally.tops.items()}
    for id, (weight, _) in said.items():
        top = lexicon.taxonomy.path(id)[0]
        scores[top] = scores.get(top, 0.0) + weight
    if not scores:
        return []
    best = max(scores.values())
    # Equal scores stand in the order of their ids, so that a text always gets the same labels.
    ranked = sorted(scores, key=lambda top: (-scores[top], top))
    kept = [top for top in ranked if scores[top] >= KEEP * best][:LABELS_AT_MOST]
    return [_topic(lexicon, tally, top, scores[top] / max(1.0, best), said) for top in kept]


def _topic(lexicon: Lexicon, tally: Tally, top: str, score: float, said: dict[str, tuple[float, str]]) -> Topic:
    taxonomy = lexicon.taxonomy
    evidence = [why for id, (_, why) in said.items() if taxonomy.path(id)[0] == top]
    found = tally.words.get(top, {})
    telling = sorted(found, key=lambda word: (-found[word], word))[:_WORDS_SHOWN]
    evidence += [f"word:{word}" for word in telling]
    id = _narrowest(taxonomy, tally, top, [id for id in said if taxonomy.path(id)[0] == top])
    concept = taxonomy.get(id)
    return Topic(id, concept.label if concept else id, top, round(score, 3), tuple(evidence))


def _narrowest(taxonomy: Taxonomy, tally: Tally, top: str, said: list[str]) -> str:
    """The deepest topic below `top` that the evidence singles out."""
    for id in said:
        if id != top:
            return id
    below: dict[str, float] = {}
    for id, score in tally.concepts.items():
        path = taxonomy.path(id)
        if path[0] == top:
            for step in path[1:]:
                below[step] = below.get(step, 0.0) + score
    here = top
    while True:
        children = {id: below[id] for id in taxonomy.children(here) if id in below}
        best = max(children, key=lambda id: children[id], default=None)
        if best is None or children[best] < max(NARROWER_SCORE, NARROWER_SHARE * sum(children.values())):
            return here
        here = best
