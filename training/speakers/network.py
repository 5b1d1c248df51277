"""The network that is trained: the same sums as `searchidx.tagging.quotation.network`.

An embedding of the word form, its prefix, suffix, shape and flags, mixed by dense layers, plus the state of the
quotation marks; residual convolutions of width 3 with growing dilation over normed inputs.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from crf import Labeller, in_use
from torch import Tensor, nn
from torch.nn import functional
from windows import Batch

from searchidx.tagging.quotation import features

__all__ = ["Convolutions", "Network", "hidden_words"]

WORD, PREFIX, SUFFIX, SHAPE, HIDDEN = 64, 16, 24, 16, 128
"""Columns of the embeddings and of the layer that mixes them."""
SEEN = WORD + PREFIX + SUFFIX + SHAPE + features.FLAGS
CAPITAL = 14
"""The flag of a capital letter, see `features.word_features`."""
UNKNOWN_NAME, UNKNOWN_WORD = 0.5, 0.12
"""How often a word with and without a capital letter is taken for one that the vocabulary lacks."""


def _dense(*shape: int, scale: float = 1.0) -> nn.Parameter:
    return nn.Parameter(torch.randn(*shape) * scale * (2 / shape[0]) ** 0.5)


def _table(rows: int, columns: int) -> nn.Parameter:
    return nn.Parameter(torch.randn(rows, columns) * 0.1)


class Convolutions(Labeller):
    """A labeller whose last layers are residual convolutions."""

    def __init__(self, width: int, dilations: Sequence[int]) -> None:
        super().__init__(width)
        self.dilations = list(dilations)
        for number in range(len(self.dilations)):
            self.register_parameter(f"conv{number}", _dense(3 * width, width, scale=0.7))
            self.register_parameter(f"conv{number}_bias", nn.Parameter(torch.zeros(width)))
            self.register_parameter(f"norm{number}", nn.Parameter(torch.ones(width)))
            self.register_parameter(f"norm{number}_bias", nn.Parameter(torch.zeros(width)))

    def convolved(self, x: Tensor, mask: Tensor, dropout: float) -> Tensor:
        """`x` after all layers; `mask` is 0 at padding."""
        for number, dilation in enumerate(self.dilations):
            scale, shift, bias = (self.get_parameter(f"{name}{number}{end}") for name, end in _OF_LAYER)
            y = functional.layer_norm(x, scale.shape, scale, shift) * mask
            sides = functional.pad(y, (0, 0, dilation, dilation))
            wide = torch.cat([sides[:, : -2 * dilation], y, sides[:, 2 * dilation :]], -1)
            y = functional.relu(wide @ self.get_parameter(f"conv{number}") + bias)
            x = (x + functional.dropout(y, dropout, self.training)) * mask
        return x


_OF_LAYER = (("norm", ""), ("norm", "_bias"), ("conv", "_bias"))


class Network(Convolutions):
    """The network whose weights are shipped; its parameters have the names that they have there."""

    def __init__(self, vocabulary: int, width: int, dilations: Sequence[int], dropout: float) -> None:
        """Random weights; `vocabulary` counts the two reserved numbers."""
        super().__init__(width, dilations)
        self.dropout = dropout
        self.word = _table(vocabulary, WORD)
        self.prefix = _table(features.PREFIXES, PREFIX)
        self.suffix = _table(features.SUFFIXES, SUFFIX)
        self.shape = _table(features.SHAPES, SHAPE)
        self.mix1 = _dense(SEEN, HIDDEN)
        self.mix1_bias = nn.Parameter(torch.zeros(HIDDEN))
        self.mix2 = _dense(HIDDEN, width, scale=0.7)
        self.mix2_bias = nn.Parameter(torch.zeros(width))
        self.state = _table(features.QUOTE_STATES, width)

    def embedded(self, batch: Batch) -> Tensor:
        """The tokens of a batch after all layers."""
        ids = batch.ids
        word = hidden_words(batch) if self.training else ids[..., 0]
        tables = ((word, self.word), (ids[..., 1], self.prefix), (ids[..., 2], self.suffix), (ids[..., 3], self.shape))
        x = torch.cat([*(functional.embedding(number, table) for number, table in tables), batch.flags], -1)
        x = functional.dropout(x, self.dropout, self.training)
        x = functional.relu(x @ self.mix1 + self.mix1_bias) @ self.mix2 + self.mix2_bias
        mask = in_use(batch)[..., None].float()
        x = (x + functional.embedding(batch.states, self.state)) * mask
        return self.convolved(x, mask, self.dropout)


def hidden_words(batch: Batch) -> Tensor:
    """The numbers of the words, some of them as if the vocabulary lacked them."""
    often = torch.where(batch.flags[..., CAPITAL] > 0, UNKNOWN_NAME, UNKNOWN_WORD)
    return torch.where(torch.rand(often.shape) < often, features.UNKNOWN, batch.ids[..., 0])
