"""Reading, splitting and tagging in several processes: the results come in the order of the files.

A file that holds one article is read in a worker, together with its neighbours where they are small. A file that holds
many, such as JSON Lines or a crawl, is taken apart here, record by record: its pages are read in workers, and its
articles are tagged there, so that one large file keeps all of them busy. So many batches are under way at a time and no
more: memory is bounded by them, not by the corpus.
Workers are started afresh ("spawn"), so that threads and locks of the calling process are safe.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from searchidx.errors import ReadingError, SearchidxError
from searchidx.model import Article, Passage
from searchidx.pipeline import passages_of
from searchidx.reading import Tally, Unread, unread_file
from searchidx.reading.registry import by_suffix
from searchidx.tagging import DEFAULT_OPTIONS, TaggerOptions

__all__ = ["Workers"]

J = TypeVar("J")
Tagged = tuple[Article, list[Passage]]
Record = Article | Unread | ReadingError

_AHEAD = 4
"""Batches under way for each worker: enough that none waits while a long one is the next to be written."""
_MOST_WAITING = 1_000
"""Files, unchanged ones included, that are looked at ahead of the one that is written."""
_BATCH_ARTICLES, _BATCH_CHARACTERS = 16, 100_000
"""Articles that are sent to a worker together: about a second of work at most, but for a single long one."""
_MARKUP = 4
"""Bytes of a page for each character of its article, about: as much as costs the same time."""
_MOST_HELD = 64
"""Files, unchanged ones included, that are held back until a batch is full."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a worker gives back: articles, and problems of single records, in order; and why a file ended early."""

    found: list[Tagged | ReadingError]
    failure: ReadingError | None = None


@dataclass(frozen=True, slots=True)
class _Work:
    """A file to read, or pages to read and articles to tag; picklable, and small enough to be kept until it is done."""

    mapping: Mapping[str, str]
    path: Path | None = None
    records: tuple[Record, ...] = ()
    failure: ReadingError | None = None

    def read(self) -> tuple[list[Article | ReadingError], ReadingError | None]:
        """The articles, and problems of single records, in order; and why the file ended early."""
        read: list[Article | ReadingError] = []
        failure = self.failure
        try:
            for record in self.records if self.path is None else unread_file(self.path, mapping=self.mapping):
                read.extend(record.read() if isinstance(record, Unread) else (record,))
        except ReadingError as error:
            failure = error
        return read, failure

    def pieces(self) -> list[_Work]:
        """The same work, article by article."""
        return [_Work(self.mapping, records=(one,)) for one in self.records]

    @property
    def name(self) -> str:
        """What a worker does with the file or the one record of this."""
        if self.path is not None:
            return "read it"
        record = self.records[0]
        if isinstance(record, Unread):
            return f"read {' > '.join(record.context.within) or 'it'}"
        return f'tagged the article "{getattr(record, "title", "")}"'


def _done(batch: Sequence[_Work], options: TaggerOptions) -> list[_Outcome]:
    """What becomes of each work of a batch; the articles of all of them are tagged together, which is quicker."""
    read = [work.read() for work in batch]
    tagged = passages_of((one for found, _ in read for one in found if not isinstance(one, ReadingError)), options)
    return [
        _Outcome([one if isinstance(one, ReadingError) else next(tagged) for one in found], failure)
        for found, failure in read
    ]


@dataclass(slots=True, eq=False)
class _Batch:
    """What is under way in a worker together."""

    works: Sequence[_Work]
    sent: Future[list[_Outcome]]
    outcomes: Sequence[_Outcome] | None = None
    """What became of each, once it has been asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job(Generic[J]):
    """A job as it was given; no two are equal."""

    given: J
    path: Path | None


@dataclass(frozen=True, slots=True)
class _Part(Generic[J]):
    """A part of a job, under way in a worker; a job without a file has one part, without a batch."""

    job: _Job[J]
    batch: _Batch | None = None
    place: int = 0
    """Which of the works of its batch this is."""


class Workers:
    """Processes that read, split and tag, as a context manager."""

    def __init__(
        self, count: int, mapping: Mapping[str, str] | None = None, options: TaggerOptions = DEFAULT_OPTIONS
    ) -> None:
        self._count = count
        self._mapping = dict(mapping or {})
        self._options = options
        self._pool: _Pool | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.close()

    def read(
        self, jobs: Iterable[tuple[J, Path | None]], on_problem: Callable[[Path, ReadingError], None]
    ) -> Iterator[tuple[J, Iterator[Tagged]]]:
        """Each job in its order, with the articles of its file and their passages; a job without a path has none.

        Jobs are taken ahead of those that are given out. The articles end with a ReadingError where the file as a whole
        cannot be read, or where the process that reads it dies twice. Raises SearchidxError where no worker starts.
        """
        in_order = self._in_order(_Job(given, path) for given, path in jobs)
        for job, parts in groupby(in_order, key=lambda part: part.job):
            yield job.given, self._found(parts, on_problem)

    def _in_order(self, jobs: Iterable[_Job[J]]) -> Iterator[_Part[J]]:
        waiting: deque[_Part[J]] = deque()
        under_way = 0
        for part in self._parts(jobs):
            waiting.append(part)
            under_way += part.batch is not None and part.place == 0
            while under_way >= _AHEAD * self._count or len(waiting) >= _MOST_WAITING:
                first = waiting.popleft()
                under_way -= first.batch is not None and first.place == 0
                yield first
        while waiting:
            yield waiting.popleft()

    def _parts(self, jobs: Iterable[_Job[J]]) -> Iterator[_Part[J]]:
        held: list[tuple[_Job[J], _Work | None]] = []
        files = size = 0
        for job in jobs:
            if job.path is not None and not _is_single(job.path):
                yield from self._together(held)
                held, files, size = [], 0, 0
                for work in self._batches(job.path):
                    yield _Part(job, _Batch([work], self._submit([work])))
                continue
            held.append((job, None if job.path is None else _Work(self._mapping, job.path)))
            if job.path is not None:
                files += 1
                size += _bytes(job.path) // _MARKUP
            if files >= _BATCH_ARTICLES or size >= _BATCH_CHARACTERS or len(held) >= _MOST_HELD:
                yield from self._together(held)
                held, files, size = [], 0, 0
        yield from self._together(held)

    def _together(self, held: Sequence[tuple[_Job[J], _Work | None]]) -> Iterator[_Part[J]]:
        works = [work for _, work in held if work is not None]
        batch = _Batch(works, self._submit(works)) if works else None
        place = 0
        for job, work in held:
            yield _Part(job) if work is None else _Part(job, batch, place)
            place += work is not None

    def _batches(self, path: Path) -> Iterator[_Work]:
        """The articles of a file, so many at a time; the last batch says why the file ended early."""
        batch: list[Record] = []
        characters = 0
        failure = None
        try:
            for one in unread_file(path, mapping=self._mapping):
                batch.append(one)
                characters += _length(one)
                if len(batch) >= _BATCH_ARTICLES or characters >= _BATCH_CHARACTERS:
                    yield _Work(self._mapping, records=tuple(batch))
                    batch, characters = [], 0
        except ReadingError as error:
            failure = error
        yield _Work(self._mapping, records=tuple(batch), failure=failure)

    def _submit(self, works: Sequence[_Work]) -> Future[list[_Outcome]]:
        try:
            self._pool = self._pool or _Pool(self._count, self._options)
            return self._pool.submit(works)
        except BrokenExecutor:
            # Whose fault it was shows when the parts that were under way are asked for.
            self._pool = _Pool(self._count, self._options)
            return self._pool.submit(works)

    def _found(self, parts: Iterable[_Part[J]], on_problem: Callable[[Path, ReadingError], None]) -> Iterator[Tagged]:
        failure: ReadingError | None = None
        tally: Tally | None = None
        for part in parts:
            if part.job.path is None or part.batch is None:
                continue
            tally = tally or Tally(partial(on_problem, part.job.path))
            outcome = self._outcomes(part.batch)[part.place]
            for one in outcome.found:
                if isinstance(one, ReadingError):
                    tally(one)
                else:
                    yield one
            failure = failure or outcome.failure
        if tally is not None:
            tally.close()
        if failure is not None:
            raise failure

    def _outcomes(self, batch: _Batch) -> Sequence[_Outcome]:
        if batch.outcomes is None:
            try:
                batch.outcomes = batch.sent.result()
            except BrokenExecutor:
                batch.outcomes = self._again(batch.works)
        return batch.outcomes

    def _again(self, works: Sequence[_Work]) -> list[_Outcome]:
        """Do what was under way when a worker died, in a process of its own: any of it may be to blame."""
        with _Pool(1, self._options) as pool:
            try:
                return pool.submit(works).result()
            except BrokenExecutor:
                pool.check()
        if len(works) == 1:
            return [self._in_pieces(works[0])]
        half = len(works) // 2
        return self._again(works[:half]) + self._again(works[half:])

    def _in_pieces(self, work: _Work) -> _Outcome:
        """What can be had of work of which a worker dies."""
        if work.path is None and len(work.records) != 1:
            outcomes = [self._again([piece])[0] for piece in work.pieces()]
            failures = [*(one.failure for one in outcomes if one.failure), work.failure]
            return _Outcome([one for outcome in outcomes for one in outcome.found], failures[0])
        died = ReadingError(
            f"the process that {work.name} died, perhaps for want of memory; it is tried again next time"
        )
        return _Outcome([], died)


def _is_single(path: Path) -> bool:
    """Whether a file holds one article."""
    claimed = by_suffix(path.name)
    return bool(claimed) and all(reader.single for reader in claimed)


def _bytes(path: Path) -> int:
    """The size of a file; that it cannot be read is told where it is."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _length(record: Record) -> int:
    """About how many characters the article of a record has."""
    if isinstance(record, Unread):
        return len(record.data) // _MARKUP
    return len(record.text) if isinstance(record, Article) else 0


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C from a process that is started meanwhile, for good, and from this one until the end of the block."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Pool:
    """Processes that do work until one of them dies."""

    def __init__(self, count: int, options: TaggerOptions) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(count, spawn, initializer=_prepare, initargs=(options,))
        with _interrupts_held():
            self._started = self._executor.submit(_start)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, works: Sequence[_Work]) -> Future[list[_Outcome]]:
        with _interrupts_held():
            return self._executor.submit(_do, works)

    def check(self) -> None:
        """Raises SearchidxError where no process has even started."""
        if self._started.exception() is not None:
            raise SearchidxError(
                "no worker process can be started: index with one worker; a program that asks for more must be a file "
                'whose work stands below if __name__ == "__main__"'
            )

    def close(self) -> None:
        """Give up what has not begun, and wait for the processes to end."""
        self._executor.shutdown(cancel_futures=True)


# What runs in a worker

_given = DEFAULT_OPTIONS
"""What the user brings to the taggers: sent once, not with every article."""


def _prepare(options: TaggerOptions) -> None:
    global _given
    _given = options
    # Ctrl-C reaches every process of a terminal; the one that writes decides what becomes of the work. Windows cannot
    # hold it back from the start.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Die with the process that started this one, however that ends: nobody else would stop it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _start() -> None:
    """Show that a worker works."""


def _do(batch: Sequence[_Work]) -> list[_Outcome]:
    return _done(batch, _given)
