"""The learned tagger: the network's labels, turned into spans, linked, and measured."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

from searchidx.model import Span
from searchidx.tagging.quotation.analysis import Analysis, Entity, persons_among
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.features import ENTITY_LABELS, LABELS, quote_states
from searchidx.tagging.quotation.layout import TOKEN, Layout
from searchidx.tagging.quotation.linking import link
from searchidx.tagging.quotation.network import Floats, Network, Numbers, packaged_network
from searchidx.tagging.quotation.rules import CERTAIN_RULES, find_attributions

__all__ = ["analyse"]

_SOURCE, _CUE, _CONTENT = (LABELS.index(f"B-{name}") for name in ("source", "cue", "content"))
_BATCH_TOKENS = 200_000
_SHORTEST_QUOTED = 20
"""Characters between quotation marks from which on they are a quotation rather than a title or a word in doubt."""
_ACCORDING = re.compile(r"\b[Aa]ccording to ")


class _Tokens:
    """A text in tokens, with the network's scores."""

    def __init__(self, layout: Layout, network: Network) -> None:
        text = layout.text
        self.layout = layout
        self.spans: list[Span] = [match.span() for match in TOKEN.finditer(text)]
        words = [text[start:end] for start, end in self.spans]
        breaks = [number for number, word in enumerate(words) if word[0] == "\n"]
        self.chains = [
            (low, high)
            for low, high in zip([0, *(b + 1 for b in breaks)], [*breaks, len(words)], strict=True)
            if high > low
        ]
        k, kinds = len(LABELS), len(ENTITY_LABELS)
        if words:
            self.scores, self.entity_scores = network.scores(words, quote_states(layout, self.spans))
            self.entity_scores[breaks, 1:] = -1e9
        else:
            self.scores, self.entity_scores = np.zeros((0, k), np.float32), np.zeros((0, kinds), np.float32)
        self.labels: Numbers = np.zeros(len(words), np.int64)

    def chain_scores(self) -> list[Floats]:
        return [self.scores[low:high] for low, high in self.chains]

    def runs(self, labels: Numbers, begin: int) -> list[tuple[int, int]]:
        """Runs of tokens (first, after last) of one kind, whose labels are `begin` and the one after it."""
        on = (labels == begin) | (labels == begin + 1)
        if not on.any():
            return []
        before = np.concatenate([[False], on[:-1]])
        starts = np.flatnonzero(on & ((labels == begin) | ~before))
        after = np.concatenate([on[1:], [False]])
        following = np.concatenate([labels[1:], [0]])
        ends = np.flatnonzero(on & (~after | (following == begin)))
        return list(zip(starts.tolist(), (ends + 1).tolist(), strict=True))

    def span(self, run: tuple[int, int]) -> Span:
        return self.spans[run[0]][0], self.spans[run[1] - 1][1]


def _probabilities(scores: Floats, chosen: Numbers) -> Floats:
    """The softmax probability of the chosen label of each token."""
    shifted = np.exp(scores - scores.max(1, keepdims=True))
    found: Floats = shifted[np.arange(len(chosen)), chosen] / shifted.sum(1)
    return found


def _entities(tokens: _Tokens) -> list[Entity]:
    if not tokens.spans:
        return []
    best = tokens.entity_scores.argmax(1)
    sure = np.concatenate([[0.0], np.cumsum(_probabilities(tokens.entity_scores, best))])
    found = []
    for begin in range(1, len(ENTITY_LABELS), 2):
        for first, last in tokens.runs(best, begin):
            start, end = tokens.span((first, last))
            confidence = round(float(sure[last] - sure[first]) / (last - first), 3)
            found.append(Entity(start, end, ENTITY_LABELS[begin][2:], min(1.0, confidence)))
    return sorted(found)


def _attributions(tokens: _Tokens) -> list[Attribution]:
    if not tokens.spans:
        return []
    runs = {begin: tokens.runs(tokens.labels, begin) for begin in (_SOURCE, _CUE, _CONTENT)}
    spans = {begin: [tokens.span(run) for run in found] for begin, found in runs.items()}
    sure = np.concatenate([[0.0], np.cumsum(_probabilities(tokens.scores, tokens.labels))])
    run_of = {tokens.span(run): run for found in runs.values() for run in found}
    attributions = []
    for contents, source, cue in link(tokens.layout, spans[_SOURCE], spans[_CUE], spans[_CONTENT]):
        parts = [run_of[span] for span in (source, cue, *contents) if span is not None]
        confidence = sum(float(sure[last] - sure[first]) / (last - first) for first, last in parts) / len(parts)
        confidence = min(1.0, confidence)
        rule = "model" if source is not None else "model:no-source"
        attributions.append(Attribution(contents, source, cue, confidence, rule))
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
        for m in _ACCORDING.finditer(layout.text)
        if free(*layout.sentence_span(m.start()))
    }
    added = [
        one
        for one in find_attributions(layout, sorted(paragraphs))
        if one.rule in CERTAIN_RULES and all(free(start, end) for start, end in one.contents)
    ]
    return found + added


def analyse(layouts: Iterable[Layout], network: Network | None = None) -> list[Analysis]:
    """Analyse texts together, which is faster than one by one and finds the same."""
    network = network or packaged_network()
    found: list[Analysis] = []
    waiting: list[_Tokens] = []
    for layout in layouts:
        waiting.append(_Tokens(layout, network))
        if sum(len(tokens.spans) for tokens in waiting) > _BATCH_TOKENS:
            found.extend(_finished(waiting, network))
            waiting = []
    return found + _finished(waiting, network)


def _finished(batch: Sequence[_Tokens], network: Network) -> list[Analysis]:
    chains = [(tokens, low, high) for tokens in batch for low, high in tokens.chains]
    best = network.best_labels([scores for tokens in batch for scores in tokens.chain_scores()])
    for (tokens, low, high), labels in zip(chains, best, strict=True):
        tokens.labels[low:high] = labels
    analyses = []
    for tokens in batch:
        entities = _entities(tokens)
        persons = persons_among(tokens.layout.text, entities)
        attributions = _with_certain_rules(tokens.layout, _attributions(tokens))
        analyses.append(Analysis(tokens.layout, attributions, entities, persons))
    return analyses
