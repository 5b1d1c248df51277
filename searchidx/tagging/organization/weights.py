"""The weights by which features of a bare name speak for an organization or against it."""

from __future__ import annotations

import functools
import importlib.resources
import json
from collections.abc import Iterable, Sequence

__all__ = ["evidence_of_contexts", "is_word", "sum_of"]


@functools.lru_cache(maxsize=1)
def _model() -> tuple[dict[str, float], frozenset[str]]:
    text = importlib.resources.files("searchidx.tagging.data").joinpath("organization_weights.json").read_text("utf-8")
    model = json.loads(text)
    return model["weights"], frozenset(model["words"].split())


def is_word(word: str) -> bool:
    """Whether the folded word is an ordinary one, seen in lower case in the texts that the weights were learnt from."""
    return word in _model()[1]


def sum_of(features: Iterable[str]) -> float:
    """The sum of the weights of the features, in logits; unknown features weigh nothing."""
    weights = _model()[0]
    return sum(weights.get(feature, 0.0) for feature in features)


def evidence_of_contexts(contexts: Sequence[float]) -> float:
    """What several places where a name stands say together: their best and their mean, each by half."""
    return (max(contexts) + sum(contexts) / len(contexts)) / 2
