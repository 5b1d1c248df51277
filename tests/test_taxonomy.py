"""The hierarchy of topics, and a user's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.errors import TaxonomyError
from searchidx.taxonomy import Taxonomy, media_topics

POLITICS = "medtop:11000000"
RELATIONS = "medtop:20000638"
DIPLOMACY = "medtop:20000639"


def test_a_topic_knows_its_place() -> None:
    topics = media_topics()
    assert topics.path(DIPLOMACY) == (POLITICS, RELATIONS, DIPLOMACY)
    assert topics.slug(DIPLOMACY) == "politics/international-relations/diplomacy"
    concept = topics.get(RELATIONS)
    assert concept is not None
    assert (concept.label, concept.parent, concept.level) == ("international relations", POLITICS, 2)
    assert RELATIONS in topics.children(POLITICS)
    assert len(topics.children()) == 17


def test_an_unknown_topic_is_none_or_a_key_error() -> None:
    topics = media_topics()
    assert topics.get("medtop:0") is None
    assert "medtop:0" not in topics
    for lookup in (topics.path, topics.slug):
        with pytest.raises(KeyError):
            lookup("medtop:0")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("medtop:20000638", RELATIONS),
        ("20000638", RELATIONS),
        ("politics/international-relations", RELATIONS),
        ("  Politics / International  Relations ", RELATIONS),
        ("International relations", RELATIONS),
        ("politics/diplomacy", DIPLOMACY),
        ("labour", "medtop:09000000"),
        ("Labor", "medtop:09000000"),
        ("arts, culture, entertainment and media", "medtop:01000000"),
        ("coup d'état", "medtop:20000070"),
        ("movies", "medtop:20000005"),
        ("sport/diplomacy", None),
        ("gardening in space", None),
        ("", None),
        ("/", None),
    ],
)
def test_people_name_topics_in_their_own_way(text: str, id: str | None) -> None:
    assert media_topics().resolve(text) == id


def test_slugs_are_unique_and_lead_back() -> None:
    topics = media_topics()
    assert len({topics.slug(id) for id in topics}) == len(topics)
    assert all(topics.resolve(topics.slug(id)) == id for id in topics)


def test_a_mistyped_topic_is_suggested() -> None:
    assert "politics/international-relations/diplomacy" in media_topics().suggest("diplomcy")
    assert "politics" in media_topics().suggest("politcs")
    assert media_topics().suggest("qqqqqq") == []


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text: str) -> None:
    found = media_topics().resolve(text)
    assert found is None or found in media_topics()
    assert all(media_topics().resolve(slug) for slug in media_topics().suggest(text))


def test_reading_the_table_needs_neither_numpy_nor_yaml() -> None:
    code = (
        "import sys; from searchidx.taxonomy import media_topics; media_topics().slug('medtop:20000638');"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'yaml', 'searchidx.tagging')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_file_extends_the_media_topics(tmp_path: Path) -> None:
    topics = Taxonomy.from_yaml(
        written(
            tmp_path,
            """
topics:
  offshore-wind:
    parent: wind at sea
    label: Offshore wind farms
    patterns: [offshore wind!, turbine~, Dogger Bank]
  wind-at-sea:
    parent: environment
  cricket: [Ranji Trophy!]
""",
        )
    )
    assert topics.slug("offshore-wind") == "environment/wind-at-sea/offshore-wind"
    assert topics.resolve("Offshore wind farms") == "offshore-wind"
    assert topics.patterns["offshore-wind"] == ("offshore wind!", "turbine~", "Dogger Bank")
    assert topics.patterns["medtop:20000888"] == ("Ranji Trophy!",)
    assert topics.extends_media_topics
    assert len(topics) == len(media_topics()) + 2
    assert "offshore-wind" not in media_topics()


def test_a_users_file_can_stand_alone(tmp_path: Path) -> None:
    topics = Taxonomy.from_yaml(written(tmp_path, "extends: nothing\ntopics:\n  rail: [train, railway*]\n"))
    assert list(topics) == ["rail"]
    assert not topics.extends_media_topics


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("topics:\n  rail: [tr*]\n", 2, "is no pattern"),
        ("topics:\n  rail: [train,\n    '']\n", 3, "must be text"),
        ("topics:\n  rail: train\n", 2, "must be a mapping"),
        ("topics:\n  rail:\n    pattern: [train]\n", 3, "label, parent, patterns"),
        ("topics:\n  rail:\n    patterns: train\n", 3, "must be a list"),
        ("topics:\n  rail:\n    parent: politcs\n", 3, "did you mean politics"),
        ("topics:\n  rail: [train]\n  rail: [tram]\n", 3, "appears twice"),
        ("topics:\n  sport: [derby]\n  medtop:15000000: [derby]\n", 3, "same topic as on line 2"),
        ("topics:\n  politics:\n    parent: sport\n", 3, "keeps its place"),
        ("topics:\n  a:\n    parent: b\n  b:\n    parent: a\n", 3, "below itself"),
        ("topics:\n  two words: [train]\n", 2, "cannot be an id"),
        ("extends: iptc\ntopics: {}\n", 1, "mediatopics or nothing"),
        ("extends: nothing\n", 1, "no 'topics'"),
        ("topics:\n  rail: [train\n  tram\n", 4, "not YAML"),
        ("- rail\n", 1, "must be a mapping"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(TaxonomyError, match=rf"mine\.yaml, line {line}: .*{says}"):
        Taxonomy.from_yaml(written(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TaxonomyError, match="cannot be read"):
        Taxonomy.from_yaml(tmp_path / "missing.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"topics: \xff\xfe")
    with pytest.raises(TaxonomyError, match="not UTF-8"):
        Taxonomy.from_yaml(tmp_path / "binary.yaml")
    with pytest.raises(TaxonomyError, match="is empty"):
        Taxonomy.from_yaml(written(tmp_path, "# nothing yet\n"))
