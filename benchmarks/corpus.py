"""A corpus of any size from a seed: Zipf-like words, articles of five passages, facets of 100, 4,000 and 120 values."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from searchidx import Passage
from searchidx.taxonomy import media_topics

SEED = 20261123
VOCABULARY = 60_000
WORDS_A_PASSAGE = 90
PASSAGES_AN_ARTICLE = 5

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "ol", "ut")]


@dataclass(frozen=True, slots=True)
class Query:
    """One query of the mixed set, with the facet value that it filters by, if any."""

    kind: str
    text: str
    topic: str | None = None


def _zipf(random_: random.Random, size: int) -> Callable[[int], list[int]]:
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(size)))
    return lambda count: random_.choices(range(size), cum_weights=weights, k=count)


def vocabulary() -> list[str]:
    """Words that look like words, the frequent ones short."""
    words = itertools.chain.from_iterable(itertools.product(_SYLLABLES, repeat=length) for length in (1, 2, 3))
    return ["".join(word) for word in itertools.islice(words, VOCABULARY)]


def passages(count: int) -> Iterator[Passage]:
    """The same passages every time."""
    random_ = random.Random(SEED)
    words = vocabulary()
    speakers = [f"{first.title()} {last.title()}" for first, last in zip(words[500:600], words[900:1000], strict=True)]
    organizations = [word.upper() for word in words[1000:5000]]
    topics = list(media_topics())[:120]
    word, speaker, organization, topic = (
        _zipf(random_, size) for size in (VOCABULARY, len(speakers), len(organizations), len(topics))
    )
    begin = datetime(2020, 1, 1)
    for number in range(count):
        article, ordinal = divmod(number, PASSAGES_AN_ARTICLE)
        title = random.Random(SEED + article)
        yield Passage(
            id=f"{article}-{ordinal}",
            article_id=str(article),
            ordinal=ordinal,
            title=" ".join(title.choices(words[:5000], k=8)),
            text=" ".join(words[rank] for rank in word(WORDS_A_PASSAGE)),
            speakers=[speakers[rank] for rank in speaker(random_.randrange(2))],
            organizations=[organizations[rank] for rank in organization(random_.randrange(4))],
            topics=[topics[rank] for rank in topic(random_.randrange(1, 3))],
            published=begin + timedelta(hours=article % 40_000),
            publisher=f"The {words[200 + article % 40].title()}",
            language="en",
        )


def queries(count: int = 200) -> list[Query]:
    """A mixed set: words frequent and rare, two or three of one passage, phrases, prefixes, fuzzy words, filters."""
    random_ = random.Random(SEED + 1)
    words = vocabulary()
    topics = list(media_topics())[:120]
    word = lambda: words[int(10 ** random_.uniform(1.5, 4.5))]  # noqa: E731
    texts = [passage.text.split() for passage in passages(1_000)]
    together = lambda count: " ".join(random_.sample(random_.choice(texts), count))  # noqa: E731
    long_word = lambda: words[random_.randrange(20_000, 40_000)]  # noqa: E731
    made = []
    for number in range(count):
        kind = ("word", "word", "two", "three", "any", "phrase", "prefix", "fuzzy", "filter", "filter")[number % 10]
        text = {
            "word": lambda: word(),
            "two": lambda: together(2),
            "three": lambda: together(3),
            "any": lambda: f"{word()} OR {word()}",
            "phrase": lambda: f'"{words[random_.randrange(30)]} {words[random_.randrange(30)]}"',
            "prefix": lambda: long_word()[:7] + "*",
            "fuzzy": lambda: long_word() + "~",
            "filter": lambda: word(),
        }[kind]()
        made.append(Query(kind, text, random_.choice(topics[:20]) if kind == "filter" else None))
    return made
