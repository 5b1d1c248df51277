"""Damaged sources: whatever the bytes, a reader gives articles that hold together, or a reason.

`SEARCHIDX_FUZZ=100000 pytest tests/reading/test_fuzz.py` runs that many examples.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import traceback
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchidx
from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading import Context, Limits, Unread, read_stream
from searchidx.reading.registry import read_source
from searchidx.splitting import split

FILES = Path(__file__).parent / "files"
TEXT = "The mayor of the harbour town said that the talks with the ministry would go on until the spring."
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harbour – The Example</title>'
    '<meta property="og:title" content="Harbour"><link rel="canonical" href="https://example.org/a">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour", "author": {"name": "Ida Holm"},'
    f'"datePublished": "2025-03-12", "articleBody": "{TEXT}"}}</script></head><body><article><h1>Harbour</h1>'
    f'<p class="byline">By Ida Holm</p><time datetime="2025-03-12T09:30:00Z">12 March</time>'
    f'<p>12 March 2025, 9:30 am | Updated 13/3/2025</p><p>{TEXT}</p><h2><a href="/why?a=1#b">Why</a></h2>'
    f"<blockquote><p>{TEXT}</p></blockquote><ul><li>{TEXT}</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
    "<p>Also read</p><ul><li><a href='//example.org/b'>Ten boats lost in the storm</a></li></ul>"
    "<p>(Reporting by Ida Holm in Nordhavn; editing by Lars Berg)</p></article>"
)
RSS = (
    f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>a</title><description>{TEXT}'
    "</description><pubDate>Wed, 12 Mar 2025 09:30:00 GMT</pubDate></item></channel></rss>"
)
NITF = f'<nitf><head><date.issue norm="20250312"/></head><body><body.content><p>{TEXT}</p></body.content></body></nitf>'
MAIL = (
    f"From: a@example.org\nSubject: =?utf-8?q?H=C3=A4fen?=\nDate: Wed, 12 Mar 2025 09:30:00 +0000\n"
    f"MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n{TEXT}\n"
    f"--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<p>{TEXT}</p>\n--x--\n"
)
RECORD = {
    "title": "Harbour",
    "published": "2025-03-12T09:30:00Z",
    "authors": ["Ida Holm"],
    "text": TEXT,
    "language": "en",
}


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.html", PAGE)
    return buffer.getvalue()


SAMPLES: dict[str, bytes] = {
    "a.txt": f"Title: Harbour\nDate: 2025-03-12\n\nWhy\n\n{TEXT}\nAlso read\n- {TEXT}".encode(),
    "a.md": f"---\ntitle: a\ntags: [a]\n---\n# Harbour\n\n> {TEXT}\n\n- a\n\n| a | b |\n|---|---|\n| c | d |".encode(),
    "a.html": PAGE.encode(),
    "a.jsonl": json.dumps(RECORD).encode() + b"\n" + json.dumps({"blocks": [{"kind": "quote", "text": TEXT}]}).encode(),
    "a.json": json.dumps([RECORD, RECORD], indent=1).encode(),
    "a.rss": RSS.encode(),
    "a.nitf": NITF.encode(),
    "a.eml": MAIL.encode(),
    "a.mbox": b"From a@example.org Wed Mar 12 09:30:00 2025\n" + MAIL.encode(),
    "a.zip": zipped(),
    "a.txt.gz": gzip.compress(TEXT.encode()),
    "a.warc": (FILES / "crawl.warc").read_bytes(),
    "a.warc.gz": (FILES / "crawl.warc.gz").read_bytes(),
    "a.pdf": (FILES / "weekly.pdf").read_bytes(),
    "": PAGE.encode(),
}
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            *(
                b"<",
                b">",
                b"&",
                b'"',
                b"\x00",
                b"\xff\xfe",
                b"<![CDATA[",
                b"<!--",
                b"&#x0;",
                b"&#xD800;",
                b"\xed\xa0\x80",
            ),
            *(
                b"{",
                b"[" * 99,
                b"]]>",
                b"</p>",
                b"\n\n",
                b"<svg>",
                b"2025-99-99",
                b"0000-00-00T99:99",
                b"null",
                b"-1e999",
            ),
            *(b"\r", b"<table>" * 50, b"charset=utf-7", b"charset=rot13", b"charset=idna", b"=?x?q?=FF?=", b"\xc3"),
            *(b"https://[", b"//", b"%PDF-", b"%%EOF"),
        ]
    ),
)
MUTATION = st.tuples(
    st.sampled_from(["insert", "replace", "delete", "double"]), st.floats(0, 1), st.integers(1, 60), PIECES
)


def damaged(data: bytes, mutations: list[tuple[str, float, int, bytes]]) -> bytes:
    for kind, place, length, piece in mutations:
        at = int(place * len(data))
        if kind == "insert":
            data = data[:at] + piece + data[at:]
        elif kind == "replace":
            data = data[:at] + piece + data[at + len(piece) :]
        elif kind == "delete":
            data = data[:at] + data[at + length :]
        else:
            data = data[:at] + data[at : at + length] * 2 + data[at + length :]
    return data


def found_in(data: bytes, name: str, limits: Limits, *, hand_on: bool) -> list[Article | str]:
    """Articles and problems in order, with what is handed on sent to another process and read there."""
    found: list[Article | str] = []

    def tell(problem: ReadingError) -> None:
        found.append(str(problem))

    try:
        for one in read_source(io.BytesIO(data), Context(name, on_problem=tell, limits=limits, hand_on=hand_on)):
            results = pickle.loads(pickle.dumps(one)).read() if isinstance(one, Unread) else (one,)
            found.extend(str(result) if isinstance(result, ReadingError) else result for result in results)
    except ReadingError as error:
        tell(error)
    return found


def check(data: bytes, name: str) -> None:
    problems: list[ReadingError] = []
    limits = Limits(document=1 << 20, page=1 << 20, unpacked=4 << 20)
    try:
        for article in read_stream(data, name=name, on_problem=problems.append, limits=limits):
            assert article.text.strip() and article.id
            assert "\n\n".join(article.text[b.start : b.end] for b in article.blocks) == article.text
            article.text.encode("utf-8")
            assert all(article.text[p.start : p.end] == p.text for p in split(article))
    except ReadingError as error:
        problems.append(error)
    assert found_in(data, name, limits, hand_on=True) == found_in(data, name, limits, hand_on=False)
    for problem in problems:
        assert str(problem)
        if problem.__cause__ and "cannot be read as" in str(problem):
            # Parsers of other projects may stumble; our own code must not.
            last = traceback.extract_tb(problem.__cause__.__traceback__)[-1].filename
            assert Path(searchidx.__file__).parent not in Path(last).parents, f"{name}: {problem}"


EXAMPLES = int(os.environ.get("SEARCHIDX_FUZZ", "8"))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_sources(name: str) -> None:
    if name == "a.pdf":
        pytest.importorskip("pypdf", reason="the extra pdf is not installed")

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(MUTATION, max_size=6))
    def run(mutations: list[tuple[str, float, int, bytes]]) -> None:
        check(damaged(SAMPLES[name], mutations), name)

    run()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.rss", "a.nitf", "a.eml", "a.zip", "a.tar", "a.warc", ""]
)
@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"<", b"{", b"\xff\xfe", b"---\n", b"From ", b"<!--", b"&", b"\r\n\r\n", b"http://a.b"]
)
def test_tiny_sources(name: str, data: bytes) -> None:
    check(data, name)
