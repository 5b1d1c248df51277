"""Which reader reads what: by media type, by suffix, by the first bytes. Other packages add readers by an entry point.

A package that brings a reader of its own declares it under the entry point group `searchidx.readers`:

    [project.entry-points."searchidx.readers"]
    docx = "my_package.docx:READER"

where `READER` is a `Reader`. It is asked before the built-in ones.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, reduce
from importlib import import_module, metadata
from pathlib import PurePath
from typing import BinaryIO, Protocol, cast

from searchidx.errors import ReadingError, SearchidxError
from searchidx.model import Article
from searchidx.reading.left_out import LeftOutError

__all__ = [
    "ENTRY_POINTS",
    "Context",
    "Limits",
    "Reader",
    "Unread",
    "by_suffix",
    "named",
    "read_member",
    "read_source",
    "reader_for",
    "readers",
]

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
    of_crawl: bool = False
    """Whether nobody chose it as an article: a front page, a section or a list is then refused."""
    within: tuple[str, ...] = ()
    """The names of the members that lead here, the outermost first; empty for the source itself."""
    hand_on: bool = False
    """Whether what is one article at most is to be handed on unread, so that another process can read it."""

    def load(self, stream: BinaryIO, most: int | None = None) -> bytes:
        """The whole content. Raises `ReadingError` where it is empty or larger than `most` (or the document limit)."""
        most = most or self.limits.document
        data = stream.read(most + 1)
        if len(data) > most:
            raise ReadingError(f"it is larger than {most >> 20} MiB, the most that is read as one document; split it")
        if not data.strip(b" \t\r\n\x00"):
            raise ReadingError("it is empty")
        return data

    def member(self, name: str, *, url: str | None = None, media_type: str | None = None) -> Context:
        """The context of something inside this source; its problems are reported under its name."""
        return replace(
            self,
            name=name,
            url=url,
            charset=charset_of(media_type),
            media_type=media_type,
            on_problem=lambda problem: self.on_problem(_named(problem, name)),
            depth=self.depth + 1,
            within=(*self.within, name),
        )


def _named(problem: ReadingError, name: str) -> ReadingError:
    """A problem of a member, told under its name."""
    inner = f"{name} > {problem.member}" if problem.member else name
    if isinstance(problem, LeftOutError):
        return LeftOutError(str(problem), member=inner)
    return ReadingError(f"{name}: {problem}", line=problem.line, member=inner)


def charset_of(media_type: str | None) -> str | None:
    """The character encoding that a media type declares: "text/html; charset=utf-8"."""
    match = _CHARSET.search(media_type or "")
    return match[1].lower() if match else None


_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class ReadFunction(Protocol):
    """Reads a stream to articles. Raises `ReadingError` where the source as a whole cannot be read.

    What an archive hands to `read_source` or `read_member` may come back unread, and is handed on.
    """

    def __call__(self, stream: BinaryIO, context: Context, /) -> Iterator[Article | Unread]: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of source."""

    name: str
    suffixes: tuple[str, ...]
    """Lower case with the dot; a double one (".warc.gz") wins over a single one."""
    media_types: tuple[str, ...]
    read: ReadFunction | str
    """The function, or "module:function" to import it when it is first needed."""
    sniff: Callable[[bytes], object] | None = None
    """Whether content that starts with these bytes (at most `SNIFFED`) is of this kind."""
    single: bool = False
    """Whether a source of this kind is one article at most; it is then read as a whole where several are at once."""

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
_MBOX = re.compile(rb"From \S+ .{10,60}\r?\n[\w-]+:")
_JSON_OBJECT = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"')


def _is_html(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and _TAG.search(start) is not None


def _starts_with(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda start: start.startswith(marks)


def _has_root(*names: bytes) -> Callable[[bytes], bool]:
    """Recognises an XML document by its first element."""
    pattern = re.compile(
        rb"^(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:[\w-]+:)?(?:"
        + b"|".join(names)
        + rb")[\s>]",
        re.DOTALL,
    )
    return lambda start: pattern.match(start) is not None


BUILT_IN: tuple[Reader, ...] = (
    Reader("warc", (".warc", ".warc.gz"), ("application/warc",), "searchidx.reading.warc:read", _starts_with(b"WARC/")),
    Reader(
        "zip",
        (".zip",),
        ("application/zip", "application/x-zip-compressed"),
        "searchidx.reading.archive:read_zip",
        _starts_with(b"PK\x03\x04", b"PK\x05\x06"),
    ),
    Reader(
        "tar",
        (".tar", ".tar.gz", ".tgz"),
        ("application/x-tar",),
        "searchidx.reading.archive:read_tar",
        lambda start: start[257:262] == b"ustar",
    ),
    Reader(
        "gzip",
        (".gz",),
        ("application/gzip", "application/x-gzip"),
        "searchidx.reading.archive:read_gzip",
        _starts_with(b"\x1f\x8b"),
    ),
    Reader("pdf", (".pdf",), ("application/pdf",), "searchidx.reading.pdf:read", _starts_with(b"%PDF-"), single=True),
    Reader(
        "feed",
        (".rss", ".atom", ".rdf", ".xml"),
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        "searchidx.reading.feed:read",
        _has_root(b"rss", b"feed", b"RDF"),
    ),
    Reader(
        "newsml",
        (".nitf", ".newsml", ".xml"),
        ("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml", "application/nitf+xml"),
        "searchidx.reading.newsml:read",
        _has_root(b"nitf", b"newsItem", b"newsMessage"),
    ),
    Reader("eml", (".eml",), ("message/rfc822",), "searchidx.reading.mail:read_message", single=True),
    Reader("mbox", (".mbox",), ("application/mbox",), "searchidx.reading.mail:read_mailbox", _MBOX.match),
    Reader(
        "jsonl",
        (".jsonl", ".ndjson", ".json"),
        ("application/jsonl", "application/x-ndjson", "application/x-jsonlines", "application/json"),
        "searchidx.reading.jsonl:read",
        lambda start: _JSON_OBJECT.match(start) is not None,
    ),
    Reader(
        "html",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        "searchidx.reading.html:read",
        _is_html,
        single=True,
    ),
    Reader("markdown", (".md", ".markdown"), ("text/markdown",), "searchidx.reading.markdown:read", single=True),
    Reader("text", (".txt", ".text"), ("text/plain",), "searchidx.reading.plain:read", single=True),
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


@dataclass(frozen=True, slots=True)
class Unread:
    """A page or text inside an archive, mailbox or crawl, to be read elsewhere: it can be sent to another process."""

    data: bytes
    context: Context
    """Without a function for problems: they are given back."""

    def read(self) -> Iterator[Article | ReadingError]:
        """The article, or its problem under the names of the members that lead to it.

        Raises `ReadingError` where this is the whole of a source, which then cannot be read.
        """
        problems: list[ReadingError] = []
        articles: list[Article | Unread] = []
        try:
            articles = list(read_source(io.BytesIO(self.data), replace(self.context, on_problem=problems.append)))
        except ReadingError as error:
            if not self.context.within:
                raise
            problems.append(error)
        within = self.context.within
        for problem in problems:
            if self.context.of_crawl:
                problem, within = LeftOutError(str(problem)), self.context.within[:-1]
            yield reduce(_named, reversed(within), problem)
        yield from (article for article in articles if isinstance(article, Article))


_MOST_HANDED_ON = 4 << 20
"""Bytes of what is handed on unread: many are under way at once. Larger ones are read where they are found."""


def read_source(stream: BinaryIO, context: Context) -> Iterator[Article | Unread]:
    """The articles of one source, by the reader that fits it. Raises `ReadingError` where it cannot be read.

    Whatever a parser of another project stumbles over costs this source only. Where `context` says so, a source of one
    article is handed on unread.
    """
    if isinstance(stream, io.BytesIO):
        start = stream.getvalue()[:SNIFFED]
    else:
        stream = io.BufferedReader(cast(io.RawIOBase, stream)) if not isinstance(stream, io.BufferedReader) else stream
        start = stream.peek(SNIFFED)[:SNIFFED]
    if not start:
        raise ReadingError("it is empty")
    if context.depth > context.limits.depth:
        raise ReadingError(f"archives within archives more than {context.limits.depth} deep; unpack it first")
    reader = reader_for(start, name=context.name, media_type=context.media_type)
    try:
        if context.hand_on and reader.single:
            data = stream.read(_MOST_HANDED_ON + 1)
            if len(data) <= _MOST_HANDED_ON:
                yield Unread(data, replace(context, on_problem=_raise, hand_on=False))
                return
            stream = io.BytesIO(data + stream.read(context.limits.document))
        yield from reader.function()(stream, context)
    except (SearchidxError, OSError):
        raise
    except Exception as error:
        raise ReadingError(f"it cannot be read as {reader.name} ({type(error).__name__}: {error})") from error


def read_member(stream: BinaryIO, context: Context) -> Iterator[Article | Unread]:
    """The articles of something inside a source, with a context of `Context.member`; its failure is reported."""
    try:
        yield from read_source(stream, context)
    except ReadingError as error:
        context.on_problem(error)


def named(name: str) -> Reader:
    """The reader of that name; KeyError where there is none."""
    return {reader.name: reader for reader in reversed(readers())}[name]


def by_suffix(name: str) -> tuple[Reader, ...]:
    """The readers that claim a file name, by its last two suffixes or else its last one."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes[-2:]]
    for suffix in ("".join(suffixes), *suffixes[-1:]):
        if claimed := tuple(reader for reader in readers() if suffix in reader.suffixes):
            return claimed
    return ()


def reader_for(start: bytes, *, name: str = "", media_type: str | None = None) -> Reader:
    """The reader for a source: by its media type, else its suffix, else its first bytes; plain text is the last resort.

    Raises `ReadingError` for a media type or a kind of file that no reader reads.
    """
    if media_type:
        wanted = media_type.partition(";")[0].strip().lower()
        for reader in readers():
            if wanted in reader.media_types:
                return reader
        if wanted not in _UNTOLD:
            known = ", ".join(sorted({reader.media_types[0] for reader in readers()}))
            raise ReadingError(f"no reader for the media type {wanted!r}; there are readers for {known}")
    claimed = by_suffix(name)
    if len(claimed) == 1:
        return claimed[0]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", errors="ignore").encode()
    for reader in claimed or readers():
        if reader.sniff and reader.sniff(start):
            return reader
    if claimed:
        raise ReadingError(
            f"its suffix says {' or '.join(reader.name for reader in claimed)}, but its content is neither"
        )
    return named("text")


_UNTOLD = frozenset(["application/octet-stream", "binary/octet-stream", "text/xml", "application/xml"])
"""Media types that say nothing of what a reader must know."""
