"""Sequences of words as arrays of equal length, which is what the network is trained on."""

from __future__ import annotations

import collections
import functools
import random
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from corpus import Sequence as Annotated

from searchidx.tagging.quotation import features

__all__ = ["LENGTH", "Window", "Windows", "joined", "stacked", "vocabulary_of"]

LENGTH = 256
"""Tokens of a window."""


class Window(NamedTuple):
    """Up to `LENGTH` tokens, padded with zeros; `stacked` windows have one axis more in front of every array."""

    ids: np.ndarray
    """Numbers of word, prefix, suffix and shape: (LENGTH, 4)."""
    flags: np.ndarray
    """(LENGTH, FLAGS), of 0 and 1."""
    states: np.ndarray
    """Of the quotation marks."""
    labels: np.ndarray
    entities: np.ndarray
    length: np.ndarray
    """How many tokens are no padding."""
    complete: np.ndarray
    """1 where all kinds of entities are labelled, 0 where only persons and organizations are."""


def stacked(windows: Sequence[Window]) -> Window:
    """Many windows as one."""
    return Window(*(np.stack(arrays) for arrays in zip(*windows, strict=True)))


def vocabulary_of(sequences: Iterable[Annotated], minimum: int) -> dict[str, int]:
    """The words that occur often enough, numbered by frequency from 2 on."""
    count: collections.Counter[str] = collections.Counter()
    for sequence in sequences:
        count.update(features.normal_form(word) for word in sequence.words if word[0] != "\n")
    known = [word for word, times in count.most_common() if times >= minimum]
    return {word: number for number, word in enumerate(known, 2)}


def joined(passages: Sequence[Annotated], rng: random.Random) -> list[Annotated]:
    """Short passages strung together in a random order, a line break between, so that windows are full."""
    out: list[Annotated] = []
    for passage in rng.sample(passages, len(passages)):
        if not out or len(out[-1].words) + len(passage.words) > LENGTH - 2:
            out.append(Annotated("own", [], [], [], [], False))
        last = out[-1]
        last.words += [*passage.words, "\n\n"]
        last.states += [*passage.states, 0]
        last.labels += [*passage.labels, 0]
        last.entities += [*passage.entities, 0]
    return out


class Windows:
    """Cuts sequences into windows, at a line break where there is one in the second half of a window."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self.features = functools.cache(lambda word: features.word_features(word, vocabulary))

    def of(self, sequences: Iterable[Annotated]) -> list[Window]:
        """The windows of all sequences, in order."""
        return [window for sequence in sequences for window in self._of(sequence)]

    def _of(self, sequence: Annotated) -> list[Window]:
        found = [self.features(word) for word in sequence.words]
        ids = np.array([f[:4] for f in found], np.int32).reshape(-1, 4)
        flags = np.array([f.flags for f in found], np.float32).reshape(-1, features.FLAGS)
        states = np.array(sequence.states, np.int32)
        breaks = np.array([word[0] == "\n" for word in sequence.words], bool)
        labels = np.where(breaks, 0, np.array(sequence.labels, np.int32))
        entities = np.where(breaks, 0, np.array(sequence.entities, np.int32))
        windows = []
        start, total = 0, len(sequence.words)
        while start < total:
            end = min(total, start + LENGTH)
            if end < total:
                middle = start + LENGTH // 2
                end = next((cut for cut in range(end, middle, -1) if breaks[cut - 1]), end)
            part, pad = slice(start, end), LENGTH - (end - start)
            windows.append(
                Window(
                    np.pad(ids[part], ((0, pad), (0, 0))),
                    np.pad(flags[part], ((0, pad), (0, 0))),
                    np.pad(states[part], (0, pad)),
                    np.pad(labels[part], (0, pad)),
                    np.pad(entities[part], (0, pad)),
                    np.int32(end - start),
                    np.float32(sequence.complete),
                )
            )
            start = end
        return windows
