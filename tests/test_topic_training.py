"""A model of topics that an index learns from its own articles, and is built anew with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import searchidx
from searchidx import Article, Index
from searchidx.errors import IndexDamagedError
from searchidx.opening import rebuild
from searchidx.tagging.topic.model import TopicModelError
from tests.cli.conftest import Run, run  # noqa: F401  (a fixture)

SPORT = "medtop:15000000"
KINDS = (
    "The striker scored two goals in the football match; the coach praised gronk and the goalkeeper of team{0}.",
    "The hospital vaccinated patients against measles; the doctor and the nurse spoke of plim in room{0}.",
)
UNCLEAR = Article("unclear", "A striker in hospital: gronk, gronk and gronk.", title="Gronk", language="en")


def articles(count: int = 60) -> Iterator[Article]:
    """Articles of two kinds, with a word that only these have, and one in which that word decides."""
    for number in range(count):
        for kind, text in enumerate(KINDS):
            yield Article(f"{kind}-{number}", text.format(number), title=f"Day {number}", language="en")
    yield UNCLEAR


def fill(index: Index) -> int:
    return index.add(articles())


def reasons(index: Index) -> str:
    """The evidence for what the unclear article is about."""
    (passage,) = index.passages_of("unclear")
    return " ".join(word for topic in index.explain(passage.id).topics for word in topic.evidence)


@pytest.fixture
def filled(index: Index) -> Index:
    fill(index)
    return index


def test_what_is_learned_is_used_once_the_index_is_built_anew(filled: Index) -> None:
    seen: list[int] = []
    model = filled.train_topics(on_progress=seen.append)
    assert SPORT in model.topics
    assert "gronk" in model.vocabulary
    assert seen[-1] == 121
    assert "model:gronk" not in reasons(filled)  # what is tagged stays as it is, and so does what is added
    assert filled.add([UNCLEAR]) == 1
    assert "model:gronk" not in reasons(filled)
    rebuild(filled.path, fill)
    with searchidx.open(filled.path) as anew:
        assert anew.settings.topic_model
        assert "model:gronk" in reasons(anew)
        assert anew.check().sound


def test_it_stays_from_rebuild_to_rebuild_until_it_is_left_out(filled: Index) -> None:
    filled.train_topics()
    for _ in range(2):
        rebuild(filled.path, fill)
        with searchidx.open(filled.path) as anew:
            assert "model:gronk" in reasons(anew)
            assert anew.add([UNCLEAR]) == 1
            assert "model:gronk" in reasons(anew)
    rebuild(filled.path, fill, topic_model=False)
    with searchidx.open(filled.path) as anew:
        assert not anew.settings.topic_model
        assert "model:gronk" not in reasons(anew)


def test_a_rebuild_that_fails_keeps_what_was_learned(filled: Index) -> None:
    filled.train_topics()
    with pytest.raises(ZeroDivisionError):
        rebuild(filled.path, lambda _: 1 // 0)
    rebuild(filled.path, fill)
    with searchidx.open(filled.path) as anew:
        assert "model:gronk" in reasons(anew)


def test_too_few_articles_teach_nothing(index: Index) -> None:
    index.add(articles(3))
    with pytest.raises(TopicModelError, match="index more articles first"):
        index.train_topics()
    assert not list(index.path.rglob("topics*"))


def test_articles_in_other_languages_teach_nothing(index: Index) -> None:
    index.add(Article(**{**vars(one), "language": "de"}) for one in articles())
    with pytest.raises(TopicModelError, match="of 0 texts"):
        index.train_topics()


def test_topics_of_ones_own_are_learned(tmp_path: Path, engine: str) -> None:
    (tmp_path / "own.yaml").write_text(
        "extends: nothing\ntopics:\n  pitch: [striker!, goal!]\n  ward: [doctor!, nurse!]\n"
    )
    with searchidx.open(tmp_path / "index", create=True, engine=engine, taxonomy=tmp_path / "own.yaml") as index:
        fill(index)
        assert set(index.train_topics().topics) == {"pitch", "ward"}


def test_a_damaged_model_is_noticed(filled: Index) -> None:
    filled.train_topics()
    rebuild(filled.path, fill)
    (model,) = filled.path.rglob("topics.npz")
    model.write_bytes(b"nothing")
    with searchidx.open(filled.path) as anew:
        assert anew.search("gronk").total_articles == 61  # a search needs no model
        with pytest.raises(IndexDamagedError, match="--no-topic-model"):
            anew.add([UNCLEAR])
    rebuild(filled.path, fill, topic_model=False)


def test_the_command(run: Run) -> None:  # noqa: F811
    lines = [f'{{"id": "{one.id}", "title": "{one.title}", "text": "{one.text}"}}' for one in articles()]
    Path("news.jsonl").write_text("\n".join(lines))
    assert run("index", "news.jsonl").status == 0
    ran = run("topics", "train", "--json")
    assert ran.status == 0
    assert ran.json["topics"] == ["health", "sport"]
    assert ran.json["articles"] >= 100
    assert "--rebuild" in ran.err
    assert run("index", "news.jsonl", "--rebuild").status == 0
    (id,) = [one for one in run("search", "hospital gronk", "-f", "ids").lines if one.startswith("unclear")]
    assert "model:gronk" in run("explain", id).out
    assert run("index", "news.jsonl", "--rebuild", "--no-topic-model").status == 0
    assert "model:gronk" not in run("explain", id).out
    refused = run("index", "news.jsonl", "--no-topic-model")
    assert refused.status == 2
    assert "add --rebuild" in refused.err


def test_the_command_says_what_is_wrong(run: Run) -> None:  # noqa: F811
    assert run("topics", "train").status == 2
    Path("one.txt").write_text("A day\n\nThe parliament met on Monday, and nobody came to hear it.\n")
    assert run("index", "one.txt").status == 0
    ran = run("topics", "train")
    assert (ran.status, ran.out) == (2, "")
    assert "index more articles first" in ran.err
