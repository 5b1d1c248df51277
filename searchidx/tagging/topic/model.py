"""A linear model of topics that learns from the user's own articles, without any labels by hand.

The lexicon labels the articles; those that it labels with confidence teach a multinomial logistic regression which
other words go with each topic in this corpus (self-training). Training and applying need numpy alone.
"""

from __future__ import annotations

import math
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from searchidx.errors import SearchidxError
from searchidx.tagging.topic.lexicon import Tally, lexicon_for
from searchidx.tagging.topic.matching import words
from searchidx.taxonomy import Taxonomy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Opinion", "TopicModel", "TopicModelError", "apply", "load", "train"]

FORMAT = 1
# A text teaches where its best topic has this much evidence, and leads by this share of all of it.
SURE_SCORE, SURE_MARGIN = 4.0, 0.06
LEAST_TEXTS = 100
VOCABULARY = 40_000
LEAST_DOCUMENTS, GREATEST_SHARE = 3, 0.6
EPOCHS, LEARNING_RATE, DECAY = 10, 0.3, 1e-5


class TopicModelError(SearchidxError):
    """A model cannot be trained on these texts, or a file holds none."""


@dataclass(frozen=True)
class TopicModel:
    """What was learned: one weight for each word and top-level topic."""

    topics: tuple[str, ...]
    """Ids of the top-level topics that it can tell apart."""
    vocabulary: tuple[str, ...]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    """Words × topics."""
    bias: NDArray[np.float32]
    texts: int
    """How many texts taught it."""

    @cached_property
    def _index(self) -> dict[str, int]:
        return {word: index for index, word in enumerate(self.vocabulary)}

    def save(self, path: str | Path) -> None:
        """Write the model as one .npz file, weights in eight bits; OSError where that fails."""
        import numpy as np

        scale = max(float(np.abs(self.weights).max(initial=0.0)), 1e-9) / 127
        with Path(path).open("wb") as file:
            np.savez_compressed(
                file,
                format=np.array([FORMAT, self.texts]),
                topics=np.frombuffer("\n".join(self.topics).encode(), dtype=np.uint8),
                vocabulary=np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8),
                idf=self.idf.astype(np.float16),
                weights=np.round(self.weights / scale).astype(np.int8),
                scale=np.array([scale]),
                bias=self.bias,
            )


def load(path: str | Path) -> TopicModel:
    """Read a model that `TopicModel.save` wrote; TopicModelError where the file is missing or holds none."""
    import numpy as np

    try:
        with Path(path).open("rb") as binary, np.load(binary, allow_pickle=False) as file:
            version, texts = (int(number) for number in file["format"])
            if version > FORMAT:
                raise TopicModelError(f"{path} was written by a newer searchidx; update searchidx or train anew")
            model = TopicModel(
                tuple(file["topics"].tobytes().decode().split("\n")),
                tuple(file["vocabulary"].tobytes().decode().split("\n")),
                file["idf"].astype(np.float32),
                file["weights"].astype(np.float32) * np.float32(file["scale"][0]),
                file["bias"].astype(np.float32),
                texts,
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise TopicModelError(f"{path} is not a topic model ({error}); train one anew") from error
    if model.weights.shape != (len(model.vocabulary), len(model.topics)) or len(model.idf) != len(model.vocabulary):
        raise TopicModelError(f"{path} is damaged: its parts do not fit together; train one anew")
    return model


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model thinks of one text."""

    probabilities: Mapping[str, float]
    """By topic id; empty where the model knows no word of the text."""
    _model: TopicModel
    _indexes: NDArray[np.intp]
    _values: NDArray[np.float32]

    def words(self, topic: str, count: int = 3) -> list[str]:
        """The words of the text that spoke for a topic, strongest first."""
        if topic not in self.probabilities:
            return []
        parts = self._model.weights[self._indexes, self._model.topics.index(topic)] * self._values
        strongest = (-parts).argsort(kind="stable")[:count]
        return [self._model.vocabulary[self._indexes[row]] for row in strongest if parts[row] > 0]


def apply(model: TopicModel, tokens: Iterable[str]) -> Opinion:
    """What the model thinks of a text, given its words."""
    indexes, values = _vector(Counter(token.lower() for token in tokens), model._index, model.idf)
    probabilities: dict[str, float] = {}
    if len(indexes):
        likely = _softmax(values @ model.weights[indexes] + model.bias)
        probabilities = dict(zip(model.topics, likely.tolist(), strict=True))
    return Opinion(probabilities, model, indexes, values)


def train(
    texts: Iterable[str], *, taxonomy: Taxonomy | None = None, on_progress: Callable[[int], None] | None = None
) -> TopicModel:
    """Learn from the texts that the lexicon, or a user's `taxonomy`, labels with confidence.

    The first line of a text counts as its title. `on_progress` is called with the number of texts read. The same texts
    in the same order give the same model. TopicModelError where fewer than 100 texts are labelled with confidence, or
    all with the same topic.
    """
    import numpy as np

    labels: list[str] = []
    counts: list[Counter[str]] = []
    read = 0
    for read, text in enumerate(texts, 1):
        title, _, body = text.partition("\n")
        tokens = words(title), words(body)
        label = _sure_label(lexicon_for(taxonomy).tally(*tokens))
        if label is not None:
            labels.append(label)
            counts.append(Counter(token.lower() for part in tokens for token in part))
        if on_progress is not None:
            on_progress(read)
    topics = sorted(set(labels))
    if len(labels) < LEAST_TEXTS or len(topics) < 2:
        raise TopicModelError(
            f"of {read} texts {len(labels)} have a clear topic ({len(topics)} different ones); a model needs at least "
            f"{LEAST_TEXTS} and two topics: index more articles first"
        )
    documents = Counter(word for count in counts for word in count)
    usable = [
        (-seen, word)
        for word, seen in documents.items()
        if LEAST_DOCUMENTS <= seen <= GREATEST_SHARE * len(counts) and not word[0].isdigit()
    ]
    vocabulary = tuple(word for _, word in sorted(usable)[:VOCABULARY])
    if not vocabulary:
        raise TopicModelError("no word stands in several of the texts, but not in most: they are too few or too alike")
    index = {word: number for number, word in enumerate(vocabulary)}
    idf = np.array([math.log(len(counts) / documents[word]) + 1 for word in vocabulary], dtype=np.float32)
    rows = [_vector(count, index, idf) for count in counts]
    weights, bias = _fit(rows, [topics.index(label) for label in labels], len(vocabulary), len(topics))
    return TopicModel(tuple(topics), vocabulary, idf, weights, bias, len(labels))


def _sure_label(tally: Tally) -> str | None:
    ranked = sorted(((score, top) for top, score in tally.tops.items()), reverse=True)
    if not ranked or ranked[0][0] < SURE_SCORE:
        return None
    lead = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)
    return ranked[0][1] if lead >= SURE_MARGIN * sum(tally.tops.values()) else None


def _vector(
    count: Counter[str], index: dict[str, int], idf: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Indexes of the known words and their tf-idf weights, logarithmic in the count, scaled to length 1."""
    import numpy as np

    known = [(index[word], 1.0 + math.log(number)) for word, number in count.items() if word in index]
    indexes = np.array([number for number, _ in known], dtype=np.intp)
    values = np.array([value for _, value in known], dtype=np.float32)
    if len(known):
        values *= idf[indexes]
        values /= np.sqrt((values * values).sum())
    return indexes, values


def _fit(
    rows: Sequence[tuple[NDArray[np.intp], NDArray[np.float32]]], targets: Sequence[int], features: int, classes: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Multinomial logistic regression by stochastic gradient descent; rare topics weigh as much as frequent ones."""
    import numpy as np

    weights = np.zeros((features, classes), dtype=np.float32)
    bias = np.zeros(classes, dtype=np.float32)
    frequency = np.bincount(targets, minlength=classes)
    importance = np.clip(len(targets) / (classes * frequency), 0.2, 5.0).astype(np.float32)
    order = np.random.default_rng(0)
    steps = 0
    for _ in range(EPOCHS):
        for row in order.permutation(len(rows)):
            indexes, values = rows[row]
            rate = LEARNING_RATE / (1.0 + LEARNING_RATE * DECAY * steps)
            error = _softmax(values @ weights[indexes] + bias)
            error[targets[row]] -= 1.0
            error *= rate * importance[targets[row]]
            weights[indexes] -= values[:, None] * error
            bias -= 0.1 * error
            steps += 1
    return weights, bias


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    powers = np.exp(scores - scores.max())
    result: NDArray[np.float32] = powers / powers.sum()
    return result
