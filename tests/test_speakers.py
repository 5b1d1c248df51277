"""Who speaks on a subject: counts, dates and the best quotation of each."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import datetime

import pytest

from searchidx import Index, speaking
from searchidx.errors import QueryError
from tests.cli.conftest import Run, ask, index_of_seeds, run  # noqa: F401  (fixtures)
from tests.conftest import passage

DAM = (
    passage(
        "a-0",
        "“The dam will hold,” said Okafor. “Go home.”",
        speakers=("Amina Okafor",),
        published=datetime(2026, 3, 1),
        said=(("“Go home.”", "Amina Okafor"), ("“The dam will hold,”", "Amina Okafor")),
    ),
    passage(
        "a-1",
        "“The dam was never safe,” Novák said. Okafor said the report was old.",
        ordinal=1,
        speakers=("Petr Novák", "Amina Okafor"),
        published=datetime(2026, 3, 1),
        said=(("“The dam was never safe,”", "Petr Novák"), ("the report was old", "Amina Okafor")),
    ),
    passage(
        "b-0",
        "At the dam, Okafor spoke again: “No comment.”",
        speakers=("Amina Okafor",),
        published=datetime(2026, 5, 2),
        said=(("“No comment.”", "Amina Okafor"),),
    ),
    passage("c-0", "Novák fears for the dam.", speakers=("Petr Novák",)),
    passage("d-0", "“A fair day,” Marek said.", speakers=("Petra Marek",), said=(("“A fair day,”", "Petra Marek"),)),
)


@pytest.fixture
def dam(index: Index) -> Index:
    index.add_passages(DAM)
    return index


def test_each_speaker_has_counts_dates_and_a_quotation(dam: Index) -> None:
    first, second = dam.speakers("dam")
    assert (first.speaker, first.quotations, first.passages, first.articles) == ("Amina Okafor", 4, 3, 2)
    assert (first.earliest, first.latest) == (datetime(2026, 3, 1), datetime(2026, 5, 2))
    assert (second.speaker, second.quotations, second.passages, second.articles) == ("Petr Novák", 1, 2, 2)
    assert (second.earliest, second.latest) == (datetime(2026, 3, 1), datetime(2026, 3, 1))
    assert second.quote == "“The dam was never safe,”"
    assert second.passage.id == "a-1"
    assert first.quotations_exact
    assert first.articles_exact


def test_the_quotation_shown_is_the_one_about_the_subject(dam: Index) -> None:
    (shown,) = (one for one in dam.speakers("hold dam") if one.speaker == "Amina Okafor")
    assert shown.quote == "“The dam will hold,”"


def test_who_is_quoted_nowhere_in_what_matches_is_left_out(dam: Index) -> None:
    assert [one.speaker for one in dam.speakers("fair")] == ["Petra Marek"]
    assert dam.speakers("nothing of the kind") == ()


def test_words_looked_for_in_quotations_are_said_by_that_speaker(dam: Index) -> None:
    # Okafor is quoted beside Novák, who alone says it.
    assert [one.speaker for one in dam.speakers("said:safe")] == ["Petr Novák"]
    assert [one.speaker for one in dam.speakers("said:dam", top=1)] == ["Amina Okafor"]
    assert [one.speaker for one in dam.speakers("said:never", top=1)] == ["Petr Novák"]


def test_filters_narrow_it(dam: Index) -> None:
    assert [one.speaker for one in dam.speakers("dam", where={"speaker": "Petr Novák"})] == ["Petr Novák"]
    assert [one.speaker for one in dam.speakers("dam", exclude={"speaker": "Amina Okafor"})] == ["Petr Novák"]
    (only,) = dam.speakers("dam", since="2026-04")
    assert (only.speaker, only.passages, only.quote) == ("Amina Okafor", 1, "“No comment.”")


def test_only_so_many_and_at_least_one(dam: Index) -> None:
    assert [one.speaker for one in dam.speakers(top=2)] == ["Amina Okafor", "Petr Novák"]
    with pytest.raises(QueryError, match="at least one"):
        dam.speakers(top=0)


def test_a_quotation_that_goes_on_in_the_next_passage_counts_once(index: Index) -> None:
    whole = "“We waited for the ferry all night. Nobody came.”"
    parts = whole[:36], whole[36:]
    both = [
        passage(f"a-{n}", part, ordinal=n, start=36 * n, end=36 * n + len(part), speakers=("Ana Reyes",))
        for n, part in enumerate(parts)
    ]
    quotation = passage("a-0", whole, said=((whole, "Ana Reyes"),)).quotations
    index.add_passages([type(one)(**{**vars(one), "quotations": quotation}) for one in both])
    (found,) = index.speakers()
    assert (found.quotations, found.passages) == (1, 2)
    assert found.quote in {part.strip() for part in parts}


def test_a_speaker_with_very_many_passages_is_read_only_in_part(dam: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "MOST_READ", 2)
    first, second = dam.speakers("dam")
    assert (first.passages, first.quotations_exact) == (3, False)
    assert first.quotations < 4
    assert second.quotations_exact


def test_counts_are_those_of_a_search_for_the_speaker(press: Index) -> None:
    for one in press.speakers("dam"):
        found = press.search("dam", speaker=one.speaker)
        assert (one.passages, one.articles) == (found.total_passages, found.total_articles)


def test_the_command_prints_what_the_library_finds(ask: Run) -> None:  # noqa: F811
    shown = ask("speakers", "river", "-n", 3)
    found = ask("speakers", "river", "-n", 3, "--json").json["speakers"]
    assert shown.status == 0
    assert [line for line in shown.lines if line and not line.startswith(" ")] == [one["speaker"] for one in found]
    for one in found:
        assert f"{one['quotations']} quotation" in shown.out
        assert one["quote"].split(" … ")[0] in one["passage"]["text"].replace("\n", " ")
    listed = [json.loads(line) for line in ask("speakers", "river", "-n", 3, "-f", "jsonl").lines]
    assert listed == found
    rows = list(csv.DictReader(io.StringIO(ask("speakers", "river", "-n", 3, "-f", "csv").out)))
    assert [(row["speaker"], row["passage_id"]) for row in rows] == [(o["speaker"], o["passage"]["id"]) for o in found]
    assert ask("speakers", "river", "-n", 3, "-f", "ids").lines == [one["speaker"] for one in found]
    exported = map(json.loads, ask("export", "river").lines)
    counts = Counter(name for one in exported for name in one["speakers"])
    assert [one["passages"] for one in found] == [counts[one["speaker"]] for one in found]


def test_a_subject_nobody_speaks_on(ask: Run) -> None:  # noqa: F811
    ran = ask("speakers", "zeppelins")
    assert (ran.status, ran.out) == (1, "")
    assert "nobody found" in ran.err
