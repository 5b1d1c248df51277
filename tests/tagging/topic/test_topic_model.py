"""A model that learns from the user's own articles."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from searchidx.tagging.topic import topics
from searchidx.tagging.topic.matching import words
from searchidx.tagging.topic.model import TopicModel, TopicModelError, apply, load, train
from searchidx.taxonomy import Taxonomy

SPORT = "medtop:15000000"
HEALTH = "medtop:07000000"


def corpus() -> list[str]:
    """Articles of three kinds; two have a word that the lexicon does not know, "gronk" and "plim"."""
    texts = []
    for number in range(80):
        texts.append(
            f"Cup final {number}\nThe striker scored two goals in the football match; the coach praised gronk and the "
            f"goalkeeper of team number{number}."
        )
        texts.append(
            f"Ward {number}\nThe hospital vaccinated patients against measles; the doctor and the nurse spoke of plim "
            f"in room number{number}."
        )
        texts.append(
            f"Shares {number}\nThe retailer's profit fell and shareholders sold shares; analysts saw number{number}."
        )
    return texts


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return train(corpus())


def test_it_learns_new_words(model: TopicModel) -> None:
    assert set(model.topics) == {SPORT, HEALTH, "medtop:04000000"}
    opinion = apply(model, words("Gronk!"))
    assert opinion.probabilities[SPORT] > 0.6
    assert opinion.words(SPORT) == ["gronk"]
    assert opinion.words("medtop:11000000") == []
    assert apply(model, words("Plim!")).probabilities[HEALTH] > 0.6


def test_a_text_without_a_known_word_has_no_opinion(model: TopicModel) -> None:
    assert apply(model, words("zzz")).probabilities == {}
    assert apply(model, []).probabilities == {}


def test_it_tips_the_balance_and_says_so(model: TopicModel) -> None:
    text = "A striker in hospital: gronk, gronk and gronk."
    without, with_model = topics(text), topics(text, model=model)
    score = {topic.top: topic.score for topic in without}
    tipped = {topic.top: topic.score for topic in with_model}
    assert tipped[SPORT] > score[SPORT]
    assert "model:gronk" in next(topic for topic in with_model if topic.top == SPORT).evidence


def test_the_same_texts_give_the_same_model(model: TopicModel) -> None:
    again = train(corpus())
    assert again.vocabulary == model.vocabulary
    assert np.array_equal(again.weights, model.weights)


def test_a_saved_model_answers_as_before(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path / "topics.npz")
    kept = load(tmp_path / "topics.npz")
    assert (kept.topics, kept.vocabulary, kept.texts) == (model.topics, model.vocabulary, model.texts)
    for text in corpus()[:4]:
        before, after = apply(model, words(text)).probabilities, apply(kept, words(text)).probabilities
        assert after == pytest.approx(before, abs=0.02)


def test_it_learns_a_users_own_topics(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "extends: nothing\ntopics:\n  games: [football!, goalkeeper!]\n  care: [nurse!, patient!]\n", encoding="utf-8"
    )
    mine = Taxonomy.from_yaml(path)
    learned = train(corpus(), taxonomy=mine)
    assert learned.topics == ("care", "games")
    assert next(iter(topics("The goalkeeper and gronk.", taxonomy=mine, model=learned))).id == "games"


def test_too_few_clear_texts_are_refused() -> None:
    with pytest.raises(TopicModelError, match=r"of 20 texts 20 have a clear topic .*at least 100"):
        train(corpus()[:20])
    with pytest.raises(TopicModelError, match="of 0 texts"):
        train([])
    with pytest.raises(TopicModelError, match="1 different"):
        train(corpus()[::3] * 2)


def test_texts_without_common_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.tagging.topic.model.LEAST_DOCUMENTS", 1000)
    with pytest.raises(TopicModelError, match="no word stands in several"):
        train(corpus())


def test_progress_is_reported() -> None:
    seen: list[int] = []
    train(corpus(), on_progress=seen.append)
    assert seen == list(range(1, 241))


def test_a_file_that_is_no_model_is_refused(model: TopicModel, tmp_path: Path) -> None:
    path = tmp_path / "topics.npz"
    with pytest.raises(TopicModelError, match="is not a topic model"):
        load(path)
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(TopicModelError, match="is not a topic model"):
        load(path)
    np.savez(path, weights=np.zeros(3))
    with pytest.raises(TopicModelError, match="is not a topic model"):
        load(path)
    model.save(path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(TopicModelError, match="is not a topic model"):
        load(path)


def test_a_newer_model_is_refused(model: TopicModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchidx.tagging.topic.model.FORMAT", 2)
    model.save(tmp_path / "topics.npz")
    monkeypatch.setattr("searchidx.tagging.topic.model.FORMAT", 1)
    with pytest.raises(TopicModelError, match="newer searchidx"):
        load(tmp_path / "topics.npz")
