"""The curated lexicon: which words tell of which topic, and how strongly.

Each file of `tagging/data/topics/` lists the patterns of one top-level topic under headers that name concepts by slug;
`neutral.txt` lists phrases whose words would mislead. A user's taxonomy adds its own patterns.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from searchidx.errors import TaxonomyError
from searchidx.tagging.topic.matching import Matcher, normal
from searchidx.taxonomy import Taxonomy, media_topics

__all__ = ["STRONG", "Lexicon", "Tally", "lexicon_for"]

_FOLDER = Path(__file__).parents[1] / "data" / "topics"

# Weights, tuned together on labelled news; a few per cent either way change nothing.
STRONG, ORDINARY, WEAK = 1.5, 1.0, 0.5
PHRASE = 1.2
"""Several words in a row are seldom ambiguous."""
TITLE = 2.5
"""What a word of the title counts, next to 1 for a word of the text."""
LEAD = 0.5
"""What a word of the first paragraphs counts besides."""
_LEAD_WORDS = 80
_SALIENCE = {
    # What most news mentions in passing, and what is seldom mentioned but as the subject.
    "labour": 0.65,
    "society": 0.7,
    "education": 0.8,
    "human-interest": 0.8,
    "lifestyle": 0.8,
    "environment": 0.9,
    "science": 1.25,
}


@dataclass(slots=True)
class Tally:
    """What the patterns of one text add up to, by top-level topic."""

    tops: dict[str, float] = field(default_factory=dict)
    """Everything found for a topic and for what is below it."""
    concepts: dict[str, dict[str, float]] = field(default_factory=dict)
    """The same by the very topic that the patterns are listed under."""
    patterns: dict[str, list[tuple[float, str]]] = field(default_factory=dict)
    """The patterns found, with what each contributed."""


class Lexicon:
    """Patterns with the topics they tell of."""

    def __init__(self, taxonomy: Taxonomy, patterns: Mapping[str, Sequence[tuple[str, float]]]) -> None:
        self.taxonomy = taxonomy
        self.patterns = tuple(patterns)
        self.listed = patterns
        self._matcher = Matcher(self.patterns)
        top_of = {id: taxonomy.path(id)[0] for topics in patterns.values() for id, _ in topics}
        salience = {id: _SALIENCE.get(taxonomy.slug(id), 1.0) for id in set(top_of.values())}
        self._meaning = [
            tuple(
                (id, top_of[id], weight * salience[top_of[id]] * (PHRASE if " " in pattern else 1.0))
                for id, weight in topics
            )
            for pattern, topics in patterns.items()
        ]

    def tally(self, title: Sequence[str], body: Sequence[str]) -> Tally:
        """Add up what the words of a title and of a body tell."""
        amounts: dict[int, float] = {}
        in_body = [(position, pattern) for position, _, pattern in self._matcher.find(body)]
        for boost, found in (
            (TITLE, [pattern for _, _, pattern in self._matcher.find(title)]),
            (LEAD, [pattern for position, pattern in in_body if position < _LEAD_WORDS]),
            (1.0, [pattern for _, pattern in in_body]),
        ):
            for pattern, count in Counter(found).items():
                amounts[pattern] = amounts.get(pattern, 0.0) + boost * (1.0 + math.log(count))
        tally = Tally()
        for pattern, amount in amounts.items():
            for id, top, weight in self._meaning[pattern]:
                value = amount * weight
                concepts = tally.concepts.setdefault(top, {})
                concepts[id] = concepts.get(id, 0.0) + value
                tally.patterns.setdefault(top, []).append((value, self.patterns[pattern]))
        tally.tops = {top: sum(concepts.values()) for top, concepts in tally.concepts.items()}
        return tally


@lru_cache(maxsize=4)
def lexicon_for(taxonomy: Taxonomy | None) -> Lexicon:
    """Our patterns (None); or those of a user's taxonomy, with ours where it extends the Media Topics."""
    if taxonomy is None:
        return Lexicon(media_topics(), _shipped())
    shipped = _shipped() if taxonomy.extends_media_topics else {}
    patterns = {pattern: list(topics) for pattern, topics in shipped.items()}
    for id, own in taxonomy.patterns.items():
        # What users list is what they look for: it counts in full.
        salience = _SALIENCE.get(taxonomy.slug(taxonomy.path(id)[0]), 1.0)
        for pattern, weight in map(_weighed, own):
            kept = [(other, value) for other, value in patterns.get(pattern, ()) if other != id]
            patterns[pattern] = [*kept, (id, weight / salience)]
    return Lexicon(taxonomy, patterns)


@cache
def _shipped() -> dict[str, list[tuple[str, float]]]:
    patterns: dict[str, list[tuple[str, float]]] = {}
    for path in sorted(_FOLDER.glob("*.txt")):
        for pattern, weight, id in _read(path.read_text(encoding="utf-8"), path.name, media_topics()):
            topics = patterns.setdefault(pattern, [])
            if id is not None and all(other != id for other, _ in topics):
                topics.append((id, weight))
    return patterns


def _read(text: str, name: str, taxonomy: Taxonomy) -> Iterator[tuple[str, float, str | None]]:
    """(pattern, weight, topic id or None for a neutral one) for each entry of a lexicon file."""
    id: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("["):
            slug = line.strip("[] ")
            id = taxonomy.resolve(slug) if slug else None
            if slug and (id is None or taxonomy.slug(id) != slug):
                raise TaxonomyError(f"{name}, line {number}: there is no topic '{slug}'")
        elif line and not line.startswith("#"):
            for entry in line.split(","):
                if entry := entry.strip():
                    yield (*_weighed(entry), id)


def _weighed(pattern: str) -> tuple[str, float]:
    """A pattern in normal form without its mark, and the weight that the mark stands for."""
    return normal(pattern), {"!": STRONG, "~": WEAK}.get(pattern[-1], ORDINARY)
