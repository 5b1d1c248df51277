"""The lexicon that ships: well formed, and over the topics that matter."""

from __future__ import annotations

import re

from benchmarks.topics import measure, own_items
from searchidx.tagging.topic.lexicon import lexicon_for
from searchidx.tagging.topic.publisher import declared
from searchidx.taxonomy import PATTERN, media_topics


def test_every_pattern_is_well_formed() -> None:
    assert [pattern for pattern in lexicon_for(None).patterns if not re.fullmatch(PATTERN, pattern)] == []


def test_every_top_level_has_strong_words_and_narrower_topics_are_many() -> None:
    taxonomy = media_topics()
    listed = {id for patterns in lexicon_for(None).listed.values() for id, _ in patterns}
    assert {taxonomy.path(id)[0] for id in listed} == set(taxonomy.children())
    assert len([id for id in listed if len(taxonomy.path(id)) > 1]) >= 150


def test_sections_of_publishers_are_known() -> None:
    assert list(declared("World > Politics")) == ["medtop:11000000"]
    assert list(declared("Sci/Tech")) == ["medtop:13000000"]
    assert list(declared(url="https://example.org/sport/cricket/a-headline")) == ["medtop:15000000", "medtop:20000888"]
    assert list(declared(url="https://example.org/news/uk-politics-63912345")) == ["medtop:11000000"]
    assert declared("Front page", ["Anna Schmidt"], "https://example.org/a-headline") == {}


def test_items_of_our_own_get_their_main_topic() -> None:
    figures = measure(own_items())
    assert figures["accuracy"] >= 0.82
    assert figures["macro-F1"] >= 0.82
    assert figures["without topic"] <= 0.08
