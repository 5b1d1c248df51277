"""Other names for the persons, organizations and places of an article: names are learnt by their context."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from corpus import Sequence

from searchidx.tagging.names.first_names import gender_of_first_name
from searchidx.tagging.names.titles import SUFFIXES, TITLES
from searchidx.tagging.quotation.features import ENTITY_LABELS

if TYPE_CHECKING:
    from name_stock import NameStock

__all__ = ["renamed"]

OTHERS = 0.7
"""How often an organization or place is replaced, by comparison with a person."""
PERSON, ORG, LOC = ENTITY_LABELS.index("B-PERSON"), ENTITY_LABELS.index("B-ORG"), ENTITY_LABELS.index("B-LOC")


def renamed(sequence: Sequence, stock: NameStock, rng: random.Random, share: float) -> Sequence:
    """The article with new names: each person (and each organization and place) with the probability `share`.

    A person's given and family names are replaced everywhere in the article, also where the entities miss them.
    """
    entities = _entities(sequence.entities)
    words = sequence.words
    new: dict[str, list[str]] = {}
    swapped: dict[tuple[int, str], list[str]] = {}
    turned: set[str] = set()
    for kind, start, end in sorted(entities, key=lambda e: -(e[2] - e[1])):
        if kind == PERSON:
            names = [
                w for w in words[start:end] if w[0].isupper() and w.lower() not in TITLES | SUFFIXES and len(w) > 1
            ]
            if not names or any(name in new for name in names) or rng.random() >= share:
                continue
            given, family, family_first = stock.person(rng, gender_of_first_name(names[0]) if len(names) > 1 else None)
            new[names[-1]] = family
            if len(names) > 1:
                new[names[0]] = given
                if family_first:
                    turned.update((names[0], names[-1]))
    out = Sequence(sequence.name, [], [], [], [], sequence.complete)
    at, pending = 0, {start: (kind, end) for kind, start, end in entities}
    while at < len(words):
        kind, end = pending.get(at, (0, at + 1))
        if kind in (ORG, LOC):
            phrase = " ".join(words[at:end])
            if (kind, phrase) not in swapped:
                replace = rng.random() < share * OTHERS and not any(word in new for word in words[at:end])
                tokens = (stock.organization(rng) if kind == ORG else stock.place(rng)) if replace else words[at:end]
                swapped[kind, phrase] = tokens
            tokens = swapped[kind, phrase]
            if tokens[0] in ("the", "The") and tokens != words[at:end]:
                article = at > 0 and words[at - 1].lower() == "the"
                tokens = tokens[1:]
                if not article:
                    _append(out, sequence, at, at + 1, ["The" if _begins(words, at) else "the"], 0)
                    _append(out, sequence, at, end, tokens, kind, begins=False)
                    at = end
                    continue
            _append(out, sequence, at, end, tokens, kind)
        elif kind == PERSON:
            tokens = []
            piece = words[at:end]
            full = len(piece) > 1 and piece[0] in turned and piece[-1] in turned
            for word in [piece[-1], *piece[1:-1], piece[0]] if full else piece:
                if full and word not in new and len(piece) > 2:
                    continue  # a middle name or initial
                tokens.extend(new.get(word, [word]))
            _append(out, sequence, at, end, tokens, kind)
        elif words[at] in new and words[at][0].isupper() and gender_of_first_name(words[at]) is None:
            end = at + 1
            _append(out, sequence, at, end, new[words[at]], sequence.entities[at])
        else:
            out.words.append(words[at])
            out.states.append(sequence.states[at])
            out.labels.append(sequence.labels[at])
            out.entities.append(sequence.entities[at])
            end = at + 1
        at = end
    return out


def _begins(words: list[str], at: int) -> bool:
    return at == 0 or words[at - 1][0] in '\n.!?“"'


def _entities(labels: list[int]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for at, label in enumerate(labels):
        if label == 0:
            continue
        if label % 2 == 0 and found and found[-1][2] == at and found[-1][0] == label - 1:
            found[-1] = (label - 1, found[-1][1], at + 1)
        else:
            found.append((label if label % 2 else label - 1, at, at + 1))
    return found


def _append(
    out: Sequence, old: Sequence, start: int, end: int, tokens: list[str], entity: int, begins: bool = True
) -> None:
    """Put new tokens in the place of old ones, with this entity label; the rest carry on the label of the first.

    begins: whether the first token begins the source, cue or content that the first of the old ones begins.
    """
    label = old.labels[start] if begins else _inner(old.labels[start])
    same = begins and len(tokens) == end - start
    for number, token in enumerate(tokens):
        out.words.append(token)
        out.states.append(old.states[min(start + number, end - 1)])
        out.labels.append(old.labels[start + number] if same else label if number == 0 else _inner(label))
        out.entities.append(entity if number == 0 else _inner(entity))


def _inner(label: int) -> int:
    """The label that carries on what this one begins."""
    return label + label % 2
