"""What texts are about, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.model import Topic
from searchidx.tagging.topic import passage_topics, topics
from searchidx.taxonomy import Taxonomy, media_topics

ELECTION = (
    "Voters in Arnland go to the polls on Sunday to elect a new parliament. Prime Minister Ilse Varga told them that "
    "her coalition would keep its majority; the opposition promised to repeal the election law on its first day."
)
FINAL = (
    "Port Ferris won the cup on penalties after a goalless final. Goalkeeper Anto Brekke saved twice and the captain "
    "lifted the trophy in front of 40,000 fans at the stadium."
)


def slugs(found: list[Topic]) -> list[str]:
    return [media_topics().slug(topic.id) for topic in found]


def tops(found: list[Topic]) -> list[str]:
    return [media_topics().slug(topic.top) for topic in found]


@pytest.mark.parametrize(
    ("title", "text", "top"),
    [
        ("Arnland votes", ELECTION, "politics"),
        ("Brekke the hero", FINAL, "sport"),
        (
            "Toll rises after quake",
            "Rescuers pulled eleven survivors from the rubble a day after an earthquake of magnitude 6.8 struck the "
            "valley. Aftershocks hindered the search; the death toll stands at 214.",
            "disaster",
        ),
        (
            "Kiln Bay profits fall",
            "The retailer's quarterly profit fell by a third and its shares lost nine per cent. Analysts had expected "
            "higher revenue; the chief executive blamed inflation and weak consumer spending.",
            "economy",
        ),
        (
            "Jury clears nurse",
            "A jury acquitted the nurse of manslaughter after a trial of six weeks. The judge thanked the witnesses; "
            "prosecutors said they would not appeal.",
            "crime",
        ),
        (
            "New measles cases",
            "Doctors at the children's hospital treated fourteen patients with measles. Health officials urged parents "
            "to have their children vaccinated.",
            "health",
        ),
        (
            "Probe finds water",
            "The spacecraft's instruments found ice below the surface of the moon, scientists of the agency said. "
            "A second probe is to be launched by a new rocket.",
            "science",
        ),
        (
            "Ceasefire breaks",
            "Rebels shelled the town for a second night and troops returned fire with artillery. Both armies accuse "
            "each other of breaking the ceasefire; peacekeepers withdrew.",
            "conflict",
        ),
        (
            "A novel and its film",
            "The director of the film festival praised the actress; her performance in the adaptation of the novel "
            "had the audience in tears. The soundtrack is by the singer's own band.",
            "arts",
        ),
        (
            "Bishops meet",
            "The archbishop led prayers at the cathedral before the synod. Catholic and Orthodox priests spoke of the "
            "faith that unites their churches.",
            "religion",
        ),
        (
            "Heatwave to end",
            "The heatwave will end with thunderstorms and heavy rain on Friday, forecasters said. Temperatures reached "
            "39 degrees Celsius.",
            "weather",
        ),
        (
            "Strike at the docks",
            "Union members walked out over pay and working conditions. The strike ends on Monday, when employers and "
            "trade unions return to collective bargaining over wages.",
            "labour",
        ),
    ],
)
def test_news_of_many_kinds(title: str, text: str, top: str) -> None:
    assert tops(topics(text, title=title))[0] == top


def test_a_topic_is_as_narrow_as_the_evidence_is_clear() -> None:
    assert slugs(topics(FINAL))[0] == "sport/competition-discipline/soccer"
    assert slugs(topics(ELECTION))[0] == "politics/election"
    assert slugs(topics("Parliament met. A minister spoke, a senator answered."))[0] == "politics"


def test_every_label_says_why() -> None:
    first = topics(ELECTION, title="Arnland votes", section="Politics", keywords=["NATO", "brexit"])[0]
    assert "section:Politics" in first.evidence
    assert "keyword:brexit" in first.evidence
    assert "word:parliament*" in first.evidence
    assert 0 < first.score <= 1


def test_the_publisher_goes_before_the_words() -> None:
    assert tops(topics(FINAL, section="Business"))[0] == "economy"
    assert tops(topics(FINAL, url="https://example.org/news/health/final-of-the-cup"))[0] == "health"
    assert slugs(topics("Nothing to see.", section="Sport > Football")) == ["sport/competition-discipline/soccer"]
    assert tops(topics(FINAL, section="Local news", url="https://example.org/2026/03/cup")) == ["sport"]


@pytest.mark.parametrize("url", ["", "http://[broken", "no address", "//", "https://example.org/business"])
def test_an_address_that_says_nothing_changes_nothing(url: str) -> None:
    assert topics(FINAL, url=url) == topics(FINAL)


@pytest.mark.parametrize("text", ["", " \n", "Nothing much happened.", "He met her at the corner.", "1234 !!"])
def test_thin_evidence_gives_no_topic(text: str) -> None:
    assert topics(text) == []


def test_phrases_that_mislead_count_for_nothing() -> None:
    assert topics("It was a perfect storm, a war of words at this point, and the name of the game.") == []


def test_a_mixed_text_has_several_topics_and_three_at_most() -> None:
    found = tops(topics(FINAL + " " + ELECTION))
    assert set(found) >= {"sport", "politics"}
    everything = "election parliament, football goalkeeper, earthquake, measles vaccine, archbishop, murder trial jury"
    assert len(topics(everything)) == 3


def test_capitals_matter_where_a_name_has_them() -> None:
    assert tops(topics("The WHO warned. The WHO advised.")) == ["health"]
    assert topics("Who warned? Who advised?") == []
    assert topics("x", title="WHO KNOWS WHO WILL COME") == []


def test_a_passage_inherits_and_adds_only_what_is_far_clearer() -> None:
    article = topics(ELECTION, title="Arnland votes")
    assert passage_topics(article, "She smiled.") == article
    assert passage_topics(article, "A doctor was there, and a nurse.") == article
    added = passage_topics(article, FINAL, "The other final")
    assert added[:-1] == article
    assert slugs(added[-1:]) == ["sport/competition-discipline/soccer"]
    assert passage_topics(topics(FINAL), FINAL) == topics(FINAL)


def test_a_users_topics_are_found_beside_ours(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "topics:\n  sport: [korfball!]\n  tides:\n    parent: environment\n"
        "    patterns: [tidal lagoon!, sea-wall, bird~]\n",
        encoding="utf-8",
    )
    mine = Taxonomy.from_yaml(path)
    text = FINAL + " The stadium stands behind the sea wall of the tidal lagoon."
    assert [topic.id for topic in topics(text, taxonomy=mine)] == ["medtop:20001065", "tides"]
    assert topics(text, taxonomy=mine)[1].top == "medtop:06000000"
    assert topics(text, taxonomy=mine)[1].evidence == ("word:tidal lagoon", "word:sea wall")
    assert "word:bird" in topics("A bird sanctuary. A bird!", taxonomy=mine)[0].evidence
    assert tops(topics("Korfball! More korfball!", taxonomy=mine)) == ["sport"]
    assert topics("Korfball! More korfball!") == []


def test_a_taxonomy_of_ones_own_replaces_ours(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("extends: nothing\ntopics:\n  harbour: [quay!, dockers]\n", encoding="utf-8")
    mine = Taxonomy.from_yaml(path)
    assert [topic.id for topic in topics("Dockers on the quay. " + FINAL, section="Sport", taxonomy=mine)] == [
        "harbour"
    ]


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=30), st.text(max_size=60))
@settings(deadline=None)
def test_any_text_is_safe(text: str, title: str, section: str, url: str) -> None:
    found = topics(text, title=title, section=section, keywords=[section], url=url)
    assert len({topic.top for topic in found}) == len(found) <= 3
    for topic in found:
        assert media_topics().path(topic.id)[0] == topic.top
        assert 0 < topic.score <= 1
        assert topic.evidence
    assert topics(text, title=title, section=section, keywords=[section], url=url) == found
    assert passage_topics(found, text, title)[: len(found)] == found
