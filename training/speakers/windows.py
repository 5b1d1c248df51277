"""Sequences of words cut into windows, and windows as the tensors of a batch."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import torch
from corpus import LENGTH
from corpus import Sequence as Annotated
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from searchidx.tagging.quotation import features

__all__ = ["Batch", "Window", "Windows", "stacked"]


class Window(NamedTuple):
    """Some tokens in a row of one sequence."""

    words: Sequence[str]
    ids: Tensor
    """Numbers of word, prefix, suffix and shape: (tokens, 4)."""
    flags: Tensor
    """(tokens, FLAGS), of 0 and 1."""
    states: Tensor
    """Of the quotation marks."""
    labels: Tensor
    entities: Tensor
    complete: bool
    """Whether all kinds of entities are labelled, or only persons and organizations."""


class Batch(NamedTuple):
    """Some windows, padded with zeros: every tensor has an axis for the windows in front."""

    words: Sequence[Sequence[str]]
    ids: Tensor
    flags: Tensor
    states: Tensor
    labels: Tensor
    entities: Tensor
    complete: Tensor
    length: Tensor
    """How many tokens of each window are no padding."""


def stacked(windows: Sequence[Window]) -> Batch:
    """Windows as a batch."""
    words, *tensors, complete = zip(*windows, strict=True)
    padded = [pad_sequence(found, batch_first=True) for found in tensors]
    return Batch(words, *padded, torch.tensor(complete), torch.tensor([len(window) for window in words]))


class Windows:
    """Cuts sequences into windows, at a line break where there is one in the second half of a window."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self.features = functools.cache(lambda word: features.word_features(word, vocabulary))

    def of(self, sequences: Iterable[Annotated]) -> list[Window]:
        """The windows of all sequences, in order."""
        return [window for sequence in sequences for window in self._of(sequence)]

    def _of(self, sequence: Annotated) -> list[Window]:
        found = [self.features(word) for word in sequence.words]
        ids = torch.tensor([f[:4] for f in found]).reshape(-1, 4)
        flags = torch.tensor([f.flags for f in found], dtype=torch.float32).reshape(-1, features.FLAGS)
        states = torch.tensor(sequence.states)
        breaks = [word[0] == "\n" for word in sequence.words]
        labels = torch.tensor(sequence.labels).masked_fill(torch.tensor(breaks), 0)
        entities = torch.tensor(sequence.entities).masked_fill(torch.tensor(breaks), 0)
        windows = []
        start, total = 0, len(sequence.words)
        while start < total:
            end = min(total, start + LENGTH)
            if end < total:
                middle = start + LENGTH // 2
                end = next((cut for cut in range(end, middle, -1) if breaks[cut - 1]), end)
            part = slice(start, end)
            tensors = (ids[part], flags[part], states[part], labels[part], entities[part])
            windows.append(Window(sequence.words[part], *tensors, sequence.complete))
            start = end
        return windows
