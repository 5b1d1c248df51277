"""Train the speaker tagger: from annotated articles to searchidx/tagging/data/speakers_model.npz.

usage: python train.py POLNEAR_FOLDER OUT.npz [--own FOLDER] [--held-out SUBJECT ...] [--seed N] [--epochs N] ...

The network: an embedding of the word form, its prefix, suffix, shape and flags, mixed by dense layers, plus the state
of the quotation marks; residual convolutions of width 3 with growing dilation; a linear-chain CRF over source, cue and
content, and a softmax over entities. The loss is the sum of both; the weights are averaged over the last epochs.
"""

from __future__ import annotations

import argparse
import collections
import functools
import os
import random
import time
from pathlib import Path

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import numpy as np
import optax
from augment import renamed
from corpus import Sequence, from_own, from_polnear
from name_stock import NameStock
from weights import save

from searchidx.tagging.quotation import features

LENGTH = 256
"""Tokens of a training window."""
BATCH = 16
WORD, PREFIX, SUFFIX, SHAPE, HIDDEN = 64, 16, 24, 16, 128

jax.config.update("jax_default_prng_impl", "unsafe_rbg")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "own")
    parser.add_argument("--held-out", nargs="*", default=[], help="subjects of our own passages to leave out")
    parser.add_argument("--own-weight", type=int, default=5, help="how often each own passage is seen in an epoch")
    parser.add_argument("--renamed", type=float, default=0.5, help="share of names replaced")
    parser.add_argument("--minimum", type=int, default=4, help="occurrences that a word of the vocabulary needs")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--dilations", type=int, nargs="*", default=[1, 1, 2, 4, 8])
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def vocabulary_of(sequences: list[Sequence], minimum: int) -> dict[str, int]:
    """The words to know, numbered by frequency."""
    count: collections.Counter[str] = collections.Counter()
    for sequence in sequences:
        count.update(features.normal_form(word) for word in sequence.words if word[0] != "\n")
    known = [word for word, times in count.most_common() if times >= minimum]
    return {word: number for number, word in enumerate(known, 2)}


class Windows:
    """Cuts sequences into windows of equal length at line breaks, as arrays for the network."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self.features = functools.cache(lambda word: features.word_features(word, vocabulary))

    def of(self, sequences: list[Sequence]) -> list[tuple[np.ndarray, ...]]:
        windows = []
        for s in sequences:
            found = [self.features(word) for word in s.words]
            ids = np.array([f[:4] for f in found], np.int32).reshape(-1, 4)
            flags = np.array([f.flags for f in found], np.float32).reshape(-1, features.FLAGS)
            breaks = np.array([word[0] == "\n" for word in s.words], bool)
            labels = np.where(breaks, 0, np.array(s.labels, np.int32))
            entities = np.where(breaks, 0, np.array(s.entities, np.int32))
            start, total = 0, len(s.words)
            while start < total:
                end = min(total, start + LENGTH)
                if end < total:
                    cut = end
                    while cut > start + LENGTH // 2 and not breaks[cut - 1]:
                        cut -= 1
                    if cut > start + LENGTH // 2:
                        end = cut
                pad = LENGTH - (end - start)
                part = slice(start, end)
                windows.append(
                    (
                        np.pad(ids[part], ((0, pad), (0, 0))),
                        np.pad(flags[part], ((0, pad), (0, 0))),
                        np.pad(np.array(s.states[part], np.int32), (0, pad)),
                        np.pad(labels[part], (0, pad)).astype(np.int32),
                        np.pad(entities[part], (0, pad)).astype(np.int32),
                        np.int32(end - start),
                        np.float32(s.complete),
                    )
                )
                start = end
        return windows


def joined(passages: list[Sequence], rng: random.Random) -> list[Sequence]:
    """Short passages strung together, a line break between, so that windows are full."""
    order = rng.sample(passages, len(passages))
    out: list[Sequence] = []
    for passage in order:
        if not out or len(out[-1].words) + len(passage.words) > LENGTH - 2:
            out.append(Sequence("own", [], [], [], [], False))
        last = out[-1]
        last.words += [*passage.words, "\n\n"]
        last.states += [*passage.states, 0]
        last.labels += [*passage.labels, 0]
        last.entities += [*passage.entities, 0]
    return out


def initial(vocabulary: int, width: int, dilations: list[int], seed: int) -> dict[str, jax.Array]:
    g = np.random.default_rng(seed)

    def dense(*shape: int, scale: float = 1.0) -> jax.Array:
        return jnp.asarray(g.normal(0, scale * (2 / shape[0]) ** 0.5, shape), jnp.float32)

    def table(rows: int, columns: int) -> jax.Array:
        return jnp.asarray(g.normal(0, 0.1, (rows, columns)), jnp.float32)

    k = len(features.LABELS)
    p = {
        "word": table(vocabulary, WORD),
        "prefix": table(features.PREFIXES, PREFIX),
        "suffix": table(features.SUFFIXES, SUFFIX),
        "shape": table(features.SHAPES, SHAPE),
        "mix1": dense(WORD + PREFIX + SUFFIX + SHAPE + features.FLAGS, HIDDEN),
        "mix1_bias": jnp.zeros(HIDDEN),
        "mix2": dense(HIDDEN, width, scale=0.7),
        "mix2_bias": jnp.zeros(width),
        "state": table(features.QUOTE_STATES, width),
        "labels": dense(width, k, scale=0.5),
        "labels_bias": jnp.zeros(k),
        "entities": dense(width, len(features.ENTITY_LABELS), scale=0.5),
        "entities_bias": jnp.zeros(len(features.ENTITY_LABELS)),
        "transitions": jnp.zeros((k, k)),
        "first": jnp.zeros(k),
        "last": jnp.zeros(k),
    }
    for number in range(len(dilations)):
        p[f"conv{number}"] = dense(3 * width, width, scale=0.7)
        p[f"conv{number}_bias"] = jnp.zeros(width)
        p[f"norm{number}"] = jnp.ones(width)
        p[f"norm{number}_bias"] = jnp.zeros(width)
    return p


def normed(x, scale, bias):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(variance + 1e-5) * scale + bias


def shifted(x, by):
    if by > 0:
        return jnp.pad(x, ((0, 0), (by, 0), (0, 0)))[:, :-by]
    return jnp.pad(x, ((0, 0), (0, -by), (0, 0)))[:, -by:]


def forward(p, ids, flags, states, mask, dilations, key=None, dropout=0.0):
    word = ids[..., 0]
    keep = lambda x, k: x * jax.random.bernoulli(k, 1 - dropout, x.shape) / (1 - dropout)  # noqa: E731
    if key is not None:
        chosen, mixing, key = jax.random.split(key, 3)
        capital = flags[..., CAPITAL]
        word = jnp.where(jax.random.uniform(chosen, word.shape) < jnp.where(capital > 0, 0.5, 0.12), 0, word)
    x = jnp.concatenate(
        [p["word"][word], p["prefix"][ids[..., 1]], p["suffix"][ids[..., 2]], p["shape"][ids[..., 3]], flags], -1
    )
    if key is not None:
        x = keep(x, mixing)
    x = jax.nn.relu(x @ p["mix1"] + p["mix1_bias"]) @ p["mix2"] + p["mix2_bias"]
    x = (x + p["state"][states]) * mask[..., None]
    for number, dilation in enumerate(dilations):
        y = normed(x, p[f"norm{number}"], p[f"norm{number}_bias"]) * mask[..., None]
        y = jnp.concatenate([shifted(y, dilation), y, shifted(y, -dilation)], -1) @ p[f"conv{number}"]
        y = jax.nn.relu(y + p[f"conv{number}_bias"])
        if key is not None:
            key, now = jax.random.split(key)
            y = keep(y, now)
        x = (x + y) * mask[..., None]
    return x @ p["labels"] + p["labels_bias"], x @ p["entities"] + p["entities_bias"]


CAPITAL = 14
"""The flag of a capital letter, see `features.word_features`."""


def crf_loss(p, emissions, labels, mask):
    def step(alpha, now):
        emission, here = now
        following = jax.nn.logsumexp(alpha[:, :, None] + p["transitions"][None], axis=1) + emission
        return jnp.where(here[:, None] > 0, following, alpha), None

    alpha, _ = jax.lax.scan(step, p["first"] + emissions[:, 0], (jnp.swapaxes(emissions[:, 1:], 0, 1), mask[:, 1:].T))
    total = jax.nn.logsumexp(alpha + p["last"], -1)
    score = (jnp.take_along_axis(emissions, labels[..., None], -1)[..., 0] * mask).sum(1)
    score += (p["transitions"][labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
    end = mask.sum(1).astype(int) - 1
    return total - (score + p["first"][labels[:, 0]] + p["last"][jnp.take_along_axis(labels, end[:, None], 1)[:, 0]])


def entity_loss(scores, entities, mask, complete):
    """Cross entropy; where places and others are not labelled, "no person, no organization" is one class."""
    logs = jax.nn.log_softmax(scores)
    exact = -jnp.take_along_axis(logs, entities[..., None], -1)[..., 0]
    neither = -jax.nn.logsumexp(logs[..., jnp.array([0, 5, 6, 7, 8])], -1)
    loose = jnp.where(entities == 0, neither, exact)
    return (jnp.where(complete[:, None] > 0, exact, loose) * mask).sum() / mask.sum()


def main() -> None:
    options = arguments()
    rng = random.Random(options.seed)
    polnear = from_polnear(options.polnear / "train.jsonl")
    dev = from_polnear(options.polnear / "dev.jsonl")
    own = [p for subject, found in from_own(options.own).items() if subject not in options.held_out for p in found]
    stock = NameStock()
    vocabulary = vocabulary_of(polnear + own * 2, options.minimum)
    windows = Windows(vocabulary)
    dev_windows = windows.of(dev)
    print(f"{len(polnear)} articles, {len(own)} own passages, {len(vocabulary)} words", flush=True)

    def epoch() -> list[tuple[np.ndarray, ...]]:
        own_now = [renamed(s, stock, rng, options.renamed * 0.7) for _ in range(options.own_weight) for s in own]
        return windows.of([renamed(s, stock, rng, options.renamed) for s in polnear] + joined(own_now, rng))

    def batch(items):
        return [np.stack([item[number] for item in items]) for number in range(7)]

    def loss(p, b, key):
        ids, flags, states, labels, entities, length, complete = b
        mask = (jnp.arange(LENGTH)[None] < length[:, None]).astype(jnp.float32)
        emissions, scores = forward(p, ids, flags, states, mask, options.dilations, key, options.dropout)
        crf = crf_loss(p, emissions, labels, mask).sum() / mask.sum()
        return crf + 0.5 * entity_loss(scores, entities, mask, complete)

    @jax.jit
    def update(p, state, b, key):
        value, gradient = jax.value_and_grad(loss)(p, b, key)
        change, state = optimizer.update(gradient, state, p)
        return optax.apply_updates(p, change), state, value

    @jax.jit
    def measure(p, b):
        ids, flags, states, labels, entities, length, _ = b
        mask = (jnp.arange(LENGTH)[None] < length[:, None]).astype(jnp.float32)
        emissions, scores = forward(p, ids, flags, states, mask, options.dilations)
        right = ((scores.argmax(-1) == entities) * mask).sum()
        return jnp.stack([crf_loss(p, emissions, labels, mask).sum(), right, mask.sum()])

    def report(p) -> str:
        totals = sum(
            np.asarray(measure(p, batch(dev_windows[i : i + BATCH])))
            for i in range(0, len(dev_windows) - len(dev_windows) % BATCH, BATCH)
        )
        return f"dev loss {totals[0] / totals[2]:.4f} entities {totals[1] / totals[2]:.4f}"

    data = epoch()
    steps = len(data) // BATCH
    p = initial(len(vocabulary) + 2, options.width, options.dilations, options.seed)
    schedule = optax.warmup_cosine_decay_schedule(1e-4, options.rate, steps // 2, steps * options.epochs, 3e-5)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=1e-3))
    state, key, average = optimizer.init(p), jax.random.PRNGKey(options.seed), None
    print(sum(value.size for value in p.values()), "parameters", flush=True)
    for number in range(options.epochs):
        started, values = time.process_time(), []
        rng.shuffle(data)
        for i in range(min(steps, len(data) // BATCH)):
            key, now = jax.random.split(key)
            p, state, value = update(p, state, batch(data[i * BATCH : (i + 1) * BATCH]), now)
            values.append(value)
            if number >= options.epochs - 3 and i % 10 == 0:
                average = p if average is None else jax.tree.map(lambda a, b: a * 0.97 + b * 0.03, average, p)
        if number + 1 < options.epochs:
            data = epoch()
        loss_now = np.mean([float(value) for value in values])
        print(f"{number} {loss_now:.4f} {report(p)} {time.process_time() - started:.0f} s", flush=True)
    print("averaged", report(average), flush=True)
    save(options.out, {name: np.asarray(value) for name, value in average.items()}, vocabulary, options.dilations)


if __name__ == "__main__":
    main()
