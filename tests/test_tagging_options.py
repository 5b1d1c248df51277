"""What a user may bring to the taggers: topics, organizations and how many of them are believed."""

from __future__ import annotations

from pathlib import Path

import searchidx
from searchidx import Article
from searchidx.splitting import split
from searchidx.tagging import TaggerOptions, Tags, tag
from searchidx.tagging.organization import AliasTable
from searchidx.taxonomy import Taxonomy, media_topics

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
