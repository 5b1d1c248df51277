"""PDF text: documents written by another tool."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from searchidx.errors import ReadingError
from searchidx.reading import read_file, read_stream

pytest.importorskip("pypdf", reason="the extra pdf is not installed")
FILES = Path(__file__).parent / "files"


def test_paragraphs_headings_and_metadata() -> None:
    (article,) = read_file(FILES / "weekly.pdf")
    assert (article.title, article.authors) == ("Harbour town waits for an answer", ("Ida Holm",))
    assert article.published == datetime(2025, 3, 12, 9, 30, tzinfo=UTC)
    assert [(b.kind, article.text[b.start : b.end][:24]) for b in article.blocks] == [
        ("paragraph", "The mayor of the harbour"),
        ("paragraph", "Half of the catch of the"),
        ("heading", "Why the Harbour Matters"),
        ("paragraph", "Nobody in the town remem"),
        ("paragraph", "The ministry does not di"),
        ("paragraph", "Both sides will meet aga"),
    ]
    assert "Page 1" not in article.text and "Weekly" not in article.text


def test_a_document_of_pictures_says_so() -> None:
    with pytest.raises(ReadingError, match="only pictures"):
        list(read_file(FILES / "picture.pdf"))


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_a_broken_document_costs_one_error(keep: float) -> None:
    data = (FILES / "weekly.pdf").read_bytes()
    try:
        assert list(read_stream(data[: int(len(data) * keep)]))
    except ReadingError as error:
        assert str(error)
