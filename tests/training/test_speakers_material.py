"""What the speaker tagger is trained on: sequences with labels, under other names, in windows; and its loss."""

from __future__ import annotations

import importlib
import itertools
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.tagging.quotation.features import ENTITY_LABELS, LABELS

FOLDER = Path(__file__).parents[2] / "training" / "speakers"
SOURCE, CUE, CONTENT = (LABELS.index(f"B-{name}") for name in ("source", "cue", "content"))
PERSON, ORG, MISC = (ENTITY_LABELS.index(f"B-{name}") for name in ("PERSON", "ORG", "MISC"))


@pytest.fixture(scope="module", autouse=True)
def scripts() -> Iterator[None]:
    """`training/speakers` is no package: its scripts run from their folder and import each other by name."""
    before = set(sys.modules)
    sys.path.insert(0, str(FOLDER))
    yield
    sys.path.remove(str(FOLDER))
    for name in set(sys.modules) - before:
        if str(FOLDER) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


class Stock:
    """Gives the same names each time."""

    def person(self, rng, gender):
        return ["Ngozi"], ["Okonjo", "-", "Eze"], False

    def organization(self, rng):
        return ["the", "Baltic", "Exchange"]

    def place(self, rng):
        return ["Port", "Louis"]


def sequence(words, labels=None, entities=None):
    n = len(words)
    return script("corpus").Sequence("test", words, [0] * n, labels or [0] * n, entities or [0] * n, True)


def renamed(one):
    return script("augment").renamed(one, Stock(), random.Random(1), share=10.0)  # more than 1: every name


class TestOtherNames:
    def test_a_person_is_renamed_wherever_the_family_name_stands(self):
        words = ["Ann", "Smithson", "spoke", ".", "Smithson", "left", "."]
        out = renamed(sequence(words, entities=[PERSON, PERSON + 1, 0, 0, 0, 0, 0]))
        assert " ".join(out.words) == "Ngozi Okonjo - Eze spoke . Okonjo - Eze left ."

    def test_a_longer_name_carries_on_the_source_that_its_first_word_begins(self):
        out = renamed(sequence(["Smith", "said"], [SOURCE, CUE], [PERSON, 0]))
        assert out.words == ["Okonjo", "-", "Eze", "said"]
        assert out.labels == [SOURCE, SOURCE + 1, SOURCE + 1, CUE]
        assert out.entities == [PERSON, PERSON + 1, PERSON + 1, 0]

    def test_the_article_of_an_organization_is_part_of_the_source_and_not_of_the_name(self):
        out = renamed(sequence(["Reuters", "said"], [SOURCE, CUE], [ORG, 0]))
        assert out.words == ["The", "Baltic", "Exchange", "said"]
        assert out.labels == [SOURCE, SOURCE + 1, SOURCE + 1, CUE]
        assert out.entities == [0, ORG, ORG + 1, 0]

    def test_a_renamed_word_inside_another_kind_of_name_keeps_that_kind(self):
        words = ["Ann", "Smithson", "read", "the", "Smithson", "Act", "."]
        out = renamed(sequence(words, entities=[PERSON, PERSON + 1, 0, 0, MISC, MISC + 1, 0]))
        assert out.words[6:] == ["Okonjo", "-", "Eze", "Act", "."]
        assert out.entities[6:10] == [MISC, MISC + 1, MISC + 1, MISC + 1]

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["Ann", "Smithson", "Reuters", "the", "said", "“", "\n"]),
                st.integers(0, len(LABELS) - 1),
                st.integers(0, len(ENTITY_LABELS) - 1),
            ),
            min_size=1,
            max_size=12,
        )
    )
    def test_every_label_exists_and_every_word_has_its_labels(self, tokens):
        words, labels, entities = (list(column) for column in zip(*tokens, strict=True))
        out = renamed(sequence(words, labels, entities))
        assert len(out.words) == len(out.states) == len(out.labels) == len(out.entities)
        assert set(out.labels) <= set(range(len(LABELS)))
        assert set(out.entities) <= set(range(len(ENTITY_LABELS)))


class TestWindows:
    def test_windows_hold_every_token_once_in_order(self):
        windows = script("windows")
        words = ["word", "other", "\n"] * 300
        labels = [CONTENT, CONTENT + 1, 0] * 300
        found = windows.Windows({"word": 2}).of([sequence(words, labels)])
        assert sum(int(w.length) for w in found) == len(words)
        assert np.concatenate([w.labels[: int(w.length)] for w in found]).tolist() == labels
        assert {w.ids.shape for w in found} == {(windows.LENGTH, 4)}

    def test_a_window_ends_at_a_line_break_where_it_can(self):
        windows = script("windows")
        words = (["word"] * 99 + ["\n"]) * 5
        found = windows.Windows({}).of([sequence(words)])
        assert [int(w.length) for w in found] == [200, 200, 100]

    def test_passages_are_strung_together_with_line_breaks_between(self):
        windows = script("windows")
        passages = [sequence([f"w{number}"] * 100) for number in range(5)]
        strung = windows.joined(passages, random.Random(1))
        assert sum(s.words.count("\n\n") for s in strung) == 5
        assert all(len(s.words) <= windows.LENGTH for s in strung)

    def test_the_vocabulary_is_numbered_by_frequency_from_two_on(self):
        words = ["b", "a", "a", "\n", "c", "b", "a"]
        assert script("windows").vocabulary_of([sequence(words)], 2) == {"a": 2, "b": 3}


class TestLoss:
    """The sums over label sequences, against sums over each and every sequence. Needs JAX, as only training does."""

    CHAIN = np.array([[1, 1, 0, 0, 1, 1, 1], [0, 1, 0, 1, 1, 0, 0]], np.float32)

    @pytest.fixture
    def crf(self):
        jax = pytest.importorskip("jax", reason="only training needs JAX")
        g = np.random.default_rng(1)
        k = 3
        p = {name: g.normal(size=k).astype(np.float32) for name in ("first", "last")}
        p["transitions"] = g.normal(size=(k, k)).astype(np.float32)
        return script("model"), p, jax.numpy.asarray(g.normal(size=(2, 7, k)), np.float32)

    def runs(self, row):
        return [
            [at for at, _ in group]
            for on, group in itertools.groupby(enumerate(self.CHAIN[row]), key=lambda item: item[1])
            if on
        ]

    def score(self, p, scores, row, run, labels):
        total = p["first"][labels[0]] + p["last"][labels[-1]]
        total += sum(scores[row, at, label] for at, label in zip(run, labels, strict=True))
        return total + sum(p["transitions"][a, b] for a, b in itertools.pairwise(labels))

    def test_the_partition_sums_over_all_sequences_of_each_paragraph(self, crf):
        model, p, scores = crf
        each = np.broadcast_to(p["transitions"], (2, 3, 3))
        found = model.log_partition(scores, each, p["first"], p["last"], self.CHAIN)
        for row in range(2):
            expected = 0.0
            for run in self.runs(row):
                sequences = itertools.product(range(3), repeat=len(run))
                expected += np.logaddexp.reduce([self.score(p, scores, row, run, labels) for labels in sequences])
            assert float(found[row]) == pytest.approx(float(expected), rel=1e-5)

    def test_the_score_of_an_annotated_sequence_is_the_sum_over_its_paragraphs(self, crf):
        model, p, scores = crf
        labels = np.random.default_rng(2).integers(0, 3, (2, 7))
        one = np.eye(3, dtype=np.float32)[labels] * self.CHAIN[..., None]
        pairs = np.einsum("nti,ntj->nij", one[:, :-1], one[:, 1:])
        found = model.score(p, scores, one, pairs, self.CHAIN)
        for row in range(2):
            expected = sum(self.score(p, scores, row, run, labels[row, run]) for run in self.runs(row))
            assert float(found[row]) == pytest.approx(float(expected), rel=1e-5)


def test_rounded_weights_are_those_that_are_written(tmp_path):
    g = np.random.default_rng(1)
    parameters = {"word": g.normal(size=(40, 64)).astype(np.float32), "first": g.normal(size=7).astype(np.float32)}
    weights = script("weights")
    weights.save(tmp_path / "weights.npz", parameters, {"a": 2, "b": 3}, [1, 2])
    found = weights.rounded(parameters)
    with np.load(tmp_path / "weights.npz") as file:
        assert np.array_equal(file["word.q"].astype(np.float32) * file["word.s"], found["word"])
        assert np.array_equal(file["first"], found["first"])
    assert np.abs(found["word"] - parameters["word"]).max() <= np.abs(parameters["word"]).max() / 127
