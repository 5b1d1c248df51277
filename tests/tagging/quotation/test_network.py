"""The network's decoding, by comparison with trying every path; and long texts in windows."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.tagging.quotation.features import LABELS, word_features
from searchidx.tagging.quotation.layout import tokenize
from searchidx.tagging.quotation.network import Floats, Network, packaged_network


@pytest.fixture(scope="module")
def network() -> Network:
    return packaged_network()


def score_of(network: Network, scores: Floats, path: tuple[int, ...]) -> float:
    weights = network.weights
    inner = sum(weights["transitions"][a, b] for a, b in itertools.pairwise(path))
    emitted = sum(scores[label, at] for at, label in enumerate(path))
    return float(weights["first"][path[0]] + inner + weights["last"][path[-1]] + emitted)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_the_labels_of_a_chain_are_its_best_path(network: Network, seed: int, lengths: list[int]) -> None:
    scores = np.random.default_rng(seed).normal(size=(len(LABELS), sum(lengths) + len(lengths))).astype(np.float32)
    ends = np.cumsum(np.array(lengths) + 1) - 1  # a token of no chain stands between two
    starts = ends - lengths
    found = network.best_labels(scores, starts, ends)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        paths = itertools.product(range(len(LABELS)), repeat=end - start)
        best = max(paths, key=lambda path: score_of(network, scores[:, start:end], path))
        assert tuple(found[start:end]) == best
        assert found[end] == 0


def by_definition(network: Network, words: list[str], states: list[int]) -> Floats:
    """The scores as the architecture is written down, token by token: nothing folded, windowed or remembered."""
    w = network.weights

    def embedded(word: str, state: int) -> Floats:
        found = word_features(word, network.vocabulary)
        parts = [w["word"][found.word], w["prefix"][found.prefix], w["suffix"][found.suffix], w["shape"][found.shape]]
        mixed = np.maximum(np.concatenate([*parts, np.array(found.flags)]) @ w["mix1"] + w["mix1_bias"], 0)
        return np.asarray(mixed @ w["mix2"] + w["mix2_bias"] + w["state"][state])

    x = np.stack([embedded(word, state) for word, state in zip(words, states, strict=True)])
    for number, dilation in enumerate(network.dilations):
        centred = x - x.mean(1, keepdims=True)
        normed = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-5)
        padded = np.pad(normed * w[f"norm{number}"] + w[f"norm{number}_bias"], ((dilation, dilation), (0, 0)))
        wide = np.concatenate([padded[: len(x)], padded[dilation : dilation + len(x)], padded[2 * dilation :]], 1)
        x = x + np.maximum(wide @ w[f"conv{number}"] + w[f"conv{number}_bias"], 0)
    return np.concatenate([x @ w["labels"] + w["labels_bias"], x @ w["entities"] + w["entities_bias"]], 1).T


@pytest.mark.parametrize(
    "text", ["“No,” Ann Keller said.\n\nHe told reporters that the U.S. would not pay.", "Ice", "\n"]
)
def test_scores_are_those_of_the_architecture(network: Network, text: str) -> None:
    words = [text[start:end] for start, end in tokenize(text)]
    states = [number % 4 for number in range(len(words))]
    found = network.scores(network.tokens(text).forms, np.array(states, np.uint8))
    assert np.abs(found - by_definition(network, words, states)).max() < 1e-4


def test_a_long_text_has_the_scores_of_its_parts(network: Network) -> None:
    text = "“We won,” said Ann Keller, who told reporters that he had not. " * 200
    tokens = network.tokens(text)
    states = np.zeros(len(tokens), np.uint8)
    whole = network.scores(tokens.forms, states)
    part = slice(len(tokens) // 2 - 100, len(tokens) // 2 + 100)
    alone = network.scores(tokens.forms[part], states[part])
    inner = slice(network.reach, 200 - network.reach)
    assert np.abs(whole[:, part][:, inner] - alone[:, inner]).max() < 1e-4
