"""Archives: members read as what they are, and bombs that do not go off."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading import Limits, read_file, read_stream

TEXT = "The talks with the ministry go on until the spring."
PAGE = f"<html><body><article>{'<p>' + TEXT * 3 + '</p>'}</article></body></html>"
LINES = "".join(json.dumps({"text": f"{TEXT} No. {n}."}) + "\n" for n in range(3))


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read_all(data: bytes, name: str, limits: Limits | None = None) -> tuple[list[Article], list[ReadingError]]:
    problems: list[ReadingError] = []
    return list(read_stream(data, name=name, on_problem=problems.append, limits=limits)), problems


def test_a_zip_of_many_kinds() -> None:
    data = zipped(
        {
            "a.txt": TEXT,
            "pages/b.html": PAGE,
            "c.jsonl.gz": gzip.compress(LINES.encode()),
            "deeper.zip": zipped({"d.md": f"# Title\n\n{TEXT}"}),
            "picture.png": b"\x89PNG",
            "__MACOSX/a.txt": TEXT,
            ".hidden/b.txt": TEXT,
        }
    )
    articles, problems = read_all(data, "all.zip")
    assert not problems
    assert len(articles) == 1 + 1 + 3 + 1


def test_a_bad_member_is_reported_under_its_name_and_the_rest_goes_on() -> None:
    articles, problems = read_all(zipped({"a.txt": "", "b.jsonl": "oops\n" + LINES, "c.txt": TEXT}), "all.zip")
    assert len(articles) == 4
    assert [(str(p).split(": ")[0], p.member, p.line) for p in problems] == [
        ("a.txt", "a.txt", None),
        ("b.jsonl", "b.jsonl", 1),
    ]


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar(mode: str) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name in ("a.txt", "sub/b.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT)
            archive.addfile(info, io.BytesIO(TEXT.encode()))
    for name in ("all.tar.gz" if mode == "w:gz" else "all.tar", ""):
        articles, problems = read_all(buffer.getvalue(), name)
        assert len(articles) == 2 and not problems


def test_gzip_takes_the_kind_from_the_name_inside(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    assert len(list(read_file(path))) == 3


def test_a_gzip_bomb() -> None:
    data = gzip.compress(bytes(60 << 20))
    with pytest.raises(ReadingError, match="more than 200 times its size, as only a bomb does"):
        read_all(data, "bomb.txt.gz")


def test_a_zip_bomb_costs_its_member_only() -> None:
    articles, (problem,) = read_all(zipped({"bomb.txt": bytes(60 << 20), "a.txt": TEXT}), "all.zip")
    assert len(articles) == 1
    assert problem.member == "bomb.txt" and "bomb" in str(problem)


def test_a_zip_that_unpacks_to_more_than_the_limit_ends_there() -> None:
    members: dict[str, str | bytes] = {f"{n}.txt": TEXT * 2000 for n in range(20)}
    articles, problems = read_all(zipped(members), "all.zip", Limits(unpacked=1 << 20))
    assert 5 < len(articles) < 20
    assert "unpacks to more than 1 MiB" in str(problems[-1])


def test_archives_within_archives_end_at_the_limit() -> None:
    data = zipped({"a.txt": TEXT})
    for _ in range(6):
        data = zipped({"inner.zip": data})
    articles, (problem,) = read_all(data, "all.zip")
    assert not articles and "archives within archives more than 3 deep" in str(problem)


@pytest.mark.parametrize("name", ["a.zip", "a.txt.gz", "a.tar", "a.warc.gz"])
@pytest.mark.parametrize("keep", [0.0, 0.3, 0.9])
def test_broken_archives_are_named_as_such(name: str, keep: float) -> None:
    whole = {
        "a.zip": zipped({"a.txt": TEXT}),
        "a.txt.gz": gzip.compress(TEXT.encode()),
        "a.tar": b"no tar" * 200,
        "a.warc.gz": gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900\r\n\r\nHTTP/1.1 200 OK"),
    }[name]
    data = whole[: int(len(whole) * keep)] or b"\x00\x01garbage" * 40
    problems: list[ReadingError] = []
    try:
        assert list(read_stream(data, name=name, on_problem=problems.append)) == []
        assert problems
    except ReadingError as error:
        assert str(error)


def test_an_encrypted_member_is_reported() -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    _, (problem,) = read_all(bytes(data), "all.zip")
    assert "encrypted" in str(problem)
