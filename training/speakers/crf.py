"""What teachers and the network that they teach share: scores of labels and entities, and the losses over them.

A linear-chain CRF (Lafferty, McCallum, Pereira 2001) over source, cue and content in each paragraph, and a softmax over
entities.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from windows import Batch

from searchidx.tagging.quotation import features

__all__ = ["Labeller", "Targets", "expected_score", "in_use", "log_partition"]

LABELS, ENTITIES = len(features.LABELS), len(features.ENTITY_LABELS)
ENTITY_SHARE = 0.5
"""The weight of the entities in the loss."""
NEVER = -1e9


class Targets(NamedTuple):
    """What a teacher holds of windows, as probabilities."""

    labels: Tensor
    """Of each label at each token: (windows, tokens, labels), 0 for line breaks and padding."""
    pairs: Tensor
    """How many times one label is expected to follow another: (windows, labels, labels)."""
    entities: Tensor
    """(windows, tokens, entities)."""


class Labeller(nn.Module):
    """A network with a score for each label and entity at each token; what scores them, a subclass adds."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.labels = nn.Parameter(torch.randn(width, LABELS) * 0.5 * (2 / width) ** 0.5)
        self.labels_bias = nn.Parameter(torch.zeros(LABELS))
        self.entities = nn.Parameter(torch.randn(width, ENTITIES) * 0.5 * (2 / width) ** 0.5)
        self.entities_bias = nn.Parameter(torch.zeros(ENTITIES))
        self.transitions = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.first = nn.Parameter(torch.zeros(LABELS))
        self.last = nn.Parameter(torch.zeros(LABELS))

    def embedded(self, batch: Batch) -> Tensor:
        """What the labels are told by: (windows, tokens, width)."""
        raise NotImplementedError

    def scores(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The scores of labels and of entities."""
        x = self.embedded(batch)
        return x @ self.labels + self.labels_bias, x @ self.entities + self.entities_bias

    def loss(self, batch: Batch, taught: Targets | None = None, annotated: float = 1.0) -> Tensor:
        """The cross entropy per token with what is annotated and, to the rest of its share, with what teachers hold."""
        scores, entities = self.scores(batch)
        chain = _in_paragraph(batch)
        labels, pairs = _annotated(batch.labels, chain)
        if taught is not None:
            labels = annotated * labels + (1 - annotated) * taught.labels
            pairs = annotated * pairs + (1 - annotated) * taught.pairs
        each = self.transitions.expand(len(scores), LABELS, LABELS)
        partition = log_partition(scores, each, self.first, self.last, chain)
        score = expected_score(scores, self.transitions, self.first, self.last, labels, pairs, chain)
        sequences = (partition - score).sum() / in_use(batch).sum()
        entity = _entity_loss(entities, batch, None if taught is None else taught.entities, annotated)
        return sequences + ENTITY_SHARE * entity

    def targets(self, batch: Batch) -> Targets:
        """What the network holds of the windows: its marginal probabilities, the gradient of the partition."""
        with torch.no_grad():
            scores, entities = self.scores(batch)
        with torch.enable_grad():
            scores = scores.requires_grad_()
            each = self.transitions.detach().repeat(len(scores), 1, 1).requires_grad_()
            first, last = self.first.detach(), self.last.detach()
            total = log_partition(scores, each, first, last, _in_paragraph(batch)).sum()
        labels, pairs = torch.autograd.grad(total, (scores, each))
        return Targets(labels, pairs, functional.softmax(entities, -1))


def in_use(batch: Batch) -> Tensor:
    """True for tokens, False for padding: (windows, tokens)."""
    return torch.arange(batch.labels.shape[1]) < batch.length[:, None]


def _in_paragraph(batch: Batch) -> Tensor:
    """True for tokens of a paragraph, False for line breaks and padding: each run is decoded by itself."""
    return in_use(batch) & (batch.ids[..., 0] != features.LINE_BREAK)


def log_partition(scores: Tensor, transitions: Tensor, first: Tensor, last: Tensor, chain: Tensor) -> Tensor:
    """The logarithm of the sum over all label sequences of each window.

    scores: (windows, tokens, labels); transitions: (windows, labels, labels); chain: (windows, tokens), where each run
    of True is a sequence of its own.
    """
    outside = NEVER * (torch.arange(scores.shape[-1]) > 0)  # between sequences the sum so far stands at the first label
    sums = torch.where(chain[:, :1], first + scores[:, 0], outside)
    for at in range(1, scores.shape[1]):
        here, before = chain[:, at, None], chain[:, at - 1, None]
        ended = torch.logsumexp(sums + last, -1, keepdim=True) + outside
        gone_on = torch.logsumexp(sums[:, :, None] + transitions, 1)
        inside = torch.where(before, gone_on, sums[:, :1] + first) + scores[:, at]
        sums = torch.where(here, inside, torch.where(before, ended, sums))
    return torch.where(chain[:, -1], torch.logsumexp(sums + last, -1), sums[:, 0])


def expected_score(
    scores: Tensor, transitions: Tensor, first: Tensor, last: Tensor, labels: Tensor, pairs: Tensor, chain: Tensor
) -> Tensor:
    """The expected score of each window when labels have these probabilities, see `Targets`; linear in them."""
    inside = chain.to(scores.dtype)
    edge = torch.zeros_like(inside[:, :1])
    begins = inside * (1 - torch.cat([edge, inside[:, :-1]], 1))
    ends = inside * (1 - torch.cat([inside[:, 1:], edge], 1))
    each = scores + begins[..., None] * first + ends[..., None] * last
    return (labels * inside[..., None] * each).sum((1, 2)) + (pairs * transitions).sum((1, 2))


def _annotated(labels: Tensor, chain: Tensor) -> tuple[Tensor, Tensor]:
    """Labels and pairs of labels as annotated, with the probability 1."""
    one = functional.one_hot(labels, LABELS) * chain[..., None].float()
    return one, torch.einsum("nti,ntj->nij", one[:, :-1], one[:, 1:])


def _entity_loss(scores: Tensor, batch: Batch, taught: Tensor | None, annotated: float) -> Tensor:
    """Cross entropy; where places and others are not labelled, "no person, no organization" is one class."""
    logs = functional.log_softmax(scores, -1)
    exact = -logs.gather(-1, batch.entities[..., None])[..., 0]
    neither = -torch.logsumexp(logs[..., [0, *range(5, ENTITIES)]], -1)
    found = torch.where(batch.complete[:, None] | (batch.entities > 0), exact, neither)
    if taught is not None:
        found = annotated * found - (1 - annotated) * (taught * logs).sum(-1)
    used = in_use(batch)
    return (found * used).sum() / used.sum()
