"""Sources that break naive readers: each is read in bounded time or refused with a reason."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from searchidx.errors import ReadingError
from searchidx.reading import Limits, read, read_file
from searchidx.splitting import split


def test_fifty_megabytes_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    sentence = "The talks with the ministry will go on until the spring, the mayor said, " * 9 + "and so on. "
    path.write_text(sentence * 75_000, encoding="utf-8")
    assert path.stat().st_size > 50_000_000
    start = time.process_time()
    (article,) = read_file(path)
    passages = split(article)
    assert time.process_time() - start < 40
    assert len(passages) > 50_000 and max(len(p.text.split()) for p in passages) <= 180


def test_one_endless_word(tmp_path: Path) -> None:
    path = tmp_path / "word.txt"
    path.write_text("x" * 1_000_000, encoding="utf-8")
    (article,) = read_file(path)
    assert len(split(article)) > 300


def test_a_document_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"The talks go on. " * 200_000)
    with pytest.raises(ReadingError, match="larger than 2 MiB"):
        list(read_file(path, limits=Limits(document=2 << 20)))


def test_binary_noise_named_txt(tmp_path: Path) -> None:
    path = tmp_path / "noise.txt"
    path.write_bytes(random.Random(1).randbytes(20_000))
    with pytest.raises(ReadingError, match="binary"):
        list(read_file(path))


def test_an_empty_file(tmp_path: Path) -> None:
    for suffix in ("txt", "html", "md", "jsonl"):
        path = tmp_path / f"empty.{suffix}"
        path.write_bytes(b"")
        with pytest.raises(ReadingError, match="it is empty"):
            list(read_file(path))


def test_an_unknown_media_type_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(ReadingError, match=r"no reader for the media type 'image/png'.*text/html"):
        read("x", media_type="image/png")


def test_tables_a_thousand_deep() -> None:
    text = "<p>The mayor of the harbour town said that the talks would go on until the spring.</p>"
    article = read(f"<html><body>{'<table><tr><td>' * 1000}{text * 5}{'</td></tr></table>' * 1000}</body></html>")
    assert "until the spring" in article.text


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "growing.jsonl"
    line = '{"text": "The talks go on."}\n'
    path.write_text(line * 3, encoding="utf-8")
    articles = read_file(path)
    next(articles)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(line * 2_000)
    with pytest.raises(ReadingError, match="changed while it was read"):
        list(articles)


def test_a_page_beyond_the_limit_is_refused() -> None:
    with pytest.raises(ReadingError, match="larger than 20 MiB"):
        read("<html><body>" + "<p>The talks go on.</p>" * 1_000_000)


@pytest.mark.parametrize(
    "piece", ['<script type="application/ld+json">', "<br>", "<table>", "<!--", "&lt;", "<meta name=a content=b>"]
)
def test_a_page_of_one_thing_over_and_over_takes_bounded_time(piece: str) -> None:
    start = time.process_time()
    try:
        read(f"<html><head></head><body><p>The talks go on.</p>{piece * 15_000}</body></html>")
    except ReadingError as error:
        assert str(error)
    assert time.process_time() - start < 20


def test_reading_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    code = "from searchidx.reading import read\ntry: read('<html><body></body></html>')\nexcept Exception: pass"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert capfd.readouterr() == ("", "")
