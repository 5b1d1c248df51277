"""Why a passage has its tags: the evidence for each, from the article as it was indexed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import searchidx
from searchidx import Index, Passage
from searchidx.errors import QueryError
from tests.cli.conftest import Run, ask, index_of_seeds, run  # noqa: F401  (fixtures)

STORY = """\
Title: Parliament votes on the election law
Section: Politics

The parliament passed the election law on Monday, with the votes of the opposition party and two ministers.

“The voters waited long enough for this ballot,” said Amina Okafor, the minister of justice. NATO declined to comment.
"""
TAXONOMY = "topics:\n  ballots: {label: Ballots, parent: politics, patterns: [election law!, ballot!]}\n"


@pytest.fixture
def told(tmp_path: Path, engine: str) -> Index:
    (tmp_path / "topics.yaml").write_text(TAXONOMY)
    index = searchidx.open(tmp_path / "index", create=True, engine=engine, taxonomy=tmp_path / "topics.yaml")
    index.add([searchidx.read(STORY)])
    return index


def test_every_tag_has_its_evidence(told: Index) -> None:
    (hit,) = told.search("ballot")
    passage = hit.passage
    found = told.explain(passage.id)
    assert found.passage == passage
    assert found.current
    (quotation,) = [one for one in found.quotations if one.speaker == "Amina Okafor"]
    assert quotation.rule and 0 < quotation.confidence <= 1
    assert quotation.cue and found.article.text[slice(*quotation.cue)] == "said"
    assert [one.name for one in found.organizations] == list(passage.organizations)
    assert {one.name: one.evidence for one in found.organizations}["NATO"] == ("table",)
    assert [one.id for one in (*found.topics, *found.own_topics)] == list(passage.topics)
    assert any("section:Politics" in one.evidence for one in found.topics)


def test_the_index_is_explained_by_what_it_was_built_with(told: Index) -> None:
    (hit,) = told.search("ballot")
    (own,) = [one for one in told.explain(hit.passage.id).topics if one.id == "ballots"]
    assert "word:ballot" in own.evidence


def test_every_passage_of_the_samples_is_explained(seeds: Path, tmp_path: Path) -> None:
    with searchidx.open(tmp_path / "index", create=True) as index:
        index.update([seeds], exclude=["README.md"])
        for passage in list(index.export())[::5]:
            found = index.explain(passage.id)
            assert found.current, passage.id
            assert found.quotations == tuple(passage.quotations)
            assert [one.id for one in (*found.topics, *found.own_topics)] == list(passage.topics)
            assert all(one.evidence for one in (*found.topics, *found.own_topics, *found.organizations))


def test_a_topic_of_one_passage_alone_is_told_apart(index: Index) -> None:
    text = (
        "The parliament passed the election law after the prime minister lost a no-confidence vote. The opposition "
        "party said that voters and lawmakers wanted a ballot, and the senate agreed with the coalition government."
    )
    match = (
        "The striker scored twice in the football match, and the goalkeeper saved a penalty for the league champions. "
    )
    article = searchidx.read("A long day\n\n" + "\n\n".join([match * 3] * 5 + [text]))
    index.add([replace(article, language="en")])
    (hit,) = index.search("parliament")
    found = index.explain(hit.passage.id)
    politics = index.taxonomy.resolve("politics")
    assert [one.top for one in found.own_topics] == [politics]
    assert politics not in {one.top for one in found.topics}


def test_a_passage_that_is_not_there(told: Index) -> None:
    with pytest.raises(QueryError, match='there is no passage "nowhere-0"'):
        told.explain("nowhere-0")


def test_passages_added_without_their_article_cannot_be_explained(index: Index) -> None:
    index.add_passages([Passage("a-0", "a", "one river", organizations=("Harbour Board",))])
    with pytest.raises(QueryError, match="without its article"):
        index.explain("a-0")


def test_a_passage_that_its_article_does_not_hold_cannot_be_explained(told: Index) -> None:
    (hit,) = told.search("ballot")
    told.add_passages([replace(hit.passage, id="other-0", text="another text")])
    with pytest.raises(QueryError, match="without its article"):
        told.explain("other-0")


def test_tags_that_another_version_gave_are_noticed(told: Index) -> None:
    (hit,) = told.search("ballot")
    told.add_passages([replace(hit.passage, organizations=("Harbour Board",))])
    assert not told.explain(hit.passage.id).current


def test_the_command_prints_the_reasons(ask: Run) -> None:  # noqa: F811
    id = ask("search", "--speaker", "Ilse van der Meer", "chart", "-f", "ids").lines[0]
    shown = ask("explain", id)
    assert (shown.status, shown.err) == (0, "")
    assert "Ilse van der Meer" in shown.out
    assert "cue: said" in shown.out
    found = ask("explain", id, "--json").json
    assert found["version"] == 1 and found["passage"]["id"] == id and found["current"] is True
    for one in (*found["topics"], *found["organizations"]):
        assert one["evidence"][0] in " ".join(shown.out.split())


def test_the_command_says_what_is_wrong(ask: Run, run: Run) -> None:  # noqa: F811
    ran = ask("explain", "nowhere-0")
    assert (ran.status, ran.out) == (2, "")
    assert 'there is no passage "nowhere-0"' in ran.err
    with searchidx.open("index", create=True) as index:
        index.add([searchidx.read(STORY)])
        (hit,) = index.search("ballot")
        index.add_passages([replace(hit.passage, speakers=("Petr Novák",))])
    ran = run("explain", hit.passage.id)
    assert ran.status == 0
    assert "--rebuild" in ran.err
    assert json.loads(run("explain", hit.passage.id, "--json").out)["current"] is False
