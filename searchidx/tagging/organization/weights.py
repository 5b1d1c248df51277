"""What was learnt and gathered about names: weights of features, ordinary words of English."""

from __future__ import annotations

import functools
import gzip
import importlib.resources
import json
from collections.abc import Iterable, Sequence

__all__ = ["evidence_of_contexts", "is_word", "sum_of"]


@functools.lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    text = importlib.resources.files("searchidx.tagging.data").joinpath("organization_weights.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights


@functools.lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    packed = importlib.resources.files("searchidx.tagging.data").joinpath("english_words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split())


def is_word(word: str) -> bool:
    """Whether the folded word is an ordinary word of English, by the word lists of SCOWL (size 50)."""
    return word in _words()


def sum_of(features: Iterable[str]) -> float:
    """The sum of the weights of the features, in logits; unknown features weigh nothing."""
    weights = _weights()
    return sum(weights.get(feature, 0.0) for feature in features)


def evidence_of_contexts(contexts: Sequence[float]) -> float:
    """What several places where a name stands say together: their best and their mean, each by half."""
    return (max(contexts) + sum(contexts) / len(contexts)) / 2
