"""Which files of a folder are read, in which order, and what cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchidx.errors import ReadingError
from searchidx.reading import read_file, sources


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The talks go on.", encoding="utf-8")


def found(folder: Path, *args: object, **options: object) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sources([folder], **options)]  # type: ignore[arg-type]


def test_a_folder_is_walked_in_a_fixed_order(tmp_path: Path) -> None:
    make(
        tmp_path,
        "b.txt",
        "a.md",
        "sub/c.html",
        "sub/deep/d.jsonl",
        "sub2/e.htm",
        "picture.png",
        ".hidden.txt",
        ".git/x.txt",
    )
    assert found(tmp_path) == ["a.md", "b.txt", "sub/c.html", "sub/deep/d.jsonl", "sub2/e.htm"]


def test_include_and_exclude(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.html", "c.log", "2024/a.txt", "2025/b.txt", "drafts/c.txt")
    assert found(tmp_path, include=["*.html"]) == ["b.html"]
    assert found(tmp_path, include=["*.log"]) == ["c.log"]
    assert found(tmp_path, include=["2025/*"]) == ["2025/b.txt"]
    assert found(tmp_path, exclude=["drafts", "2024/*", "*.html"]) == ["a.txt", "2025/b.txt"]


def test_a_named_file_is_read_whatever_its_suffix_and_once(tmp_path: Path) -> None:
    make(tmp_path, "a.dat", "b.txt")
    paths = [tmp_path / "a.dat", tmp_path / "b.txt", tmp_path]
    assert list(sources(paths)) == [tmp_path / "a.dat", tmp_path / "b.txt"]


def test_symbolic_links_in_a_circle_end(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again").symlink_to(tmp_path / "sub", target_is_directory=True)
    assert len(found(tmp_path)) == 1


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    problems: dict[str, str] = {}
    paths = list(
        sources(
            [tmp_path, tmp_path / "missing"], on_problem=lambda path, error: problems.update({path.name: str(error)})
        )
    )
    assert [path.name for path in paths] == ["a.txt"]
    assert problems["pipe.txt"] == "it is a named pipe, not a file"
    assert problems["missing"] == "there is no such file or folder"
    assert set(problems) == {"pipe.txt", "missing", "gone.txt", "self.txt"}


def test_without_a_handler_it_is_raised(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        list(sources([tmp_path / "missing"]))


def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_text("The talks go on.", encoding="utf-8")
    (path,) = sources([tmp_path])
    assert next(read_file(path)).text == "The talks go on."


@pytest.mark.parametrize(("name", "reason"), [("missing.txt", "no such file"), (".", "it is a folder")])
def test_a_file_that_cannot_be_opened(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        list(read_file(tmp_path / name))
