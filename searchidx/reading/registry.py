"""Which reader reads what: by media type, by suffix, by the first bytes. Other packages add readers by an entry point.

A package that brings a reader of its own declares it under the entry point group `searchidx.readers`:

    [project.entry-points."searchidx.readers"]
    docx = "my_package.docx:READER"

where `READER` is a `Reader`. It is asked before the built-in ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module, metadata
from pathlib import PurePath
from typing import BinaryIO, Protocol, cast

from searchidx.errors import ReadingError
from searchidx.model import Article

__all__ = ["ENTRY_POINTS", "Context", "Limits", "Reader", "named", "reader_for", "readers"]

ENTRY_POINTS = "searchidx.readers"
SNIFFED = 4096
"""Bytes at the start of a source that a reader may look at to recognise it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one source is read, so that no single one takes the machine down."""

    document: int = 128 << 20
    """Bytes of one text, page, message or record."""
    page: int = 20 << 20
    """Bytes of one HTML page: parsing takes many times its size in memory."""
    unpacked: int = 4 << 30
    """Bytes that may come out of one archive."""
    ratio: int = 200
    """How many times larger than its packed form the content of an archive may be, beyond the first 16 MiB."""
    members: int = 1_000_000
    """Members of one archive."""
    depth: int = 3
    """Archives within archives."""


def _raise(problem: ReadingError) -> None:
    raise problem


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a source besides its bytes, and where its problems go."""

    name: str = ""
    """File name or member name; its suffix tells the kind of source."""
    url: str | None = None
    charset: str | None = None
    """Declared from outside; stronger than what the source says of itself."""
    media_type: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    """For records: which of their fields fills which field of an article, such as {"title": "headline"}."""
    on_problem: Callable[[ReadingError], None] = _raise
    """Called with what is wrong with one record; reading then goes on with the next."""
    limits: Limits = Limits()
    depth: int = 0

    def load(self, stream: BinaryIO, most: int | None = None) -> bytes:
        """The whole content. Raises `ReadingError` where it is empty or larger than `most` (or the document limit)."""
        most = most or self.limits.document
        data = stream.read(most + 1)
        if len(data) > most:
            raise ReadingError(f"it is larger than {most >> 20} MiB, the most that is read as one document; split it")
        if not data.strip(b" \t\r\n\x00"):
            raise ReadingError("it is empty")
        return data

    def member(self, name: str, **changes: object) -> Context:
        """The context of something inside this source: a member of an archive, a part of a message."""
        changes.setdefault("media_type", None)
        changes.setdefault("charset", None)
        return replace(self, name=name, depth=self.depth + 1, **changes)  # type: ignore[arg-type]


class ReadFunction(Protocol):
    """Reads a stream to articles. Raises `ReadingError` where the source as a whole cannot be read."""

    def __call__(self, stream: BinaryIO, context: Context, /) -> Iterator[Article]: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of source."""

    name: str
    suffixes: tuple[str, ...]
    """Lower case with the dot; a double one (".warc.gz") wins over a single one."""
    media_types: tuple[str, ...]
    read: ReadFunction | str
    """The function, or "module:function" to import it when it is first needed."""
    sniff: Callable[[bytes], bool] | None = None
    """Whether content that starts with these bytes (at most `SNIFFED`) is of this kind."""

    def function(self) -> ReadFunction:
        """The reading function, imported where that has not happened yet."""
        if not isinstance(self.read, str):
            return self.read
        module, _, name = self.read.partition(":")
        return cast(ReadFunction, getattr(import_module(module), name))


_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|link|style|script|article|main|section|header|div|p|h[1-6]|table|ul|span|a)\b",
    re.IGNORECASE,
)
_JSON_OBJECT = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"')


def _is_html(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and _TAG.search(start) is not None


BUILT_IN: tuple[Reader, ...] = (
    Reader(
        "jsonl",
        (".jsonl", ".ndjson"),
        ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
        "searchidx.reading.jsonl:read",
        lambda start: _JSON_OBJECT.match(start) is not None,
    ),
    Reader(
        "html",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        "searchidx.reading.html:read",
        _is_html,
    ),
    Reader("markdown", (".md", ".markdown"), ("text/markdown",), "searchidx.reading.markdown:read"),
    Reader("text", (".txt", ".text"), ("text/plain",), "searchidx.reading.plain:read"),
)


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader, those of other packages first. Raises `ReadingError` where one of them cannot be loaded."""
    added = []
    for point in metadata.entry_points(group=ENTRY_POINTS):
        try:
            reader = point.load()
        except Exception as error:
            raise ReadingError(f"the reader {point.name!r} ({point.value}) cannot be loaded: {error}") from error
        if not isinstance(reader, Reader):
            raise ReadingError(f"the reader {point.name!r} ({point.value}) is no searchidx.reading.Reader")
        added.append(reader)
    return (*added, *BUILT_IN)


def named(name: str) -> Reader:
    """The reader of that name; KeyError where there is none."""
    return {reader.name: reader for reader in reversed(readers())}[name]


def by_suffix(name: str) -> Reader | None:
    """The reader for a file name, by its last two suffixes or its last one; None where no reader claims it."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes[-2:]]
    for suffix in ("".join(suffixes), *suffixes[-1:]):
        for reader in readers():
            if suffix and suffix in reader.suffixes:
                return reader
    return None


def reader_for(start: bytes, *, name: str = "", media_type: str | None = None) -> Reader:
    """The reader for a source: by its media type, else its suffix, else its first bytes; plain text is the last resort.

    Raises `ReadingError` for a media type or a binary kind that no reader reads.
    """
    if media_type:
        wanted = media_type.partition(";")[0].strip().lower()
        for reader in readers():
            if wanted in reader.media_types:
                return reader
        if wanted not in ("application/octet-stream", "binary/octet-stream"):
            known = ", ".join(sorted({reader.media_types[0] for reader in readers()}))
            raise ReadingError(f"no reader for the media type {wanted!r}; there are readers for {known}")
    if claimed := by_suffix(name):
        return claimed
    for reader in readers():
        if reader.sniff and reader.sniff(start):
            return reader
    return named("text")
