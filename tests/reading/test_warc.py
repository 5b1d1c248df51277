"""WARC: articles among records of every kind, written by warcio as a crawler does."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from searchidx.errors import ReadingError
from searchidx.reading import read_file, read_stream

FILES = Path(__file__).parent / "files"
"""Seven responses: a front page, two stories, a picture, an error page, a list and an empty page; written by warcio."""


@pytest.fixture(params=["crawl.warc.gz", "crawl.warc"])
def archive(request: pytest.FixtureRequest) -> Path:
    return FILES / str(request.param)


def test_the_articles_of_a_crawl(archive: Path) -> None:
    problems: list[ReadingError] = []
    articles = list(read_file(archive, on_problem=problems.append))
    assert [(a.title, a.url) for a in articles] == [
        ("First story of the day", "https://example.org/a"),
        ("Second story of the day", "https://example.org/b"),
    ]
    (problem,) = problems
    assert str(problem) == "2 pages without an article were left out: 2 × front pages, lists and stubs"


def test_a_crawl_that_is_packed_as_a_whole() -> None:
    packed = gzip.compress((FILES / "crawl.warc").read_bytes())
    articles = list(read_stream(packed, name="crawl.warc.gz", on_problem=lambda problem: None))
    assert [article.title for article in articles] == ["First story of the day", "Second story of the day"]


def test_a_crawl_cut_short_gives_what_it_holds(archive: Path) -> None:
    problems: list[ReadingError] = []
    data = archive.read_bytes()
    articles = list(read_stream(data[: len(data) - 60], name=archive.name, on_problem=problems.append))
    assert articles and articles[0].title == "First story of the day"


def test_texts_of_a_crawl_are_articles_but_not_those_for_machines() -> None:
    text = "The mayor of the harbour town said that the talks with the ministry would go on until the spring.\n" * 4
    data = b"".join(
        f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/{name}\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n{text}\r\n\r\n".encode()
        for name in ("robots.txt", "statement.txt")
    )
    (article,) = read_stream(data, on_problem=lambda problem: None)
    assert article.url == "https://example.org/statement.txt"
