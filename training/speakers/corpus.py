"""Articles as sequences of words with labels: PolNeAR, the passages of our own, and articles that nobody annotated."""

from __future__ import annotations

import collections
import json
import random
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import own_format

from searchidx.tagging.quotation.features import ENTITY_LABELS, normal_form, quote_states
from searchidx.tagging.quotation.layout import Layout, tokenize

__all__ = ["LENGTH", "Sequence", "from_own", "from_plain", "from_polnear", "joined", "vocabulary_of"]

LENGTH = 256
"""The most tokens that are read together."""

SOURCE, CUE, CONTENT = 1, 3, 5
ENTITY = {"PERSON": 1, "ORGANIZATION": 3, "LOCATION": 5, "MISC": 7}
assert ENTITY_LABELS[ENTITY["ORGANIZATION"]] == "B-ORG"


@dataclass(slots=True)
class Sequence:
    """One article or passage, word by word."""

    name: str
    words: list[str]
    states: list[int]
    """Of quotation marks, see `features.quote_states`."""
    labels: list[int]
    entities: list[int]
    complete: bool
    """Whether all four kinds of entities are labelled, or only persons and organizations (our own passages)."""


def _sequence(
    name: str, text: str, spans: list[tuple[int, int, int]], entities: list[tuple[int, int, int]], complete: bool
) -> Sequence:
    tokens = tokenize(text)
    starts = [start for start, _ in tokens]
    labels, kinds = [0] * len(tokens), [0] * len(tokens)
    for target, marked in ((labels, spans), (kinds, entities)):
        for start, end, begin in marked:
            at = bisect_left(starts, start)
            if at and tokens[at - 1][1] > start:
                at -= 1
            label = begin
            while at < len(tokens) and starts[at] < end:
                if text[starts[at]] != "\n":
                    target[at] = label
                    label = begin + 1
                at += 1
    words = [text[start:end] for start, end in tokens]
    return Sequence(name, words, quote_states(Layout(text), tokens), labels, kinds, complete)


def from_polnear(path: Path) -> list[Sequence]:
    """The articles of PolNeAR (one a line; attributions and automatic entities as character spans)."""
    sequences = []
    for line in path.open(encoding="utf-8"):
        article = json.loads(line)
        spans = []
        for attribution in article["attributions"]:
            for key, begin in (("source", SOURCE), ("cue", CUE), ("content", CONTENT)):
                spans.extend((start, end, begin) for start, end in attribution[key])
        entities = [(start, end, ENTITY[kind]) for start, end, kind in article["silver_entities"]]
        sequences.append(_sequence(article["name"], article["text"], spans, entities, True))
    return sequences


def from_own(folder: Path) -> dict[str, list[Sequence]]:
    """Our own passages by subject."""
    subjects: dict[str, list[Sequence]] = {}
    for path in own_format.passage_files([folder]):
        passages, errors = own_format.parse_text(path.read_text(encoding="utf-8"), path)
        for error in errors:
            print("left out:", error)
        for passage in passages:
            spans = []
            for found in passage.attributions:
                spans.extend((start, end, CONTENT) for start, end in found.contents)
                spans.extend((*span, begin) for span, begin in ((found.source, SOURCE), (found.cue, CUE)) if span)
            entities = [(m.start, m.end, ENTITY["PERSON"]) for m in passage.persons]
            entities += [(m.start, m.end, ENTITY["ORGANIZATION"]) for m in passage.organizations]
            subjects.setdefault(passage.subject, []).append(_sequence(passage.id, passage.text, spans, entities, False))
    return subjects


def from_plain(folder: Path) -> dict[str, list[Sequence]]:
    """Our own articles without annotation, by subject: a file each, a line of `===` between two articles."""
    subjects = {}
    for path in sorted(folder.glob("*.txt")):
        texts = path.read_text(encoding="utf-8").split("\n===\n")
        subjects[path.stem] = [_sequence(path.stem, text.strip(), [], [], True) for text in texts if text.strip()]
    return subjects


def vocabulary_of(sequences: Iterable[Sequence], minimum: int) -> dict[str, int]:
    """The words that occur often enough, numbered by frequency from 2 on."""
    count: collections.Counter[str] = collections.Counter()
    for sequence in sequences:
        count.update(normal_form(word) for word in sequence.words if word[0] != "\n")
    known = [word for word, times in count.most_common() if times >= minimum]
    return {word: number for number, word in enumerate(known, 2)}


def joined(passages: list[Sequence], rng: random.Random) -> list[Sequence]:
    """Short passages strung together in a random order, a line break between, so that windows are full."""
    out: list[Sequence] = []
    for passage in rng.sample(passages, len(passages)):
        if not out or len(out[-1].words) + len(passage.words) > LENGTH - 2:
            out.append(Sequence("own", [], [], [], [], False))
        last = out[-1]
        last.words += [*passage.words, "\n\n"]
        last.states += [*passage.states, 0]
        last.labels += [*passage.labels, 0]
        last.entities += [*passage.entities, 0]
    return out
