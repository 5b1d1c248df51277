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

from searchidx.tagging.quotation.features import ENTITY_LABELS, LABELS, quote_states
from searchidx.tagging.quotation.layout import Layout
from searchidx.tagging.quotation.network import Network

FOLDER = Path(__file__).parents[2] / "training" / "speakers"
SOURCE, CUE, CONTENT = (LABELS.index(f"B-{name}") for name in ("source", "cue", "content"))
SHAPES_OF_CRF = {"first": (3,), "last": (3,), "transitions": (3, 3)}
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


class TestCorpus:
    def test_a_file_is_a_subject_and_a_line_of_signs_parts_two_articles(self, tmp_path):
        (tmp_path / "harbours.txt").write_text("A quay\n\nIt is long.\n===\nA crane\n\nIt is tall.\n", "utf-8")
        found = script("corpus").from_plain(tmp_path)
        assert [[word for word in one.words if word.isalpha()] for one in found["harbours"]] == [
            ["A", "quay", "It", "is", "long"],
            ["A", "crane", "It", "is", "tall"],
        ]
        assert not any(label for one in found["harbours"] for label in one.labels + one.entities)

    def test_passages_are_strung_together_with_line_breaks_between(self):
        passages = [sequence([f"w{number}"] * 100) for number in range(5)]
        strung = script("corpus").joined(passages, random.Random(1))
        assert sum(s.words.count("\n\n") for s in strung) == 5
        assert all(len(s.words) <= script("corpus").LENGTH for s in strung)

    def test_the_vocabulary_is_numbered_by_frequency_from_two_on(self):
        words = ["b", "a", "a", "\n", "c", "b", "a"]
        assert script("corpus").vocabulary_of([sequence(words)], 2) == {"a": 2, "b": 3}


@pytest.fixture
def windows():
    pytest.importorskip("torch", reason="only training needs torch")
    return script("windows")


class TestWindows:
    """Needs torch, as only training does."""

    def test_windows_hold_every_token_once_in_order(self, windows):
        words = ["word", "other", "\n"] * 300
        labels = [CONTENT, CONTENT + 1, 0] * 300
        found = windows.Windows({"word": 2}).of([sequence(words, labels)])
        assert [word for window in found for word in window.words] == words
        assert [label for window in found for label in window.labels.tolist()] == labels
        assert all(len(window.words) <= script("corpus").LENGTH for window in found)

    def test_a_window_ends_at_a_line_break_where_it_can(self, windows):
        words = (["word"] * 99 + ["\n"]) * 5
        found = windows.Windows({}).of([sequence(words)])
        assert [len(window.words) for window in found] == [200, 200, 100]

    def test_a_batch_is_padded_with_zeros(self, windows):
        found = windows.Windows({"word": 2}).of([sequence(["word"] * 3, [CUE] * 3), sequence(["word"])])
        batch = windows.stacked(found)
        assert batch.length.tolist() == [3, 1]
        assert batch.ids[..., 0].tolist() == [[2, 2, 2], [2, 0, 0]]
        assert batch.labels.tolist() == [[CUE] * 3, [0] * 3]


class TestLoss:
    """The sums over label sequences, against sums over each and every sequence. Needs torch, as only training does."""

    CHAIN = np.array([[1, 1, 0, 0, 1, 1, 1], [0, 1, 0, 1, 1, 0, 0]], bool)

    @pytest.fixture
    def crf(self):
        torch = pytest.importorskip("torch", reason="only training needs torch")
        g = torch.Generator().manual_seed(1)
        k = 3
        p = {name: torch.randn(shape, generator=g) for name, shape in SHAPES_OF_CRF.items()}
        return script("crf"), p, torch.randn(2, 7, k, generator=g), torch.from_numpy(self.CHAIN)

    def runs(self, row):
        return [
            [at for at, _ in group]
            for on, group in itertools.groupby(enumerate(self.CHAIN[row]), key=lambda item: item[1])
            if on
        ]

    def score(self, p, scores, row, run, labels):
        total = p["first"][labels[0]] + p["last"][labels[-1]]
        total = total + sum(scores[row, at, label] for at, label in zip(run, labels, strict=True))
        return float(total + sum(p["transitions"][a, b] for a, b in itertools.pairwise(labels)))

    def test_the_partition_sums_over_all_sequences_of_each_paragraph(self, crf):
        module, p, scores, chain = crf
        found = module.log_partition(scores, p["transitions"].expand(2, 3, 3), p["first"], p["last"], chain)
        for row in range(2):
            expected = 0.0
            for run in self.runs(row):
                sequences = itertools.product(range(3), repeat=len(run))
                expected += np.logaddexp.reduce([self.score(p, scores, row, run, labels) for labels in sequences])
            assert float(found[row]) == pytest.approx(float(expected), rel=1e-5)

    def test_the_score_of_an_annotated_sequence_is_the_sum_over_its_paragraphs(self, crf):
        module, p, scores, chain = crf
        labels = np.random.default_rng(2).integers(0, 3, (2, 7))
        one = np.eye(3, dtype=np.float32)[labels] * self.CHAIN[..., None]
        pairs = np.einsum("nti,ntj->nij", one[:, :-1], one[:, 1:])
        given = (type(scores)(array) for array in (one, pairs))
        found = module.expected_score(scores, p["transitions"], p["first"], p["last"], *given, chain)
        for row in range(2):
            expected = sum(self.score(p, scores, row, run, labels[row, run]) for run in self.runs(row))
            assert float(found[row]) == pytest.approx(float(expected), rel=1e-5)


def test_the_network_that_is_trained_and_the_one_that_tags_give_the_same_scores(tmp_path, windows):
    torch = pytest.importorskip("torch", reason="only training needs torch")
    torch.manual_seed(1)
    vocabulary = {"said": 2, "the": 3}
    trained = script("network").Network(4, 16, [1, 2], dropout=0.1).eval()
    parameters = {name: value.numpy() for name, value in trained.state_dict().items()}
    script("weights").save(tmp_path / "weights.npz", parameters, vocabulary, [1, 2])
    tagging = Network((tmp_path / "weights.npz").read_bytes())
    trained.load_state_dict({name: torch.tensor(value) for name, value in tagging.weights.items()})
    text = "“The pier is shut,” the mayor said.\n\nNobody asked."
    tokens = tagging.tokens(text)
    words = [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    states = quote_states(Layout(text), list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)))
    one = script("corpus").Sequence("test", words, states, [0] * len(words), [0] * len(words), True)
    batch = windows.stacked(windows.Windows(vocabulary).of([one]))
    with torch.no_grad():
        labels, entities = trained.scores(batch)
    expected = tagging.scores(tokens.forms, np.array(states, np.uint8))
    assert np.allclose(np.concatenate([labels[0].T, entities[0].T]), expected, atol=1e-4)


def test_written_weights_are_near_those_given(tmp_path):
    g = np.random.default_rng(1)
    parameters = {"word": g.normal(size=(40, 64)).astype(np.float32), "first": g.normal(size=7).astype(np.float32)}
    script("weights").save(tmp_path / "weights.npz", parameters, {"a": 2, "b": 3}, [1, 2])
    with np.load(tmp_path / "weights.npz") as file:
        found = file["word.q"].astype(np.float32) * file["word.s"]
        assert np.array_equal(file["first"], parameters["first"])
    assert np.abs(found - parameters["word"]).max() <= np.abs(parameters["word"]).max() / 127
