"""What a user may bring to the taggers: topics, organizations and how many of them are believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import searchidx
from searchidx import Article, Index
from searchidx.errors import IndexDamagedError, StoreError, TaxonomyError
from searchidx.opening import rebuild
from searchidx.splitting import split
from searchidx.tagging import TaggerOptions, Tags, tag, tags
from searchidx.tagging.organization import AliasTable, Recall
from searchidx.taxonomy import Taxonomy, media_topics
from tests.cli.conftest import Run, run  # noqa: F401  (a fixture)

TAXONOMY = """\
topics:
  offshore-wind:
    label: Offshore wind
    parent: environment
    patterns: [wind farm!, turbine, Skerry Bank!]
"""
ORGANIZATIONS = """\
- name: Halm Rowers
  kind: club
  aliases: [Halm Boat House]
"""
RECALLS: tuple[Recall, ...] = ("normal", "high")
STORY = """\
Wind farm off Halm gets its last turbine

The wind farm at Skerry Bank got its last turbine on Monday. The turbines will feed 40,000 homes, and the wind farm
paid for a boat that Halm Boat House will use. Turbine crews from Skerry Bank rowed it home.
"""


def story(language: str | None = "en") -> Article:
    article = searchidx.read(STORY)
    return Article(**{**vars(article), "language": language})


def test_a_passage_has_its_own_topics_where_its_article_has_none() -> None:
    text = (
        "The parliament passed the election law after the prime minister lost a no-confidence vote. The opposition "
        "party said that voters and lawmakers wanted a ballot, and the senate agreed with the coalition government."
    )
    article = searchidx.read(f"A day in June\n\n{text}")
    (passage,) = tag(article, split(article), Tags())
    assert "medtop:11000000" in {id for topic in passage.topics for id in media_topics().path(topic)}


def test_an_article_in_another_language_is_left_untagged() -> None:
    found = searchidx.passages(story("de"))
    assert all(not (one.topics or one.organizations or one.quotations or one.speakers) for one in found)


def test_options_reach_every_passage(tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text(TAXONOMY)
    (tmp_path / "names.yaml").write_text(ORGANIZATIONS)
    options = TaggerOptions(
        taxonomy=Taxonomy.from_yaml(tmp_path / "topics.yaml"), aliases=AliasTable.load(tmp_path / "names.yaml")
    )
    (plain,) = searchidx.passages(story())
    (own,) = searchidx.passages(story(), options)
    assert "offshore-wind" in own.topics
    assert "offshore-wind" not in plain.topics
    assert "Halm Rowers" in own.organizations
    assert "Halm Rowers" not in plain.organizations


# Kept with an index


@pytest.fixture
def own(tmp_path: Path) -> dict[str, Any]:
    """Files of a user's own, as `searchidx.open` takes them."""
    (tmp_path / "topics.yaml").write_text(TAXONOMY)
    (tmp_path / "names.yaml").write_text(ORGANIZATIONS)
    return {"taxonomy": tmp_path / "topics.yaml", "organizations": tmp_path / "names.yaml", "recall": "high"}


@pytest.fixture
def built(tmp_path: Path, own: dict[str, Any], engine: str) -> Path:
    """An index built with them."""
    with searchidx.open(tmp_path / "index", create=True, engine=engine, **own) as index:
        index.add([story()])
    return tmp_path / "index"


def test_an_index_keeps_what_it_was_built_with(built: Path, own: dict[str, Any]) -> None:
    for name in ("taxonomy", "organizations"):
        own[name].unlink()
    with searchidx.open(built) as index:
        assert index.settings.recall == "high"
        index.add([Article(**{**vars(story()), "id": "another"})])
        assert index.search("turbine", topic="offshore-wind", organization="Halm Rowers").total_articles == 2


def test_its_topics_have_their_labels_slugs_and_places(built: Path) -> None:
    with searchidx.open(built) as index:
        for name in ("Offshore wind", "environment/offshore-wind", "offshore-wind", "environment"):
            found = index.search("*", topic=name)
            assert (found.total_articles, found.diagnostics) == (1, ()), name
        assert index.search("topic:offshore").total_articles == 1
        (facet,) = index.facets("*", by="topic")
        (value,) = (value for value in facet.values if value.value == "offshore-wind")
        assert (value.label, value.parent, value.level) == ("Offshore wind", index.taxonomy.resolve("environment"), 2)
        assert [one.value for one in index.suggest("offsh", "topic")] == ["offshore-wind"]


def test_the_same_files_may_be_named_again(built: Path, own: dict[str, Any]) -> None:
    with searchidx.open(built, create=True, **own) as index:
        assert index.search("*", topic="offshore-wind").total_articles == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"taxonomy": ""}, "--taxonomy"),
        ({"organizations": ""}, "--organizations"),
        ({"recall": "normal"}, "--recall"),
    ],
)
def test_an_index_refuses_others(built: Path, change: dict[str, Any], named: str) -> None:
    with pytest.raises(StoreError, match=rf"another {named}.*--rebuild"):
        searchidx.open(built, create=True, **change)


def test_a_file_that_has_changed_since_is_refused(built: Path, own: dict[str, Any]) -> None:
    own["taxonomy"].write_text(TAXONOMY.replace("turbine", "rotor"))
    with pytest.raises(StoreError, match="--rebuild"):
        searchidx.open(built, **own)


def fill(index: Index) -> int:
    return index.add([story()])


def test_a_rebuild_keeps_them_changes_them_or_goes_back_to_ours(built: Path, own: dict[str, Any]) -> None:
    rebuild(built, fill)
    with searchidx.open(built) as index:
        assert index.search("*", topic="offshore-wind", organization="Halm Rowers").total_articles == 1
    own["taxonomy"].write_text(TAXONOMY.replace("offshore-wind:", "sea-wind:"))
    rebuild(built, fill, taxonomy=own["taxonomy"])
    with searchidx.open(built) as index:
        assert index.search("*", topic="sea-wind", organization="Halm Rowers").total_articles == 1
    rebuild(built, fill, taxonomy="", organizations="", recall="normal")
    with searchidx.open(built) as index:
        assert (index.settings.taxonomy, index.settings.organizations, index.settings.recall) == (None, None, "normal")
        assert index.taxonomy is media_topics()
        assert not index.search("*", topic="sea-wind").total_articles


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("taxonomy", "topics:\n  wind:\n    parents: environment\n", "line 3: 'parents' is not known"),
        ("taxonomy", "topics: [\n", "line 2: not YAML"),
        ("organizations", "- name: Halm Rowers\n  kind: bakery\n", "unknown kind 'bakery'"),
        ("organizations", "- name: A\n- name: A\n", ":2: 'A' is already on line 1"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line_before_anything_is_made(
    tmp_path: Path, name: str, text: str, line: str
) -> None:
    path, folder = tmp_path / "own.yaml", tmp_path / "index"
    path.write_text(text)
    for make in (lambda **own: searchidx.open(folder, create=True, **own), lambda **own: rebuild(folder, fill, **own)):
        with pytest.raises(TaxonomyError) as refused:
            make(**{name: path})
        assert str(path) in str(refused.value) and line in str(refused.value)
        assert not folder.exists()


@pytest.mark.parametrize("name", ["taxonomy", "organizations"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TaxonomyError, match=r"none\.yaml cannot be read: No such file"):
        searchidx.open(tmp_path / "index", create=True, **{name: tmp_path / "none.yaml"})
    (tmp_path / "latin.yaml").write_bytes("- name: Café".encode("latin-1"))
    with pytest.raises(TaxonomyError, match="not UTF-8"):
        searchidx.open(tmp_path / "index", create=True, **{name: tmp_path / "latin.yaml"})


def test_an_unknown_recall_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match='"normal" or "high", not "all"'):
        searchidx.open(tmp_path / "index", create=True, recall="all")  # type: ignore[arg-type]


def test_settings_without_them_are_read_and_damaged_ones_noticed(built: Path) -> None:
    path = built / "searchidx.json"
    written = json.loads(path.read_text())
    plain = {name: value for name, value in written.items() if name not in ("organizations", "recall", "taxonomy")}
    path.write_text(json.dumps(plain))
    with searchidx.open(built) as index:
        assert index.settings.recall == "normal"
    path.write_text(json.dumps({**written, "recall": "all"}))
    with pytest.raises(IndexDamagedError, match="--rebuild"):
        searchidx.open(built)


def test_more_organizations_are_believed_where_recall_is_high() -> None:
    weak = (
        "The Kovanta deal was closed in May.",
        "He left Kovanta in March.",
        "Kovanta sold two ships to Tessaly.",
        "Osprey Dahl opened a plant in Gdansk.",
    )
    articles = [Article("a", text, language="en") for text in weak]
    normal, high = (
        {one.name for article in articles for one in tags(article, TaggerOptions(recall=recall)).organizations}
        for recall in RECALLS
    )
    assert normal < high


# From the command line


def test_the_command_keeps_them_and_shows_their_labels(run: Run, own: dict[str, Any]) -> None:  # noqa: F811
    Path("story.txt").write_text(STORY)
    assert run("index", "story.txt", "--taxonomy", own["taxonomy"], "--recall", "high").status == 0
    Path("second.txt").write_text(STORY.replace("Monday", "Friday"))
    assert run("index", "second.txt").status == 0
    found = run("search", "--topic", "environment/offshore-wind", "--no-collapse", "--format", "ids")
    assert len(found.lines) == 2
    assert "Offshore wind" in run("show", found.lines[0]).out
    assert "Offshore wind" in run("facets", "--by", "topic").out
    completed = run(_SEARCHIDX_COMPLETE="complete_bash", COMP_WORDS="searchidx\nsearch\n--topic\noffsh", COMP_CWORD="3")
    assert completed.lines == ["environment/offshore-wind"]


def test_the_command_refuses_other_choices_and_wrong_files(run: Run, own: dict[str, Any]) -> None:  # noqa: F811
    Path("story.txt").write_text(STORY)
    Path("wrong.yaml").write_text("topics:\n  wind:\n    label: [a]\n")
    ran = run("index", "story.txt", "--taxonomy", "wrong.yaml")
    assert (ran.status, ran.out, Path("index").exists()) == (2, "", False)
    assert "wrong.yaml, line 3: a label must be text" in ran.err
    assert run("index", "story.txt").status == 0
    ran = run("index", "story.txt", "--organizations", own["organizations"])
    assert ran.status == 2
    assert "another --organizations" in ran.err and "--rebuild" in ran.err
    assert run("index", "story.txt", "--organizations", own["organizations"], "--rebuild").status == 0
    assert run("search", "--organization", "Halm Rowers").status == 0
    assert run("index", "story.txt", "--organizations", "", "--rebuild").status == 0
    assert run("search", "--organization", "Halm Rowers").status == 1


def test_a_taxonomy_that_was_damaged_in_the_settings_is_noticed_and_replaced(built: Path, own: dict[str, Any]) -> None:
    path = built / "searchidx.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "taxonomy": "topics: none"}))
    with pytest.raises(IndexDamagedError, match=rf"{built}.*--rebuild --taxonomy"):
        searchidx.open(built)
    rebuild(built, fill, taxonomy=own["taxonomy"])
    with searchidx.open(built) as index:
        assert index.search("*", topic="offshore-wind").total_articles == 1
