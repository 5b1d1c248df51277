"""Train the speaker tagger: from annotated articles to searchidx/tagging/data/speakers_model.npz.

usage: python train.py POLNEAR_FOLDER OUT.npz [--own FOLDER] [--plain FOLDER] [--held-out SUBJECT ...] [--seed N] ...

First the teachers: a pretrained encoder of English, twenty times the size of what is shipped, is fine-tuned once
without each part of the annotated articles, and a network like the one that is shipped is trained beside it. They say
how probable each label is: in every annotated article those that have not seen it, and in plain articles, which
nobody annotated, all of them. Then the network that is shipped learns from what is annotated and from what they say
(knowledge distillation: Hinton, Vinyals, Dean 2015), under other names each time, averaged over its last steps. A
network that is taught so is timid with plain short sentences: the last epochs see the annotation alone and more of
our own passages, and a little is added to the score of what begins a source, cue or content.
"""

from __future__ import annotations

import argparse
import functools
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from augment import renamed
from corpus import Sequence as Annotated
from corpus import from_own, from_plain, from_polnear, joined, vocabulary_of
from crf import Labeller, Targets
from name_stock import NameStock
from network import Network
from teacher import Teacher
from torch.nn.utils.rnn import pad_sequence
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from weights import save
from windows import Batch, Window, Windows, stacked

from searchidx.tagging.quotation import features

BATCH = 16
POOL = 24 * BATCH
"""Of so many windows those of about one length come into one batch, which takes less padding."""
AVERAGED = 0.998
"""The share of the average that each step keeps: it reaches back over about 500 steps."""
OWN_RENAMED = 0.7
"""How often a name in our own passages is replaced, by comparison with PolNeAR, where few names are ever seen."""


class Item(NamedTuple):
    """A window, and what teachers hold of it."""

    window: Window
    taught: Targets | None = None


class Fit(NamedTuple):
    """How a network is trained."""

    epochs: int
    rate: float
    encoder_rate: float = 0.0
    decay: float = 1e-3
    averaged: float = 0.0
    """The share of an average of the weights that each step keeps."""
    annotated: float = 1.0


def arguments() -> argparse.Namespace:
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--own", type=Path, default=here / "own")
    parser.add_argument("--plain", type=Path, default=here / "plain")
    parser.add_argument("--held-out", nargs="*", default=[], help="subjects of our own to leave out")
    parser.add_argument("--own-weight", type=int, default=2, help="how often each own passage is seen in an epoch")
    parser.add_argument("--renamed", type=float, default=0.5, help="share of names replaced")
    parser.add_argument("--minimum", type=int, default=4, help="occurrences that a word of the vocabulary needs")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--dilations", type=int, nargs="*", default=[1, 2, 4, 8, 16])
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--teachers", type=int, default=2, help="pairs of them; 0: learn from what is annotated alone")
    parser.add_argument("--teacher-epochs", type=int, default=6)
    parser.add_argument("--encoder-epochs", type=int, default=3)
    parser.add_argument("--encoder-rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3, help="for what stands on the encoder")
    parser.add_argument("--annotated", type=float, default=0.3, help="share of the annotation; the rest is taught")
    parser.add_argument("--taught-sets", type=int, default=2, help="how many times names are replaced for teaching")
    parser.add_argument("--last-epochs", type=int, default=2, help="from the annotation alone, after the teaching")
    parser.add_argument("--last-rate", type=float, default=5e-4)
    parser.add_argument("--last-own-weight", type=int, default=5)
    parser.add_argument("--eagerness", type=float, default=0.4, help="added to the scores of what begins a span")
    return parser.parse_args()


class Material:
    """All articles; the annotated ones in as many parts as there are teachers, under other names each time."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.polnear = from_polnear(options.polnear / "train.jsonl")
        own, plain = from_own(options.own), from_plain(options.plain)
        if missing := set(options.held_out) - set(own):
            raise SystemExit(f"no such subjects: {', '.join(sorted(missing))}; there are {', '.join(sorted(own))}")
        self.own, self.plain = (
            [one for subject, found in subjects.items() if subject not in options.held_out for one in found]
            for subjects in (own, plain)
        )
        self.vocabulary = vocabulary_of(self.polnear + self.own * 2 + self.plain, options.minimum)
        self.windows = Windows(self.vocabulary)
        self._stock = NameStock()
        found = f"{len(self.polnear)} articles, {len(self.own)} own passages, {len(self.plain)} plain articles"
        print(f"{found}, {len(self.vocabulary)} words", flush=True)

    def part(self, number: int, of: int, rng: random.Random, own_weight: int | None = None) -> list[Window]:
        """The annotated windows of one part."""
        share = self.options.renamed
        own = self.own[number::of] * (own_weight or self.options.own_weight)
        passages = [renamed(passage, self._stock, rng, share * OWN_RENAMED) for passage in own]
        articles = [renamed(article, self._stock, rng, share) for article in self.polnear[number::of]]
        return self.windows.of(articles + joined(passages, rng))

    def unannotated(self, rng: random.Random) -> list[Window]:
        """The windows of the plain articles; they have the labels that `labelled` has given them."""
        return self.windows.of([renamed(one, self._stock, rng, self.options.renamed) for one in self.plain])


def held(teachers: Sequence[Labeller], windows: Sequence[Window]) -> list[Item]:
    """The windows, with the mean of what teachers hold of them."""
    items: list[Item] = []
    for teacher in teachers:
        teacher.eval()
    for batch in _batches([Item(window) for window in windows], None):
        each = [teacher.targets(_tensors(batch)[0]) for teacher in teachers]
        labels, pairs, entities = (sum(found) / len(each) for found in zip(*each, strict=True))
        for number, (window, _) in enumerate(batch):
            n = len(window.words)
            taught = Targets(labels[number, :n].half(), pairs[number].half(), entities[number, :n].half())
            items.append(Item(window, taught))
    return items


def labelled(article: Annotated, items: Sequence[Item]) -> Annotated:
    """A plain article with the labels that teachers hold for the most probable."""
    labels, entities = (
        torch.cat([getattr(item.taught, name).argmax(-1) for item in items]).tolist() for name in ("labels", "entities")
    )
    breaks = [word[0] == "\n" for word in article.words]
    labels, entities = (
        [0 if at_break else label for label, at_break in zip(found, breaks, strict=True)]
        for found in (labels, entities)
    )
    return Annotated(article.name, article.words, article.states, labels, entities, article.complete)


def _batches(items: Sequence[Item], rng: random.Random | None) -> list[Sequence[Item]]:
    """All items by sixteens: in order or, with `rng`, in a random one."""
    if rng is None:
        return [items[at : at + BATCH] for at in range(0, len(items), BATCH)]
    mixed = rng.sample(items, len(items))
    pools = [
        sorted(mixed[at : at + POOL], key=lambda item: len(item.window.words)) for at in range(0, len(items), POOL)
    ]
    batches = [batch for pool in pools for batch in _batches(pool, None)]
    return rng.sample(batches, len(batches))


def _tensors(items: Sequence[Item]) -> tuple[Batch, Targets | None]:
    windows, taught = zip(*items, strict=True)
    if taught[0] is None:
        return stacked(windows), None
    labels, pairs, entities = zip(*taught, strict=True)
    padded = (pad_sequence([one.float() for one in found], batch_first=True) for found in (labels, entities))
    of_labels, of_entities = padded
    return stacked(windows), Targets(of_labels, torch.stack(pairs).float(), of_entities)


def fitted(
    name: str,
    network: Labeller,
    fit: Fit,
    data: Callable[[int], Sequence[Item]],
    development: Sequence[Item],
    rng: random.Random,
) -> None:
    """Train a network, and report its loss on articles that it has not seen; `data` gives the windows of an epoch."""
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for of, parameter in network.named_parameters():
        groups.setdefault((of.startswith("encoder."), parameter.ndim > 1), []).append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": found, "weight_decay": fit.decay * matrix} for (_, matrix), found in groups.items()]
    )
    rates = [fit.encoder_rate if encoder else fit.rate for encoder, _ in groups]
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(fit.averaged)) if fit.averaged else None
    items = data(0)
    # Under other names an epoch has a few windows more or less.
    steps = fit.epochs * (len(items) // BATCH)
    warming = {"pct_start": 0.5 / fit.epochs, "div_factor": 30, "final_div_factor": 3}
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, steps, cycle_momentum=False, **warming)
    for epoch in range(fit.epochs):
        started, values = time.monotonic(), []
        network.train()
        for some in _batches(items, rng):
            loss = network.loss(*_tensors(some), fit.annotated)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            if schedule.last_epoch + 1 < steps:
                schedule.step()
            if average:
                average.update_parameters(network)
            values.append(loss.item())
        if epoch + 1 < fit.epochs:
            items = data(epoch + 1)
        unseen = measured(average.module if average else network, development)
        took = time.monotonic() - started
        print(f"{name} {epoch} loss {np.mean(values):.4f} development {unseen:.4f} {took:.0f} s", flush=True)
    if average:
        network.load_state_dict(average.module.state_dict())


def measured(network: Labeller, items: Sequence[Item]) -> float:
    """The mean loss of annotated windows."""
    network.eval()
    with torch.no_grad():
        return float(np.mean([network.loss(*_tensors(some)).item() for some in _batches(items, None)]))


def teachers_of(material: Material, development: Sequence[Item], options: argparse.Namespace) -> list[list[Labeller]]:
    """For each part of the annotated articles those that have not seen it: an encoder, and a network like the one that
    is shipped, which errs elsewhere.
    """
    teachers: list[list[Labeller]] = []
    slow = Fit(options.encoder_epochs, options.head_rate, options.encoder_rate, decay=1e-2)
    fast = Fit(options.teacher_epochs, options.rate, averaged=AVERAGED)
    for number in range(options.teachers):
        seen = [part for part in range(options.teachers) if part != number]

        def data(_: int, rng: random.Random, seen: Sequence[int] = seen) -> list[Item]:
            return [Item(window) for part in seen for window in material.part(part, options.teachers, rng)]

        pair: list[Labeller] = []
        for name, fit in (("encoder", slow), ("network", fast)):
            seed = 1000 * options.seed + number
            torch.manual_seed(seed)
            rng = random.Random(seed)
            one = Teacher(options.dropout) if name == "encoder" else new_network(material, options)
            fitted(f"teacher {number}, {name}", one, fit, functools.partial(data, rng=rng), development, rng)
            pair.append(one)
        teachers.append(pair)
    return teachers


def taught_sets(
    material: Material, teachers: Sequence[Sequence[Labeller]], rng: random.Random, count: int
) -> list[list[Item]]:
    """All windows under other names, so many times, with what the teachers hold of them."""
    everyone = [one for pair in teachers for one in pair]
    material.plain = [labelled(article, held(everyone, material.windows.of([article]))) for article in material.plain]
    sets = []
    for _ in range(count):
        items = held(everyone, material.unannotated(rng))
        for number, pair in enumerate(teachers):
            items += held(pair, material.part(number, len(teachers), rng))
        sets.append(items)
        print(f"taught: {len(items)} windows", flush=True)
    return sets


def new_network(material: Material, options: argparse.Namespace) -> Network:
    """The network with random weights."""
    return Network(len(material.vocabulary) + 2, options.width, options.dilations, options.dropout)


def main() -> None:
    options = arguments()
    material = Material(options)
    development = [Item(window) for window in material.windows.of(from_polnear(options.polnear / "dev.jsonl"))]
    teachers = teachers_of(material, development, options)
    if teachers:
        sets = taught_sets(material, teachers, random.Random(options.seed), options.taught_sets)
    seed = options.seed + 1
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network = new_network(material, options)

    def data(epoch: int) -> list[Item]:
        return sets[epoch % len(sets)] if teachers else [Item(window) for window in material.part(0, 1, rng)]

    annotated = options.annotated if teachers else 1.0
    fit = Fit(options.epochs, options.rate, averaged=AVERAGED, annotated=annotated)
    fitted("network", network, fit, data, development, rng)
    if teachers and options.last_epochs:
        seed = 7 * options.seed
        torch.manual_seed(seed)
        rng = random.Random(seed)

        def last(_: int) -> list[Item]:
            return [Item(window) for window in material.part(0, 1, rng, options.last_own_weight)]

        fitted("last", network, Fit(options.last_epochs, options.last_rate, averaged=AVERAGED), last, development, rng)
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    begins = np.array([label.startswith("B-") for label in features.LABELS], np.float32)
    weights["labels_bias"] = weights["labels_bias"] + np.float32(options.eagerness) * begins
    save(options.out, weights, material.vocabulary, options.dilations)


if __name__ == "__main__":
    main()
