"""From bytes to articles: web pages, texts and records, cleaned, with what they say about themselves.

read(content)        one article from content in memory
read_file(path)      the articles of a file
read_stream(data)    the articles of content in memory, such as standard input
unread_file(path)    the same in pieces that several processes can read
sources(paths)       the files to read under files and folders
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading.jsonl import check_mapping
from searchidx.reading.left_out import Tally
from searchidx.reading.registry import ENTRY_POINTS, Context, Limits, Reader, Unread, charset_of, read_source, readers
from searchidx.reading.sources import sources

__all__ = [
    "ENTRY_POINTS",
    "Context",
    "Limits",
    "Reader",
    "Tally",
    "Unread",
    "check_mapping",
    "read",
    "read_file",
    "read_stream",
    "readers",
    "sources",
    "unread_file",
]

OnProblem = Callable[[ReadingError], None]


def read(content: str | bytes, *, url: str | None = None, media_type: str | None = None) -> Article:
    """The one article in `content`: a web page, a plain text, a JSON record.

    `url` is where it was found, `media_type` (such as "text/html; charset=utf-8") what it is; without it, it is
    recognised by its first bytes. Raises `ReadingError` where there is no article in it, or more than one.
    """
    articles = read_stream(content, url=url, media_type=media_type)
    article = next(articles, None)
    if article is None:
        raise ReadingError("no article was found in it")
    if next(articles, None) is not None:
        raise ReadingError("there is more than one article in it; use read_stream or read_file")
    return article


def read_file(
    path: Path | str,
    *,
    on_problem: OnProblem | None = None,
    media_type: str | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Iterator[Article]:
    """The articles of one file, as they are read: a file of a million records is never held whole.

    What is wrong with one record goes to `on_problem` and reading goes on; without `on_problem` the first such problem
    is raised after the last article. Raises `ReadingError` (a reason, without the path) where the file cannot be read.
    `mapping` names the record field that fills a field of `Article`: {"title": "headline"}.
    """
    yield from _told(
        lambda context: _from_file(Path(path), context), _context(path, media_type, mapping, limits), on_problem
    )


def unread_file(
    path: Path | str, *, mapping: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Iterator[Article | Unread | ReadingError]:
    """What `read_file` gives and the problems of single records, in order, with pages that are still to be read.

    `Unread.read` reads such a page, in whatever process; `Tally` counts what comes out of it as left out.
    Raises `ReadingError` where the file as a whole cannot be read.
    """
    problems: list[ReadingError] = []
    context = replace(_context(path, None, mapping, limits), on_problem=problems.append, hand_on=True)
    try:
        for one in _from_file(Path(path), context):
            yield from problems
            problems.clear()
            yield one
    except ReadingError:
        yield from problems
        raise
    yield from problems


def _context(
    path: Path | str, media_type: str | None, mapping: Mapping[str, str] | None, limits: Limits | None
) -> Context:
    check_mapping(mapping or {})
    return Context(Path(path).name, None, charset_of(media_type), media_type, mapping or {}, limits=limits or Limits())


def _from_file(path: Path, context: Context) -> Iterator[Article | Unread]:
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            yield from read_source(stream, context)
            after = os.fstat(stream.fileno())
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                raise ReadingError("it changed while it was read; read it again")
    except FileNotFoundError:
        raise ReadingError("there is no such file") from None
    except IsADirectoryError:
        raise ReadingError("it is a folder; name the files in it, or use sources()") from None
    except PermissionError:
        raise ReadingError("no permission to read it") from None
    except OSError as error:
        raise ReadingError(f"it cannot be read: {error.strerror or error}") from error


def read_stream(
    data: str | bytes | BinaryIO,
    *,
    name: str = "",
    url: str | None = None,
    media_type: str | None = None,
    on_problem: OnProblem | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Iterator[Article]:
    """The articles of content in memory or of an open binary stream, such as standard input; as `read_file` does it."""
    check_mapping(mapping or {})
    context = Context(name, url, charset_of(media_type), media_type, mapping or {}, limits=limits or Limits())
    if isinstance(data, str):
        data, context = data.encode("utf-8", errors="replace"), replace(context, charset="utf-8")
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    yield from _told(lambda context: read_source(stream, context), context, on_problem)


def _told(
    read_with: Callable[[Context], Iterator[Article | Unread]], context: Context, on_problem: OnProblem | None
) -> Iterator[Article]:
    """The articles of a source; its problems go to `on_problem`, or else the first is raised after the last article."""
    problems: list[ReadingError] = []
    tally = Tally(on_problem or problems.append)
    try:
        for article in read_with(replace(context, on_problem=tally)):
            if isinstance(article, Article):
                yield article
    except ReadingError:
        tally.close()
        raise
    tally.close()
    if problems:
        raise problems[0]
