"""searchidx search, facets, export, show: what they print is what the library answers, in every form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

import searchidx
from searchidx import Index
from searchidx.records import as_json
from tests.cli.conftest import Ran, Run

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "results.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def index(index_of_seeds: Path) -> Index:
    return searchidx.open(index_of_seeds)


def ids(ran: Ran) -> list[str]:
    return [hit["passage"]["id"] for hit in ran.json["hits"]]


def rows(ran: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran.out)))


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["river"], 0),
        (["zyzzyva"], 1),
        (["zyzzyva river"], 0),
        (["river", "--limit", "2", "--sort", "date", "--facet", "publisher"], 0),
        (["river", "--group", "article", "--no-facets"], 0),
        (["river", "--speaker", "Nobody Known"], 1),
        (["(river"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_json_is_json_and_valid_whatever_is_found(ask: Run, arguments: list[str], status: int) -> None:
    ran = ask("search", *arguments, "--json")
    assert ran.status == status
    jsonschema.Draft202012Validator(SCHEMA).validate(ran.json)


def test_every_form_tells_the_same(ask: Run, index: Index) -> None:
    expected = [hit.passage for hit in index.search("river", limit=7, collapse=True).hits]
    assert len(expected) == 7
    assert ids(ask("search", "river", "-n", 7, "--json")) == [passage.id for passage in expected]
    assert ask("search", "river", "-n", 7, "-f", "json").json["hits"] == [
        as_json(hit) for hit in index.search("river", limit=7, collapse=True).hits
    ]
    assert ask("search", "river", "-n", 7, "-f", "ids").lines == [passage.id for passage in expected]
    hits = [json.loads(line) for line in ask("search", "river", "-n", 7, "-f", "jsonl").lines]
    assert [hit["passage"] for hit in hits] == [as_json(passage) for passage in expected]
    table = rows(ask("search", "river", "-n", 7, "-f", "csv"))
    assert [(row["id"], row["text"]) for row in table] == [(passage.id, passage.text) for passage in expected]
    assert [row["speakers"] for row in table] == ["; ".join(passage.speakers) for passage in expected]
    shown = ask("search", "river", "-n", 7).lines
    assert [line.split()[0] for line in shown if line.strip().startswith(tuple(p.id for p in expected))] == [
        passage.id for passage in expected
    ]


@pytest.mark.parametrize(
    ("options", "arguments"),
    [
        (["--speaker", "Ilse van der Meer"], {"where": {"speaker": "Ilse van der Meer"}}),
        (["--speaker", "Petra Marek", "--speaker", "Thabo"], {"where": {"speaker": ["Petra Marek", "Thabo"]}}),
        (["--organization", "Drosten University"], {"where": {"organization": "Drosten University"}}),
        (["--topic", "health"], {"where": {"topic": "medtop:07000000"}}),
        (["--publisher", "Lowland Wire"], {"where": {"publisher": "Lowland Wire"}}),
        (["--author", "Marit Halloran"], {"where": {"author": "Marit Halloran"}}),
        (["--language", "en"], {"where": {"language": "en"}}),
        (["--not-speaker", "Ilse van der Meer"], {"exclude": {"speaker": "Ilse van der Meer"}}),
        (["--not-publisher", "Lowland Wire"], {"exclude": {"publisher": "Lowland Wire"}}),
        (["--not-topic", "health", "--not-topic", "sport"], {"exclude": {"topic": ["health", "sport"]}}),
        (["--since", "2026-07", "--until", "2026-08-04"], {"since": "2026-07", "until": "2026-08-04"}),
        (["--match", "any"], {"match": "any"}),
        (["--sort", "date"], {"sort": "date"}),
        (["--sort", "-date"], {"sort": "-date"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_every_option_narrows_or_orders_as_the_library_does(
    ask: Run, index: Index, options: list[str], arguments: dict[str, object]
) -> None:
    plain = [hit.passage.id for hit in index.search("river water", limit=60).hits]
    expected = [hit.passage.id for hit in index.search("river water", limit=60, **arguments).hits]  # type: ignore[arg-type]
    if options != ["--language", "en"]:
        assert expected != plain
    assert expected
    found = ask("search", "river water", *options, "-n", 60, "--no-collapse", "--format", "ids")
    assert found.lines == expected
    if "--sort" not in options:
        exported = ask("export", "river water", *options)
        assert [json.loads(line)["id"] for line in exported.lines] == expected


def test_words_need_no_quotation_marks_around_them(ask: Run) -> None:
    assert ask("search", "river", "level", "--json").json["query"] == "river AND level"
    assert ask("search", "--json").json["query"] == ask("search", "*", "--json").json["query"]


def test_a_query_may_begin_with_a_dash_after_two_dashes(run: Run, index: Index, index_of_seeds: Path) -> None:
    expected = index.search("-river").total_passages
    ran = run("export", "--", "-river", SEARCHIDX_INDEX=index_of_seeds)
    assert len(ran.lines) == expected > 0


def test_near_copies_are_one_result_unless_all_are_asked_for(ask: Run, index: Index) -> None:
    wire, courier = (index.search(f'title:velta publisher:"{name}"').hits[0].passage for name in ("wire", "courier"))
    assert index.copies_of(wire.article_id) == (courier.article_id,)
    shown = ask("search", "velta", "--group", "article", "-n", 50)
    assert [(wire.article_id in shown.out), (courier.article_id in shown.out)].count(True) == 1
    assert shown.out.count("· and 1 near copy") == 1
    every = ask("search", "velta", "--group", "article", "-n", 50, "--no-collapse")
    assert wire.article_id in every.out and courier.article_id in every.out
    assert "near cop" not in every.out
    assert f"1 near copy: {courier.article_id}" in ask("show", wire.article_id).out
    assert ask("show", wire.article_id, "--json").json["copies"] == [courier.article_id]
    assert "10, among them 1 near copy" in ask("stats").out


def test_pages_follow_one_another(ask: Run, index: Index) -> None:
    seen: list[str] = []
    cursor: list[object] = []
    while True:
        page = ask("search", "river", "-n", 15, "--json", *cursor)
        assert page.json["hits"][0]["rank"] == len(seen) + 1
        seen += ids(page)
        if page.json["cursor"] is None:
            break
        cursor = ["--cursor", page.json["cursor"]]
    assert seen == [hit.passage.id for hit in index.search("river", limit=60, collapse=True).hits]
    assert "next page: --cursor " in ask("search", "river", "-n", 15).out


def test_a_relaxed_search_says_so(ask: Run) -> None:
    ran = ask("search", "zyzzyva", "river")
    assert ran.status == 0
    assert "no passage has all of the words" in ran.err
    assert "no passage has all of the words" in ask("export", "zyzzyva", "river").err


def test_an_unknown_value_is_remarked_on(ask: Run) -> None:
    for command in ("search", "facets", "export"):
        ran = ask(command, "river", "--speaker", "Ilse van der Mer")
        assert 'no passage has speaker "Ilse van der Mer"; did you mean Ilse van der Meer?' in ran.err
        assert ran.status == 1


def test_facets_are_those_of_the_library(ask: Run, index: Index) -> None:
    (expected,) = index.facets("water", "speaker", top=4)
    told = [
        {"facet": "speaker", **{name: as_json(value)[name] for name in ("value", "label", "passages", "articles")}}
        for value in expected.values
    ]
    asked = ["water", "--by", "speaker", "--top", 4]
    assert [json.loads(line) for line in ask("facets", *asked, "-f", "jsonl").lines] == told
    assert rows(ask("facets", *asked, "-f", "csv")) == [{k: str(v) for k, v in row.items()} for row in told]
    assert ask("facets", *asked, "-f", "ids").lines == [value.value for value in expected.values]
    answer = ask("facets", *asked, "--json").json
    assert answer["facets"] == [as_json(expected)]
    assert answer["total_passages"] == index.search("water").total_passages
    shown = ask("facets", *asked).out
    for value in expected.values:
        assert f"{value.label} " in shown and f"{value.passages} ({value.articles})" in shown
    assert f"and {expected.further} more" in shown


def test_facets_of_nothing_are_json_too(ask: Run) -> None:
    ran = ask("facets", "zyzzyva", "--json")
    assert ran.status == 1
    assert [facet["values"] for facet in ran.json["facets"]] == [[], [], []]


def test_the_chosen_value_is_marked_and_the_others_stay(ask: Run) -> None:
    shown = ask("facets", "river", "--speaker", "Kofi Lindgren", "--by", "speaker").out
    assert "● Kofi Lindgren" in shown
    assert "  Ilse van der Meer" in shown
    shown = ask("facets", "river", "--not-speaker", "Kofi Lindgren", "--by", "speaker").out
    assert "✕ Kofi Lindgren" in shown


def test_an_export_is_the_whole_match_set(ask: Run, index: Index, tmp_path: Path) -> None:
    total = index.search("river").total_passages
    assert total > 20
    ran = ask("export", "river")
    assert len(ran.lines) == total
    assert ran.err == f"searchidx: {total} passages written\n"
    ran = ask("export", "river", "--format", "csv", "-o", tmp_path / "river.csv")
    assert (ran.out, ran.err) == ("", f"searchidx: {total} passages written to {tmp_path / 'river.csv'}\n")
    with (tmp_path / "river.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == total


def test_an_export_that_fails_leaves_no_file(ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    assert ask("export", "speker:x", "-o", tmp_path / "out" / "x.jsonl").status == 2
    assert list((tmp_path / "out").iterdir()) == []


def test_show_marks_the_passage_and_explains_every_quotation(ask: Run, index: Index) -> None:
    (hit,) = index.search('"no paper left" publisher:wire').hits
    for id in (hit.passage.id, hit.passage.article_id):
        ran = ask("show", id, width=100)
        assert ran.status == 0
        assert ran.lines[0] == "Velta falls to lowest level since records began"
        assert "01-river-record-low.txt" in ran.out
        assert "Towns cut supplies" in ran.lines
        assert "[1]" in ran.out and "Ilse van der Meer (word for word)" in ran.out
        assert ("▶" in ran.out) == (id == hit.passage.id)
    numbers = {word for word in ran.out.replace("[", " [").replace("]", "] ").split() if word.startswith("[")}
    explained = [line.split()[0] for line in ran.lines if line.startswith("  [")]
    assert sorted(numbers) == sorted(explained)


def test_show_as_json(ask: Run, index: Index) -> None:
    passage = index.search("treaty").hits[0].passage
    shown = ask("show", passage.id, "--json").json
    assert shown["passage"] == as_json(passage)
    assert shown["article"] == as_json(index.article(passage.article_id))
    assert [one["id"] for one in shown["passages"]] == [one.id for one in index.passages_of(passage.article_id)]
