"""The network that is trained, in JAX: the same sums as `searchidx.tagging.quotation.network`, and its loss.

An embedding of the word form, its prefix, suffix, shape and flags, mixed by dense layers, plus the state of the
quotation marks; residual convolutions of width 3 with growing dilation; a linear-chain CRF (Lafferty, McCallum, Pereira
2001) over source, cue and content in each paragraph, and a softmax over entities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from windows import LENGTH, Window

from searchidx.tagging.quotation import features

__all__ = ["Targets", "initial", "log_partition", "loss", "noise", "score", "targets"]

WORD, PREFIX, SUFFIX, SHAPE, HIDDEN = 64, 16, 24, 16, 128
"""Columns of the embeddings and of the layer that mixes them."""
SEEN = WORD + PREFIX + SUFFIX + SHAPE + features.FLAGS
LABELS, ENTITIES = len(features.LABELS), len(features.ENTITY_LABELS)
CAPITAL = 14
"""The flag of a capital letter, see `features.word_features`."""
UNKNOWN_NAME, UNKNOWN_WORD = 0.5, 0.12
"""How often a word with and without a capital letter is taken for one that the vocabulary lacks."""
ENTITY_SHARE = 0.5
"""The weight of the entities in the loss."""
NEVER = -1e9

Parameters = dict[str, jax.Array]
Array = jax.Array


class Targets(NamedTuple):
    """What a teacher holds of a window, as probabilities; of many windows every array has one axis more in front."""

    labels: Any
    """Of each label at each token: (LENGTH, LABELS), 0 for line breaks and padding."""
    pairs: Any
    """How many times one label is expected to follow another: (LABELS, LABELS)."""
    entities: Any
    """(LENGTH, ENTITIES)."""


def initial(vocabulary: int, width: int, dilations: Sequence[int], seed: int) -> Parameters:
    """Random weights; `vocabulary` counts the two reserved numbers."""
    g = np.random.default_rng(seed)

    def dense(*shape: int, scale: float = 1.0) -> Array:
        return jnp.asarray(g.normal(0, scale * (2 / shape[0]) ** 0.5, shape), jnp.float32)

    def table(rows: int, columns: int) -> Array:
        return jnp.asarray(g.normal(0, 0.1, (rows, columns)), jnp.float32)

    p = {
        "word": table(vocabulary, WORD),
        "prefix": table(features.PREFIXES, PREFIX),
        "suffix": table(features.SUFFIXES, SUFFIX),
        "shape": table(features.SHAPES, SHAPE),
        "mix1": dense(SEEN, HIDDEN),
        "mix1_bias": jnp.zeros(HIDDEN),
        "mix2": dense(HIDDEN, width, scale=0.7),
        "mix2_bias": jnp.zeros(width),
        "state": table(features.QUOTE_STATES, width),
        "labels": dense(width, LABELS, scale=0.5),
        "labels_bias": jnp.zeros(LABELS),
        "entities": dense(width, ENTITIES, scale=0.5),
        "entities_bias": jnp.zeros(ENTITIES),
        "transitions": jnp.zeros((LABELS, LABELS)),
        "first": jnp.zeros(LABELS),
        "last": jnp.zeros(LABELS),
    }
    for number in range(len(dilations)):
        p[f"conv{number}"] = dense(3 * width, width, scale=0.7)
        p[f"conv{number}_bias"] = jnp.zeros(width)
        p[f"norm{number}"] = jnp.ones(width)
        p[f"norm{number}_bias"] = jnp.zeros(width)
    return p


def noise(batch: int, width: int, layers: int, g: np.random.Generator) -> np.ndarray:
    """Random bytes for one step of training: which words are hidden, and what is dropped in front of each layer."""
    columns = 1 + SEEN + layers * width
    return np.frombuffer(g.bytes(batch * LENGTH * columns), np.uint8).reshape(batch, LENGTH, columns)


def _normed(x: Array, scale: Array, bias: Array) -> Array:
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(variance + 1e-5) * scale + bias


def _shifted(x: Array, by: int) -> Array:
    if by > 0:
        return jnp.pad(x, ((0, 0), (by, 0), (0, 0)))[:, :-by]
    return jnp.pad(x, ((0, 0), (0, -by), (0, 0)))[:, -by:]


def _in_use(window: Window) -> Array:
    """1 for tokens, 0 for padding."""
    return (jnp.arange(LENGTH)[None] < window.length[:, None]).astype(jnp.float32)


def _in_paragraph(window: Window) -> Array:
    """1 for tokens of a paragraph, 0 for line breaks and padding: each run of 1 is decoded by itself."""
    return _in_use(window) * (window.ids[..., 0] != features.LINE_BREAK)


def _scores(
    p: Parameters, dilations: Sequence[int], window: Window, drawn: Array | None = None, dropout: float = 0.0
) -> tuple[Array, Array]:
    """The scores of labels and entities; with `drawn`, see `noise`, as in training."""
    limit = round(256 * dropout)
    used = 1

    def kept(x: Array) -> Array:
        nonlocal used
        if drawn is None:
            return x
        here = drawn[..., used : used + x.shape[-1]]
        used += x.shape[-1]
        return jnp.where(here >= limit, x * (256 / (256 - limit)), 0)

    ids, flags = window.ids, window.flags
    word = ids[..., 0]
    if drawn is not None:
        hidden = jnp.where(flags[..., CAPITAL] > 0, round(256 * UNKNOWN_NAME), round(256 * UNKNOWN_WORD))
        word = jnp.where(drawn[..., 0] < hidden, features.UNKNOWN, word)
    embedded = [p["word"][word], p["prefix"][ids[..., 1]], p["suffix"][ids[..., 2]], p["shape"][ids[..., 3]], flags]
    x = kept(jnp.concatenate(embedded, -1))
    x = jax.nn.relu(x @ p["mix1"] + p["mix1_bias"]) @ p["mix2"] + p["mix2_bias"]
    mask = _in_use(window)[..., None]
    x = (x + p["state"][window.states]) * mask
    for number, dilation in enumerate(dilations):
        y = _normed(x, p[f"norm{number}"], p[f"norm{number}_bias"]) * mask
        y = jnp.concatenate([_shifted(y, dilation), y, _shifted(y, -dilation)], -1) @ p[f"conv{number}"]
        x = (x + kept(jax.nn.relu(y + p[f"conv{number}_bias"]))) * mask
    return x @ p["labels"] + p["labels_bias"], x @ p["entities"] + p["entities_bias"]


def log_partition(scores: Array, transitions: Array, first: Array, last: Array, chain: Array) -> Array:
    """The logarithm of the sum over all label sequences of each window.

    scores: (windows, tokens, labels); transitions: (windows, labels, labels); chain: (windows, tokens), where each run
    of 1 is a sequence of its own.
    """
    outside = NEVER * (jnp.arange(scores.shape[-1]) > 0)  # between sequences the sum so far stands at the first label

    def step(sums: Array, now: tuple[Array, Array, Array]) -> tuple[Array, None]:
        score, here, before = now
        ended = jax.nn.logsumexp(sums + last, -1, keepdims=True) + outside
        begun = sums[:, :1] + first
        gone_on = jax.nn.logsumexp(sums[:, :, None] + transitions, axis=1)
        inside = jnp.where(before[:, None] > 0, gone_on, begun) + score
        return jnp.where(here[:, None] > 0, inside, jnp.where(before[:, None] > 0, ended, sums)), None

    sums = jnp.where(chain[:, :1] > 0, first + scores[:, 0], outside + jnp.zeros_like(scores[:, 0]))
    sums, _ = jax.lax.scan(step, sums, (jnp.swapaxes(scores[:, 1:], 0, 1), chain[:, 1:].T, chain[:, :-1].T))
    return jnp.where(chain[:, -1] > 0, jax.nn.logsumexp(sums + last, -1), sums[:, 0])


def score(p: Parameters, scores: Array, labels: Array, pairs: Array, chain: Array) -> Array:
    """The expected score of each window when labels have these probabilities, see `Targets`; linear in them."""
    edge = jnp.zeros_like(chain[:, :1])
    begins = chain * (1 - jnp.concatenate([edge, chain[:, :-1]], 1))
    ends = chain * (1 - jnp.concatenate([chain[:, 1:], edge], 1))
    each = scores + begins[..., None] * p["first"] + ends[..., None] * p["last"]
    return (labels * chain[..., None] * each).sum((1, 2)) + (pairs * p["transitions"]).sum((1, 2))


def _of_each(p: Parameters, windows: int) -> Array:
    return jnp.broadcast_to(p["transitions"], (windows, *p["transitions"].shape))


def _annotated(labels: Array, chain: Array) -> tuple[Array, Array]:
    """Labels and pairs of labels as annotated, with the probability 1."""
    one = jax.nn.one_hot(labels, LABELS) * chain[..., None]
    return one, jnp.einsum("nti,ntj->nij", one[:, :-1], one[:, 1:])


def targets(p: Parameters, dilations: Sequence[int], window: Window) -> Targets:
    """What a trained network holds of the windows: its marginal probabilities, the gradient of the partition."""
    scores, entities = _scores(p, dilations, window)
    chain = _in_paragraph(window)

    def total(scores: Array, transitions: Array) -> Array:
        return log_partition(scores, transitions, p["first"], p["last"], chain).sum()

    labels, pairs = jax.grad(total, argnums=(0, 1))(scores, _of_each(p, len(window.length)))
    return Targets(labels, pairs, jax.nn.softmax(entities))


def _entity_loss(scores: Array, window: Window, taught: Array | None, annotated: float) -> Array:
    """Cross entropy; where places and others are not labelled, "no person, no organization" is one class."""
    mask = _in_use(window)
    logs = jax.nn.log_softmax(scores)
    exact = -jnp.take_along_axis(logs, window.entities[..., None], -1)[..., 0]
    neither = -jax.nn.logsumexp(logs[..., jnp.array([0, *range(5, ENTITIES)])], -1)
    found = jnp.where((window.complete[:, None] > 0) | (window.entities > 0), exact, neither)
    if taught is not None:
        found = annotated * found - (1 - annotated) * (taught * logs).sum(-1)
    return (found * mask).sum() / mask.sum()


def loss(
    p: Parameters,
    dilations: Sequence[int],
    window: Window,
    *,
    drawn: Array | None = None,
    dropout: float = 0.0,
    taught: Targets | None = None,
    annotated: float = 1.0,
) -> Array:
    """The cross entropy per token with what is annotated and, to the rest of its share, with what teachers hold."""
    scores, entities = _scores(p, dilations, window, drawn, dropout)
    chain = _in_paragraph(window)
    labels, pairs = _annotated(window.labels, chain)
    if taught is not None:
        labels = annotated * labels + (1 - annotated) * taught.labels
        pairs = annotated * pairs + (1 - annotated) * taught.pairs
    partition = log_partition(scores, _of_each(p, len(window.length)), p["first"], p["last"], chain)
    sequences = (partition - score(p, scores, labels, pairs, chain)).sum() / _in_use(window).sum()
    entity = _entity_loss(entities, window, None if taught is None else taught.entities, annotated)
    return sequences + ENTITY_SHARE * entity
