"""Archives: zip, tar and gzip, each member read as what it is, within limits that no bomb gets past."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading.registry import Context, Limits, Unread, by_suffix, read_member, read_source

__all__ = ["gunzipped", "read_gzip", "read_tar", "read_zip"]

_RATIO_COUNTS_FROM = 16 << 20
"""Bytes; below them no ratio is a danger, and short repetitive texts pack well."""


class _Budget:
    """How much one archive has given out, over all its members."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._given, self._members = limits, 0, 0
        self.spent = False

    def member(self) -> None:
        """Count one more member."""
        self._members += 1
        if self._members > self._limits.members:
            self.spent = True
            raise ReadingError(f"the archive has more than {self._limits.members:,} members")

    def take(self, count: int) -> None:
        """Count unpacked bytes."""
        self._given += count
        if self._given > self._limits.unpacked:
            self.spent = True
            raise ReadingError(f"the archive unpacks to more than {self._limits.unpacked >> 20:,} MiB; unpack it first")


class _Bounded(io.RawIOBase):
    """A stream that is unpacked while it is read, and stops at a budget or a ratio that only a bomb has."""

    def __init__(
        self,
        inner: gzip.GzipFile | zipfile.ZipExtFile | io.BufferedReader,
        budget: _Budget,
        ratio: int,
        packed: int | None,
    ) -> None:
        self._inner, self._budget, self._ratio, self._packed, self._given = inner, budget, ratio, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            # One step at a time, so that what comes before a break is not lost.
            data = self._inner.read1(len(view))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise ReadingError(f"it is packed in a broken or unknown way: {error}") from error
        view[: len(data)] = data
        self._given += len(data)
        self._budget.take(len(data))
        if self._packed is not None and self._given > max(_RATIO_COUNTS_FROM, self._packed * self._ratio):
            raise ReadingError(f"it unpacks to more than {self._ratio} times its size, as only a bomb does")
        return len(data)


def gunzipped(stream: BinaryIO, context: Context) -> io.RawIOBase:
    """A gzip archive as it is unpacked while it is read, within the limits."""
    return _Bounded(gzip.GzipFile(fileobj=stream), _Budget(context.limits), context.limits.ratio, _size(stream))


def read_gzip(stream: BinaryIO, context: Context) -> Iterator[Article | Unread]:
    """The articles of the one file in a gzip archive."""
    inner = context.name[:-3] if context.name.lower().endswith(".gz") else ""
    unpacked = io.BufferedReader(gunzipped(stream, context))
    if unpacked.peek(512)[257:262] == b"ustar":
        inner = f"{inner}.tar"
    deeper = replace(context, name=inner, charset=None, media_type=None, depth=context.depth + 1)
    yield from read_source(cast(BinaryIO, unpacked), deeper)


def read_zip(stream: BinaryIO, context: Context) -> Iterator[Article | Unread]:
    """The articles of a zip archive, by the order of its members."""
    if not stream.seekable():
        stream = io.BytesIO(context.load(stream))
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadingError(f"it is no zip archive, or a broken one: {error}") from error
    budget = _Budget(context.limits)
    with archive:
        for info in archive.infolist():
            budget.member()
            if info.is_dir() or not _is_wanted(info.filename):
                continue
            member = context.member(info.filename)
            try:
                unpacked = archive.open(info)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
                reason = "it is encrypted" if info.flag_bits & 1 else str(error)
                member.on_problem(ReadingError(f"it cannot be unpacked: {reason}"))
                continue
            with unpacked:
                bounded = _Bounded(cast(zipfile.ZipExtFile, unpacked), budget, context.limits.ratio, info.compress_size)
                yield from read_member(cast(BinaryIO, io.BufferedReader(bounded)), member)
            if budget.spent:
                return


def read_tar(stream: BinaryIO, context: Context) -> Iterator[Article | Unread]:
    """The articles of a tar archive, packed or not, as it is read from start to end."""
    budget = _Budget(context.limits)
    try:
        with tarfile.open(fileobj=stream, mode="r|*") as archive:
            for info in archive:
                budget.member()
                unpacked = archive.extractfile(info) if info.isfile() and _is_wanted(info.name) else None
                if unpacked is None:
                    continue
                bounded = _Bounded(cast(io.BufferedReader, unpacked), budget, context.limits.ratio, None)
                yield from read_member(cast(BinaryIO, io.BufferedReader(bounded)), context.member(info.name))
                if budget.spent:
                    return
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise ReadingError(f"it is no tar archive, or a broken one: {error}") from error


def _is_wanted(name: str) -> bool:
    """A member that a reader claims by its suffix, as in a folder; hidden ones and their folders are left out."""
    parts = PurePosixPath(name).parts
    return bool(by_suffix(name)) and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _size(stream: BinaryIO) -> int | None:
    if not stream.seekable():
        return None
    here = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(here)
    return size
