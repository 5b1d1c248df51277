"""Train the speaker tagger: from annotated articles to searchidx/tagging/data/speakers_model.npz.

usage: python train.py POLNEAR_FOLDER OUT.npz [--own FOLDER] [--held-out SUBJECT ...] [--seed N] [--teachers N] ...

First the teachers: each is trained without one part of the articles. Together they say how probable each label is in
every article, and the teacher that has not seen an article counts most. Then the network that is shipped learns from
what is annotated and from what they say (knowledge distillation: Hinton, Vinyals, Dean 2015), which keeps most of what
several networks know in the size of one. All of them have the same shape and are averaged over their last steps. A
network that is taught so is timid with plain short sentences: the last epochs see the annotation alone and more of our
own passages. What is shipped lies half-way between the weights before and after them, which is better than either
(Wortsman et al., Robust fine-tuning of zero-shot models, 2022), and a little is added to the score of what begins a
source, cue or content.
"""

from __future__ import annotations

import argparse
import functools
import os
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import model
import numpy as np
import optax
from augment import renamed
from corpus import Sequence as Annotated
from corpus import from_own, from_polnear
from model import Parameters, Targets
from name_stock import NameStock
from weights import rounded, save
from windows import Window, Windows, joined, stacked, vocabulary_of

from searchidx.tagging.quotation import features

BATCH = 16
AVERAGED = 0.998
"""The share of the average that each step keeps: it reaches back over about 500 steps."""
OWN_RENAMED = 0.7
"""How often a name in our own passages is replaced, by comparison with PolNeAR, where few names are ever seen."""

Data = list[tuple[Window, Targets | None]]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "own")
    parser.add_argument("--held-out", nargs="*", default=[], help="subjects of our own passages to leave out")
    parser.add_argument("--own-weight", type=int, default=3, help="how often each own passage is seen in an epoch")
    parser.add_argument("--renamed", type=float, default=0.5, help="share of names replaced")
    parser.add_argument("--minimum", type=int, default=4, help="occurrences that a word of the vocabulary needs")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--dilations", type=int, nargs="*", default=[1, 2, 4, 8, 16])
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--teachers", type=int, default=4, help="0: learn from what is annotated alone")
    parser.add_argument("--teacher-epochs", type=int, default=6)
    parser.add_argument("--annotated", type=float, default=0.3, help="share of the annotation; the rest is taught")
    parser.add_argument("--unseen", type=float, default=3.0, help="weight of the teacher that has not seen an article")
    parser.add_argument("--last-epochs", type=int, default=2, help="from the annotation alone, after the teaching")
    parser.add_argument("--last-rate", type=float, default=5e-4)
    parser.add_argument("--last-own-weight", type=int, default=5)
    parser.add_argument("--last-share", type=float, default=0.5, help="how far to go towards what the last epochs give")
    parser.add_argument("--eagerness", type=float, default=0.4, help="added to the scores of what begins a span")
    parser.add_argument("--taught-sets", type=int, default=5, help="how many times names are replaced for teaching")
    return parser.parse_args()


class Material:
    """The annotated articles in as many parts as there are teachers; gives them with other names each time."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.polnear = from_polnear(options.polnear / "train.jsonl")
        subjects = from_own(options.own)
        if missing := set(options.held_out) - set(subjects):
            raise SystemExit(f"no such subjects: {', '.join(sorted(missing))}; there are {', '.join(sorted(subjects))}")
        self.own = [p for subject, found in subjects.items() if subject not in options.held_out for p in found]
        self.vocabulary = vocabulary_of(self.polnear + self.own * 2, options.minimum)
        self.parts = range(max(1, options.teachers))
        self._windows = Windows(self.vocabulary)
        self._stock = NameStock()
        print(f"{len(self.polnear)} articles, {len(self.own)} own passages, {len(self.vocabulary)} words", flush=True)

    def part(self, number: int, rng: random.Random) -> list[Window]:
        """The windows of one part."""
        of = len(self.parts)
        return self._renamed(self.polnear[number::of], self.own[number::of] * self.options.own_weight, rng)

    def whole(self, rng: random.Random) -> list[Window]:
        """The windows of all parts, our own passages as often as the last epochs see them."""
        return self._renamed(self.polnear, self.own * self.options.last_own_weight, rng)

    def _renamed(self, polnear: list[Annotated], own: list[Annotated], rng: random.Random) -> list[Window]:
        share = self.options.renamed
        passages = [renamed(passage, self._stock, rng, share * OWN_RENAMED) for passage in own]
        articles = [renamed(article, self._stock, rng, share) for article in polnear]
        return self._windows.of(articles + joined(passages, rng))

    def plain(self, articles: Sequence[Annotated]) -> list[Window]:
        """The windows of articles as they are."""
        return self._windows.of(articles)


class Trainer:
    """Trains networks of one shape and reports the loss on articles that none of them has seen."""

    def __init__(self, options: argparse.Namespace, vocabulary: int, development: list[Window]) -> None:
        self.options, self.vocabulary = options, vocabulary
        self.development = [stacked(development[i : i + BATCH]) for i in range(0, len(development) - BATCH + 1, BATCH)]
        self.dilations = tuple(options.dilations)
        self.measured = jax.jit(functools.partial(model.loss, dilations=self.dilations))
        self.targets = jax.jit(functools.partial(model.targets, dilations=self.dilations))

    def trained(
        self, name: str, seed: int, epochs: int, data: Callable[[int], Data], start: Parameters | None = None
    ) -> Parameters:
        """The weights, averaged; `data` gives the windows of an epoch, `start` the weights to go on from, gently."""
        options, rng, g = self.options, random.Random(seed), np.random.default_rng(seed)
        items = data(0)
        steps = len(items) // BATCH
        schedule = functools.partial(optax.warmup_cosine_decay_schedule, decay_steps=steps * epochs)
        if start is None:
            p = model.initial(self.vocabulary, options.width, self.dilations, seed)
            rate = schedule(1e-4, options.rate, warmup_steps=steps // 2, end_value=3e-5)
        else:
            p = start
            rate = schedule(1e-5, options.last_rate, warmup_steps=min(50, steps), end_value=1e-5)
        decayed = jax.tree.map(lambda weights: weights.ndim == 2, p)
        optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=1e-3, mask=decayed))

        @jax.jit
        def update(p, state, average, window, taught, drawn, keep):
            def here(p):
                return model.loss(
                    p,
                    self.dilations,
                    window,
                    drawn=drawn,
                    dropout=options.dropout,
                    taught=taught,
                    annotated=options.annotated,
                )

            value, gradient = jax.value_and_grad(here)(p)
            change, state = optimizer.update(gradient, state, p)
            p = optax.apply_updates(p, change)
            return p, state, jax.tree.map(lambda a, b: a * keep + b * (1 - keep), average, p), value

        state, average, done = optimizer.init(p), p, 0
        for number in range(epochs):
            started, values = time.process_time(), []
            rng.shuffle(items)
            for i in range(min(steps, len(items) // BATCH)):
                done += 1
                windows, taught = zip(*items[i * BATCH : (i + 1) * BATCH], strict=True)
                given = None if taught[0] is None else Targets(*(np.stack(a) for a in zip(*taught, strict=True)))
                drawn = model.noise(BATCH, options.width, len(self.dilations), g)
                keep = min(AVERAGED, (1 + done) / (10 + done))
                p, state, average, value = update(p, state, average, stacked(windows), given, drawn, keep)
                values.append(value)
            if number + 1 < epochs:
                items = data(number + 1)
            loss = float(np.mean([float(value) for value in values]))
            if not np.isfinite(loss):
                raise SystemExit(f"{name}: the loss of epoch {number} is {loss}; the material has a label out of range")
            unseen = np.mean([float(self.measured(average, window=window)) for window in self.development])
            took = time.process_time() - started
            print(f"{name} {number} loss {loss:.4f} development {unseen:.4f} {took:.0f} s", flush=True)
        return average

    def taught(self, material: Material, teachers: Sequence[Parameters], rng: random.Random) -> Data:
        """All windows, with other names, and what the teachers hold of them."""
        data: Data = []
        for part in material.parts:
            windows = material.part(part, rng)
            weights = [self.options.unseen if number == part else 1.0 for number in range(len(teachers))]
            for i in range(0, len(windows), BATCH):
                some = windows[i : i + BATCH]
                window = stacked([*some, *windows[: BATCH - len(some)]])
                held = [self.targets(teacher, window=window) for teacher in teachers]
                labels, pairs, entities = (
                    np.average([np.asarray(one) for one in each], axis=0, weights=weights).astype(np.float16)
                    for each in zip(*held, strict=True)
                )
                data += [(w, Targets(labels[n], pairs[n], entities[n])) for n, w in enumerate(some)]
        return data


def main() -> None:
    options = arguments()
    material = Material(options)
    development = material.plain(from_polnear(options.polnear / "dev.jsonl"))
    trainer = Trainer(options, len(material.vocabulary) + 2, development)

    def annotated(parts: Sequence[int], rng: random.Random) -> Data:
        return [(window, None) for part in parts for window in material.part(part, rng)]

    teachers = []
    for number in range(options.teachers):
        seed = 1000 * options.seed + number
        data = functools.partial(annotated, [p for p in material.parts if p != number], random.Random(seed))
        teachers.append(trainer.trained(f"teacher {number}", seed, options.teacher_epochs, lambda _, data=data: data()))
    rng = random.Random(options.seed)
    if teachers:
        sets = [trainer.taught(material, teachers, rng) for _ in range(options.taught_sets)]
        taught = trainer.trained("network", options.seed, options.epochs, lambda epoch: [*sets[epoch % len(sets)]])
        seed = 7 * options.seed
        rng = random.Random(seed)
        start = {name: jnp.asarray(value) for name, value in rounded(taught).items()}
        found = trainer.trained(
            "last", seed, options.last_epochs, lambda _: [(window, None) for window in material.whole(rng)], start
        )
        found = jax.tree.map(lambda before, after: before + options.last_share * (after - before), start, found)
    else:
        found = trainer.trained("network", options.seed, options.epochs, lambda _: annotated(material.parts, rng))
    weights = {name: np.asarray(value) for name, value in found.items()}
    begins = np.array([label.startswith("B-") for label in features.LABELS], np.float32)
    weights["labels_bias"] = weights["labels_bias"] + np.float32(options.eagerness) * begins
    save(options.out, weights, material.vocabulary, options.dilations)


if __name__ == "__main__":
    main()
