"""The learned tagger: the network's labels, turned into spans, linked, and measured."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from searchidx.model import Span
from searchidx.tagging.quotation.analysis import Analysis, Entity, persons_among
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.features import ENTITY_LABELS, LABELS, states_at
from searchidx.tagging.quotation.layout import Layout
from searchidx.tagging.quotation.linking import link
from searchidx.tagging.quotation.network import Floats, Network, packaged_network
from searchidx.tagging.quotation.rules import CERTAIN_RULES, VIEW, find_attributions
from searchidx.tagging.quotation.tokens import Integers

__all__ = ["analyse"]

_SOURCE, _CUE, _CONTENT = (LABELS.index(f"B-{name}") for name in ("source", "cue", "content"))
_BATCH_CHARACTERS = 500_000
_SHORTEST_QUOTED = 20
"""Characters between quotation marks from which on they are a quotation rather than a title or a word in doubt."""
# The letters that are always the same come first, which is thirty times faster to look for.
_ACCORDING = re.compile(r"ccording to (?<=\b[Aa]ccording to )|n (?<=\b[Ii]n )[^,\n]{2,60}? " + VIEW + r"\b")
_POSTPOSED = re.compile(
    r", (?:[^\s,.;“”\"]+ ){0,6}?(?:said|says|told|wrote|announced|added|warned|explained|found|admitted|argued)\b"
)


_Run = tuple[int, Span, float]
"""Tokens in a row with labels of one kind: the label of the first one, the characters of the text, and the mean
probability of the labels."""


class _Batch:
    """Texts one after another as one array of tokens, with a line break after each."""

    def __init__(self, layouts: Sequence[Layout], network: Network) -> None:
        network.make_room()
        heights = len(LABELS) + len(ENTITY_LABELS)
        scores, between = [], np.zeros((heights, 1), np.float32)
        with network.one_thread():
            tokens = [network.tokens(layout.text) for layout in layouts]
            for layout, found in zip(layouts, tokens, strict=True):
                states = np.frombuffer(states_at(layout, found.starts.tolist()), np.uint8)
                scores += [network.scores(found.forms, states), between]
        joined = np.concatenate(scores, 1)
        self._label_scores, self._entity_scores = joined[: len(LABELS)], joined[len(LABELS) :]
        self._starts = np.concatenate([part for found in tokens for part in (found.starts, [0])])
        self._ends = np.concatenate([part for found in tokens for part in (found.ends, [0])])
        self._breaks = np.concatenate([part for found in tokens for part in (found.forms == 0, [True])])
        self._bounds = np.cumsum([0, *(len(found) + 1 for found in tokens)])
        self._network = network

    def labels(self) -> list[list[_Run]]:
        """The sources, cues and contents of each text, in order."""
        edges = np.flatnonzero(np.concatenate([[True], self._breaks]))
        starts, ends = edges[:-1], edges[1:] - 1
        filled = ends > starts
        best = self._network.best_labels(self._label_scores, starts[filled], ends[filled])
        return self._runs(self._label_scores, best)

    def entities(self) -> list[list[_Run]]:
        """The names of each text, in order."""
        best = self._entity_scores.argmax(0)
        best[self._breaks] = 0
        return self._runs(self._entity_scores, best)

    def _runs(self, scores: Floats, labels: Integers) -> list[list[_Run]]:
        """The runs of each text. Labels come in pairs after 0: the odd one begins, the one after it goes on."""
        kinds = (labels + 1) // 2
        before = np.concatenate([[0], kinds[:-1]])
        first = np.flatnonzero((kinds > 0) & ((labels % 2 == 1) | (kinds != before)))
        following = np.concatenate([(labels % 2 == 1) | (kinds != before), [True]])[1:]
        last = np.flatnonzero((kinds > 0) & following)
        if not len(first):
            return [[] for _ in self._bounds[1:]]
        shifted = np.exp(scores - scores.max(0))
        sure = (shifted[labels, np.arange(len(labels))] / shifted.sum(0)).astype(np.float64)
        mean = np.add.reduceat(sure, np.stack([first, last + 1], 1).ravel())[::2] / (last + 1 - first)
        spans = zip(self._starts[first].tolist(), self._ends[last].tolist(), strict=True)
        runs = list(zip((2 * kinds[first] - 1).tolist(), spans, mean.tolist(), strict=True))
        cuts = np.searchsorted(first, self._bounds).tolist()
        return [runs[low:high] for low, high in itertools.pairwise(cuts)]


def _entities(runs: Sequence[_Run]) -> list[Entity]:
    return [Entity(*span, ENTITY_LABELS[kind][2:], round(confidence, 3)) for kind, span, confidence in runs]


def _attributions(layout: Layout, runs: Sequence[_Run]) -> list[Attribution]:
    sources, cues, contents = ([run[1] for run in runs if run[0] == kind] for kind in (_SOURCE, _CUE, _CONTENT))
    sure = {span: confidence for _, span, confidence in runs}
    attributions = []
    for linked in link(layout, sources, cues, contents):
        parts = [span for span in (linked.source, linked.cue, *linked.contents) if span is not None]
        confidence = sum(sure[span] for span in parts) / len(parts)
        rule = "model" if linked.source is not None else "model:no-source"
        attributions.append(Attribution(linked.contents, linked.source, linked.cue, confidence, rule))
    return attributions


def _with_certain_rules(layout: Layout, found: list[Attribution]) -> list[Attribution]:
    """The attributions, and those of rules that are nearly always right for quotations that none of them covers."""
    covered = sorted(span for one in found if one.source is not None for span in one.contents)
    starts = [start for start, _ in covered]

    def free(start: int, end: int) -> bool:
        at = bisect_left(starts, end) - 1
        return at < 0 or covered[at][1] <= start

    paragraphs = {
        layout.paragraph_of(region.start)
        for region in layout.regions
        if region.end - region.start >= _SHORTEST_QUOTED and free(region.start, region.end)
    }
    paragraphs |= {
        layout.paragraph_of(m.start())
        for sign in (_ACCORDING, _POSTPOSED)
        for m in sign.finditer(layout.text)
        if free(*layout.sentence_span(m.start()))
    }
    added = [
        one
        for one in find_attributions(layout, sorted(paragraphs))
        if one.rule in CERTAIN_RULES and all(free(start, end) for start, end in one.contents)
    ]
    return found + added


def analyse(layouts: Iterable[Layout], network: Network | None = None) -> Iterator[Analysis]:
    """Analyse texts together, which is faster than one by one and finds the same."""
    network = network or packaged_network()
    waiting: list[Layout] = []
    characters = 0
    for layout in layouts:
        waiting.append(layout)
        characters += len(layout.text)
        if characters > _BATCH_CHARACTERS:
            yield from _analysed(waiting, network)
            waiting, characters = [], 0
    if waiting:
        yield from _analysed(waiting, network)


def _analysed(layouts: Sequence[Layout], network: Network) -> Iterator[Analysis]:
    batch = _Batch(layouts, network)
    for layout, labels, names in zip(layouts, batch.labels(), batch.entities(), strict=True):
        entities = _entities(names)
        attributions = _with_certain_rules(layout, _attributions(layout, labels))
        yield Analysis(layout, attributions, entities, persons_among(layout.text, entities))
