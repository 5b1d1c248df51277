"""Learn how features of a bare name speak for an organization: `searchidx/tagging/data/organization_weights.json`.

usage: python training/organizations/train.py [--half dev] [--seed N] [--output FILE]

A logistic regression over the features of `searchidx.tagging.organization.features`, fitted to our own annotated
passages (`training/speakers/own`, `training/organizations/own`) and to copies of them in which unknown bare names have
changed places, so that contexts count more than spellings. Cues keep a prior mean, because a few thousand names do not
show all of them. `--half dev` leaves out the passages that `measure.py --half held` measures. Runs in about a minute.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from searchidx.tagging.organization.aliases import AliasTable
from searchidx.tagging.organization.article import Reading
from searchidx.tagging.organization.vocabulary import TAILS

sys.path.insert(0, str(Path(__file__).parents[1] / "speakers"))
import own_format

ROOT = Path(__file__).parents[2]
OUTPUT = ROOT / "searchidx" / "tagging" / "data" / "organization_weights.json"
COPIES = 2
COPY_WEIGHT = 0.5
EPOCHS, RATE, PENALTY = 8, 0.15, 5e-3

PRIOR = {
    "cue:class": 2.2,
    "cue:kind": 2.2,
    "cue:role": 2.2,
    "cue:owned": 1.8,
    "cue:apposition": 2.0,
    "cue:ticker": 2.0,
    "cue:verb": 0.7,
    "cue:object": 0.4,
    "cue:according": 0.4,
    "cue:which": 0.5,
    "cue:dateline": 2.0,
    "cue:person": -1.5,
    "cue:kin": -1.5,
    "cue:title": -2.0,
    "cue:place": -0.7,
    "cue:personal": -0.7,
    "cue:portfolio": -2.0,
    "place follows": -0.7,
    "place:a": -1.0,
    "place:b": -0.7,
    "place:c": -0.4,
    "place in setting:": -1.0,
    "camel": 1.0,
    "acronym:3": 0.6,
    "acronym:4": 0.6,
    "acronym:5": 0.6,
    "&": 1.0,
    "beside organization": 0.5,
    "person title": -2.0,
    "surname": -2.0,
    "only:m": -1.5,
    "only:f": -1.5,
    "only:u": -1.0,
    "ordinary opens": -1.5,
    "quoted": -1.0,
}
"""What the weight of a feature is drawn to; 0 for every other."""

Text = tuple[str, list[tuple[int, int]]]
"""A text and the spans of its organizations."""


def passages(half: str | None) -> Iterator[Text]:
    """Our own annotated passages; with half "dev", without those that are held out."""
    for file in own_format.passage_files(
        [ROOT / "training" / "speakers" / "own", ROOT / "training" / "organizations" / "own"]
    ):
        for passage in own_format.parse_text(file.read_text("utf-8"), file)[0]:
            held = file.parent.parent.name == "speakers" and zlib.crc32(passage.id.encode()) % 2 != 0
            if half is None or not held:
                yield passage.text, [(mention.start, mention.end) for mention in passage.organizations]


def instances(texts: Iterable[Text], table: AliasTable) -> Iterator[tuple[list[str], int]]:
    """The features of every bare name in running text, and whether it is an organization's."""
    for text, organizations in texts:
        reading = Reading(text, table)
        for mention in reading.mentions:
            if mention.source != "bare" or mention.heading:
                continue
            label = 0
            over = [span for span in organizations if span[0] < mention.end and mention.start < span[1]]
            if over:
                if not any(abs(a - mention.start) <= 4 and abs(b - mention.end) <= 2 for a, b in over):
                    continue
                label = 1
            yield reading.features_of_name(mention) + reading.features_of_context(mention), label


def with_names_changed(texts: Sequence[Text], table: AliasTable, seed: int) -> Iterator[Text]:
    """The texts with each unknown bare name of at most two words replaced by another text's."""

    def unknown(name: str) -> bool:
        words = name.split()
        telling = any(word.casefold() in TAILS for word in words)
        return len(words) <= 2 and name[0].isupper() and not telling and name.casefold() not in table.names

    dice = random.Random(seed)
    pool = [text[a:b] for text, spans in texts for a, b in spans if unknown(text[a:b])]
    for text, spans in texts:
        changed: dict[str, str] = {}
        pieces: list[str] = []
        moved: list[tuple[int, int]] = []
        position = length = 0
        for start, end in sorted(spans):
            if start < position:
                continue
            name = text[start:end]
            if unknown(name):
                name = changed.setdefault(name, dice.choice(pool))
            pieces += [text[position:start], name]
            length += start - position
            moved.append((length, length + len(name)))
            length += len(name)
            position = end
        yield "".join((*pieces, text[position:])), moved


def fit(features: Sequence[list[str]], labels: Sequence[int], weights: Sequence[float], seed: int) -> dict[str, float]:
    """Logistic regression by AdaGrad, averaged over the later half of the epochs, shrunk towards `PRIOR`."""
    counts = Counter(feature for one in features for feature in set(one))
    names = sorted(PRIOR | {feature: 0.0 for feature, count in counts.items() if count > 1})
    index = {feature: i for i, feature in enumerate(names)}
    rows = [np.array([index[feature] for feature in set(one) if feature in index]) for one in features]
    mean = np.array([PRIOR.get(feature, 0.0) for feature in names])
    found, squares, total = mean.copy(), np.full(len(names), 0.1), np.zeros(len(names))
    order, dice = list(range(len(rows))), random.Random(seed)
    for epoch in range(EPOCHS):
        dice.shuffle(order)
        for i in order:
            row = rows[i]
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, float(found[row].sum())))))
            slope = (chance - labels[i]) * weights[i] + PENALTY * (found[row] - mean[row])
            squares[row] += slope * slope
            found[row] -= RATE * slope / np.sqrt(squares[row])
        if epoch >= EPOCHS // 2:
            total += found
    total /= EPOCHS - EPOCHS // 2
    return {feature: float(total[i]) for feature, i in index.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("dev",))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    table = AliasTable.default()
    texts = list(passages(options.half))
    features: list[list[str]] = []
    labels: list[int] = []
    weights: list[float] = []
    changed = (list(with_names_changed(texts, table, options.seed + i)) for i in range(COPIES))
    copies = [(texts, table), *((copy, table) for copy in changed)]
    # Once more with names of the table unknown: they stand in contexts like any other.
    copies.append((texts, AliasTable([])))
    for number, (copy, known) in enumerate(copies):
        for one, label in instances(copy, known):
            features.append(one)
            labels.append(label)
            weights.append(COPY_WEIGHT if number else 1.0)
    found = fit(features, labels, weights, options.seed)
    write(options.output, found)
    print(f"{len(texts):,} texts, {len(labels):,} names, {sum(labels):,} of organizations; {len(found):,} features")


def write(path: Path, weights: dict[str, float]) -> None:
    """The weight of each feature that matters."""
    kept = {feature: round(weight, 2) for feature, weight in sorted(weights.items()) if abs(weight) >= 0.05}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
