"""Readers: which one reads what, and readers that other packages add."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import BinaryIO

import pytest

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading import ENTRY_POINTS, Context, Reader, read_stream, readers
from searchidx.reading.draft import Draft, RawBlock
from searchidx.reading.registry import reader_for


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("a.txt", b"<html>", "text"),
        ("A.HTML", b"plain", "html"),
        ("a.warc.gz", b"\x1f\x8b", "warc"),
        ("a.jsonl.gz", b"\x1f\x8b", "gzip"),
        ("a.tar.gz", b"\x1f\x8b", "tar"),
        ("a.b.md", b"", "markdown"),
        ("a.xml", b'<?xml version="1.0"?>\n<!-- c --><rss version="2.0">', "feed"),
        ("a.xml", b"<nitf>", "newsml"),
        ("", b"<!DOCTYPE html><html>", "html"),
        ("", b"\n<style>p {}</style><p>", "html"),
        ("", "<!DOCTYPE html><html>".encode("utf-16"), "html"),
        ("", b'{"title": 1}', "jsonl"),
        ("", b"%PDF-1.7", "pdf"),
        ("", b"From a@b.c Wed Mar 12 09:30:00 2025\nSubject: x", "mbox"),
        ("", b"From here on it is all plain text.\n", "text"),
        ("", b"a < b, says the <html> tag", "text"),
    ],
)
def test_the_reader_for_a_source(name: str, start: bytes, kind: str) -> None:
    assert reader_for(start, name=name).name == kind


def test_a_media_type_is_stronger_than_a_name() -> None:
    assert reader_for(b"", name="a.txt", media_type="text/html; charset=utf-8").name == "html"
    assert reader_for(b"<html>", name="a", media_type="application/octet-stream").name == "html"


def read_capitals(stream: BinaryIO, context: Context) -> Iterator[Article]:
    yield Draft(blocks=[RawBlock("paragraph", context.load(stream).decode().lower())]).finish()


def broken(stream: BinaryIO, context: Context) -> Iterator[Article]:
    raise RuntimeError("no such luck")
    yield


CAPITALS = Reader("capitals", (".caps",), ("text/x-capitals",), read_capitals)
BROKEN = Reader("broken", (".broken",), ("text/x-broken",), broken)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    points = [
        metadata.EntryPoint("capitals", f"{__name__}:CAPITALS", ENTRY_POINTS),
        metadata.EntryPoint("broken", f"{__name__}:BROKEN", ENTRY_POINTS),
    ]
    monkeypatch.setattr(metadata, "entry_points", lambda *, group: points if group == ENTRY_POINTS else [])
    readers.cache_clear()
    yield
    readers.cache_clear()


@pytest.mark.usefixtures("added")
def test_other_packages_add_readers() -> None:
    (article,) = read_stream("THE TALKS GO ON.", name="a.caps")
    assert article.text == "the talks go on."


@pytest.mark.usefixtures("added")
def test_what_another_parser_stumbles_over_costs_one_source() -> None:
    with pytest.raises(ReadingError, match=r"cannot be read as broken \(RuntimeError: no such luck\)"):
        list(read_stream("x", name="a.broken"))


def test_a_reader_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    point = metadata.EntryPoint("gone", "no_such_package:READER", ENTRY_POINTS)
    monkeypatch.setattr(metadata, "entry_points", lambda *, group: [point])
    readers.cache_clear()
    with pytest.raises(ReadingError, match=r"the reader 'gone' \(no_such_package:READER\) cannot be loaded"):
        readers()
    readers.cache_clear()


def test_a_plain_text_needs_no_parser_of_markup() -> None:
    code = (
        "import sys; from searchidx.reading import read; read('The talks with the ministry go on, the mayor said.');"
        "print(sorted({'lxml', 'bs4', 'trafilatura', 'feedparser', 'yaml', 'numpy', 'pypdf'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == "[]"
