"""searchidx read: what is understood of a source, shown without an index."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import searchidx
from searchidx.pipeline import passages
from searchidx.records import as_json
from tests.cli.conftest import Run

PAGE = """<!doctype html><html lang="en"><head><title>Ferry stops | Harbour Post</title>
<link rel="canonical" href="https://harbourpost.example/ferry">
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Mara Lind">
<meta property="article:published_time" content="2026-05-04T09:30:00+02:00"></head><body><nav>Home | Sport</nav>
<article><h1>Ferry stops</h1>
<p>The ferry over the Velta will not run until Friday, because the water is too low for its keel and the pilots refuse
to sail by night, and the mayor of Halm has asked the army for a bridge of boats in the meantime.</p>
<h2>What the pilots say</h2>
<p>“Nobody was told before the boats were tied up,” complained Petr Novák, who lives on the other bank and now has to
drive for an hour to his work in the mill each morning, as do two hundred others who work there with him.</p>
<ul><li>The first boat is to leave on Friday at six.</li></ul>
<blockquote><p>We will sail when the river lets us, and not one hour before that.</p></blockquote>
</article></body></html>"""
WIRE = "\n".join(
    (
        '{"title": "Snow", "text": "It snowed, said Ida Holm."}',
        '{"text": 5}',
        '{"title": "Wind", "text": "It blew all day."}',
    )
)


def test_a_page_is_shown_with_what_is_known_about_it_and_each_passage_with_its_tags(run: Run) -> None:
    Path("ferry.html").write_text(PAGE)
    ran = run("read", "ferry.html")
    assert (ran.status, ran.err) == (0, "")
    about, _, text = ran.out.partition("\n\n")
    title, *rows = about.splitlines()
    assert title == "Ferry stops"
    known = dict(re.split(" {2,}| (?=\\w+$)", row, maxsplit=1) for row in rows)
    assert known["url"] == "https://harbourpost.example/ferry"
    assert known["published"] == "2026-05-04T09:30:00+02:00"
    assert known["authors"] == "Mara Lind"
    assert known["publisher"] == "Harbour Post"
    assert known["language"] == "en"
    assert "not found" not in known
    assert "Home | Sport" not in ran.out
    assert "\n## What the pilots say\n" in text
    assert re.search(r"^    “Nobody was told before the boats were tied up,”\[\d\] complained Petr Novák,", text, re.M)
    assert re.search(r"^    speakers +Petr Novák$", text, re.M)
    assert re.search(r"^    \[\d\] Petr Novák \(word for word\)$", text, re.M)
    assert "\n  - The first boat is to leave on Friday at six.\n" in text
    assert "\n  > We will sail when the river lets us," in text


@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_wider_than_the_terminal(run: Run, seeds: Path, width: int) -> None:
    for path in seeds.glob("*.html"):
        ran = run("read", path, width=width)
        # An address is one word, and words are not broken.
        assert max(len(line) for line in ran.lines if not line.startswith("url")) <= width
        assert all(line == line.rstrip() for line in ran.lines)


def test_what_was_not_found_is_said(run: Run) -> None:
    ran = run("read", "-", "--type", "txt", stdin="It was a quiet night on the river, the keeper of the lock wrote.\n")
    assert ran.status == 0
    assert re.search(r"^not found +title, url, published, authors, publisher$", ran.out, re.M)


def test_headings_are_shown_by_level_even_without_text_below(run: Run) -> None:
    ran = run(
        "read", "-", "--type", "md", stdin="# Tides\n\n## Low\n\nIt was low.\n\n### High\n\nIt was high.\n\n## End\n"
    )
    marked = [line for line in ran.lines if line.startswith("#")]
    assert marked == ["## Low", "### High", "## End"]


def test_every_article_of_a_file_and_every_record_that_cannot_be_read(run: Run) -> None:
    Path("wire.jsonl").write_text(WIRE)
    ran = run("read", "wire.jsonl")
    assert ran.status == 2
    assert ran.err == 'searchidx: wire.jsonl: line 2: "text" is not a text: 5\n'
    assert [line for line in ran.lines if line in ("Snow", "Wind")] == ["Snow", "Wind"]
    first = run("read", "wire.jsonl", "--limit", "1")
    assert (first.status, first.err) == (0, "")
    assert "Wind" not in first.out


def test_json_holds_the_articles_their_passages_and_the_problems(run: Run) -> None:
    Path("wire.jsonl").write_text(WIRE)
    ran = run("read", "wire.jsonl", "--json")
    assert ran.status == 2
    articles = list(searchidx.read_file("wire.jsonl", on_problem=lambda problem: None))
    assert ran.json == {
        "version": 1,
        "source": "wire.jsonl",
        "articles": [{"article": as_json(one), "passages": as_json(passages(one))} for one in articles],
        "problems": [{"reason": 'line 2: "text" is not a text: 5', "line": 2, "member": None}],
    }
    assert ran.json["articles"][0]["passages"][0]["speakers"] == ["Ida Holm"]


def test_json_of_what_cannot_be_read_is_still_json(run: Run) -> None:
    Path("empty.txt").touch()
    ran = run("read", "empty.txt", "--json")
    assert ran.status == 2
    assert ran.json["articles"] == []
    assert ran.json["problems"][0]["reason"] == "it is empty"


def test_records_with_other_names_for_their_fields(run: Run) -> None:
    record = json.dumps({"headline": "Rain", "meta": {"body": "It rained, said Ida Holm."}, "day": "2026-05-01"})
    mapping = ("--map", "title=headline", "--map", "text=meta.body", "--map", "published=day")
    ran = run("read", "-", *mapping, "--json", stdin=record)
    assert (ran.status, ran.err) == (0, "")
    article = ran.json["articles"][0]["article"]
    assert (article["title"], article["text"]) == ("Rain", "It rained, said Ida Holm.")
    assert article["published"] == "2026-05-01"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.txt"], "searchidx: nowhere.txt: there is no such file"),
        (["."], "searchidx: .: it is a folder; name one of its files"),
        (["-"], "searchidx: -: it is empty"),
        (["-", "--type", "word"], '"word" is no kind of source; there are'),
        (["-", "--map", "titel=headline"], 'the mapping names "titel", which is no field; did you mean "title"?'),
        (["-", "--map", "colour=x"], 'the mapping names "colour", which is no field; fields are id, url, title'),
        (["-", "--map", "title"], '"title" is not FIELD=NAME, such as title=headline'),
        (["-", "--map", "title=a", "--map", "title=b"], '"title" is mapped twice: to a and b'),
        (["-", "--limit", "0"], "0 is not in the range x>=1"),
        ([], "Missing argument"),
    ],
)
def test_what_goes_wrong_is_told(run: Run, arguments: list[str], told: str) -> None:
    ran = run("read", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert told in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


def test_a_source_without_an_article_is_no_error(run: Run) -> None:
    ran = run(
        "read", "-", "--type", "warc", stdin=b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    )
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "searchidx: -: there is no article in it\n"


def test_control_characters_do_not_reach_the_terminal(run: Run) -> None:
    record = json.dumps({"title": "A\u001b[31mred", "url": "https://a.example/\u009b", "text": "It\u001b[2J rained."})
    ran = run("read", "-", stdin=record)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", ran.out)
