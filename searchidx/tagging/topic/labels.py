"""From evidence to labels: which topics a text is given, how deep in the hierarchy, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from searchidx.model import Topic
from searchidx.tagging.topic.lexicon import STRONG, Lexicon, Tally, lexicon_for
from searchidx.tagging.topic.matching import normal, words
from searchidx.tagging.topic.model import Opinion, TopicModel, apply
from searchidx.tagging.topic.publisher import declared
from searchidx.taxonomy import Taxonomy

__all__ = ["passage_topics", "topics"]

# Labels with at least this share of the best one's score are kept too (measured on news with several labels).
KEEP = 1 / 3
LABELS_AT_MOST = 3
# One strong word, even of the topic that counts least, or two ordinary ones: less is no evidence.
THIN = 0.7 * STRONG
# A narrower topic needs this much evidence of its own, and this share of what was found below its parent.
NARROWER_SCORE, NARROWER_SHARE = 2 * STRONG, 0.5
# A passage's own topic: this much evidence, and this many times as much as for any other topic. Of passages put into
# articles on something else 73 % were noticed, 90 % of them rightly; of the articles' own passages 1 %.
OWN_SCORE, OWN_MARGIN = 4 * STRONG, 1.5
# How much a trained model counts beside the lexicon.
MODEL = 0.25
_WORDS_SHOWN = 6


def topics(
    text: str,
    *,
    title: str | None = None,
    section: str | None = None,
    keywords: Iterable[str] = (),
    url: str | None = None,
    taxonomy: Taxonomy | None = None,
    model: TopicModel | None = None,
) -> list[Topic]:
    """What a text is about: at most three topics, best first; none where the evidence is thin.

    `section`, `keywords` and `url` are what the publisher says and count before the words of the text; these are
    weighed by the lexicon and by a linear `model`, if given. Each topic is as narrow as the evidence is clear. `score`
    runs from 0 to 1; `evidence` says where it comes from: "section:Football", "url:politics", "keyword:NATO",
    "word:parliament" (the lexicon), "model:ballots". Topics of a user's own `taxonomy` are added beyond the three
    wherever their own patterns speak clearly.
    """
    lexicon = lexicon_for(taxonomy)
    tokens = _title_words(title or ""), words(text)
    tally = lexicon.tally(*tokens)
    opinion = apply(model, chain(*tokens)) if model is not None else None
    said = {id: evidence for id, evidence in declared(section, keywords, url).items() if id in lexicon.taxonomy}
    return _labels(lexicon, tally, said, opinion)


def passage_topics(
    article_topics: Sequence[Topic], text: str, heading: str = "", *, taxonomy: Taxonomy | None = None
) -> list[Topic]:
    """The topics of one passage: those of its article, and its own one where that is far clearer here than those.

    The heading above the passage counts like a title.
    """
    lexicon = lexicon_for(taxonomy)
    tally = lexicon.tally(_title_words(heading), words(text))
    found = list(article_topics)
    own = max(tally.tops, key=lambda top: tally.tops[top], default=None)
    if own is None or any(topic.top == own for topic in found):
        return found
    rivals = [score for top, score in tally.tops.items() if top != own]
    if tally.tops[own] >= max([OWN_SCORE, *(OWN_MARGIN * score for score in rivals)]):
        total = sum(tally.tops.values())
        found.append(_topic(lexicon, tally, own, tally.tops[own] / total, {}, None))
    return found


def _title_words(title: str) -> list[str]:
    # In a title that shouts, "WHO" and "US" are no acronyms.
    return words(title.title() if title.isupper() else title)


def _labels(
    lexicon: Lexicon, tally: Tally, said: Mapping[str, tuple[float, tuple[str, ...]]], opinion: Opinion | None
) -> list[Topic]:
    taxonomy = lexicon.taxonomy
    scores: dict[str, float] = {}
    if tally.tops and max(tally.tops.values()) >= THIN:
        total = sum(tally.tops.values())
        scores = {top: score / total for top, score in tally.tops.items()}
        if opinion is not None and opinion.probabilities:
            likely = {top: p for top, p in opinion.probabilities.items() if top in taxonomy}
            scores = {
                top: (1 - MODEL) * scores.get(top, 0.0) + MODEL * likely.get(top, 0.0) for top in {**scores, **likely}
            }
    for id, (weight, _) in said.items():
        top = taxonomy.path(id)[0]
        scores[top] = scores.get(top, 0.0) + weight
    best = max(scores.values(), default=0.0)
    # Equal scores stand in the order of their ids, so that a text always gets the same labels.
    ranked = sorted(scores, key=lambda top: (-scores[top], top))
    kept = [top for top in ranked if scores[top] >= KEEP * best][:LABELS_AT_MOST]
    found = [_topic(lexicon, tally, top, scores[top] / max(1.0, best), said, opinion) for top in kept]
    return found + _own_topics(lexicon, tally, found)


def _topic(
    lexicon: Lexicon,
    tally: Tally,
    top: str,
    score: float,
    said: Mapping[str, tuple[float, tuple[str, ...]]],
    opinion: Opinion | None,
) -> Topic:
    taxonomy = lexicon.taxonomy
    here = {id: why for id, (_, why) in said.items() if taxonomy.path(id)[0] == top}
    telling = sorted(tally.patterns.get(top, ()), key=lambda found: (-found[0], found[1]))
    evidence = [*chain(*here.values()), *(f"word:{pattern}" for _, pattern in telling[:_WORDS_SHOWN])]
    if opinion is not None:
        evidence += [f"model:{word}" for word in opinion.words(top)]
    narrower = next((id for id in here if id != top), None) or _narrowest(taxonomy, tally, top)
    concept = taxonomy.get(narrower)
    return Topic(narrower, concept.label if concept else narrower, top, round(score, 3), tuple(dict.fromkeys(evidence)))


def _own_topics(lexicon: Lexicon, tally: Tally, found: list[Topic]) -> list[Topic]:
    """Topics that a user's taxonomy gives patterns of its own, and that these show clearly."""
    taxonomy = lexicon.taxonomy
    total = sum(tally.tops.values())
    given = {step for topic in found for step in taxonomy.path(topic.id)}
    added = []
    for id, patterns in taxonomy.patterns.items():
        concept, top = taxonomy.get(id), taxonomy.path(id)[0]
        own = set(map(normal, patterns))
        shown = [(value, pattern) for value, pattern in tally.patterns.get(top, ()) if pattern in own]
        score = sum(value for value, _ in shown)
        if concept is not None and id not in given and score >= NARROWER_SCORE:
            why = tuple(f"word:{pattern}" for _, pattern in sorted(shown, reverse=True)[:_WORDS_SHOWN])
            added.append(Topic(id, concept.label, top, round(score / total, 3), why))
    return sorted(added, key=lambda topic: (-topic.score, topic.id))


def _narrowest(taxonomy: Taxonomy, tally: Tally, top: str) -> str:
    """The deepest topic below `top` that the words single out."""
    below: dict[str, float] = {}
    for id, score in tally.concepts.get(top, {}).items():
        for step in taxonomy.path(id)[1:]:
            below[step] = below.get(step, 0.0) + score
    here = top
    while True:
        children = {id: below[id] for id in taxonomy.children(here) if id in below}
        best = max(children, key=lambda id: children[id], default=None)
        if best is None or children[best] < max(NARROWER_SCORE, NARROWER_SHARE * sum(children.values())):
            return here
        here = best
