"""Changing an index: one writer at a time, in batches that are all there or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from searchidx.analysis import DEFAULT_LANGUAGE
from searchidx.catalog import Catalog, Source, catalog_errors, digest
from searchidx.copies import NO_COPIES, load_copies
from searchidx.customization import tagger_options, taxonomy_of
from searchidx.document import document
from searchidx.engines import engine as engine_named
from searchidx.engines.base import Document
from searchidx.engines.batch import fault
from searchidx.errors import IndexDamagedError, ReadingError, StoreError
from searchidx.model import Article, Passage
from searchidx.storage import Storage, storage_errors, write_lock

if TYPE_CHECKING:
    from searchidx.tagging import TaggerOptions

__all__ = ["Problem", "Progress", "UpdateReport", "Writer"]

BATCH_PASSAGES = 200_000
BATCH_SECONDS = 20.0
"""A batch is committed when it holds so many passages or is so old: what an interruption can cost."""
_CHUNK = 1_000


_Found = Iterator[tuple[Article, list[Passage]]]
_OnProblem = Callable[[Path, ReadingError], None]
_Read = Callable[[Iterable[tuple["_State", Path | None]], _OnProblem], Iterator[tuple["_State", _Found]]]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read; the rest went on."""

    path: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update is, in files."""

    done: int
    total: int
    path: str


@dataclass(slots=True)
class UpdateReport:
    """What an update did, in files, and in articles and passages added."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    articles: int = 0
    passages: int = 0
    problems: list[Problem] = field(default_factory=list)


class _RefusedError(StoreError):
    """A passage that no engine can store; nothing of its article was added."""


class Writer:
    """The one writer of an index, as a context manager; what is not committed is given up at its end."""

    def __init__(self, storage: Storage, *, wait: float, command: str = "") -> None:
        self._storage = storage
        self._wait = wait
        self._command = command
        self._languages: set[str] = set()
        self._pending = 0
        self._since = 0.0
        self._has_removed = False

    def __enter__(self) -> Writer:
        with ExitStack() as stack:
            if self._storage.published:
                folder = self._storage.folder
                stack.enter_context(write_lock(folder, wait=self._wait, command=self._command))
                # Whoever had the lock before may have built the index anew, or learned languages.
                self._storage = Storage.open(folder)
                self._storage.sweep()
            stack.enter_context(storage_errors(self._storage.folder))
            stack.enter_context(catalog_errors(self._storage.folder))
            self._taxonomy = taxonomy_of(self._storage)
            self._engine = engine_named(self._storage.settings.engine)
            self.catalog = Catalog(self._storage.catalog_path, writable=True)
            stack.callback(self.catalog.close)
            self.catalog.recover(self._engine.generation(self._storage.engine_folder))
            self._writer = self._engine.writer(self._storage.engine_folder)
            stack.callback(self._writer.close)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool | None:
        return self._stack.__exit__(kind, error, traceback)

    @cached_property
    def options(self) -> TaggerOptions:
        """What the articles of this index are tagged with."""
        return tagger_options(self._storage)

    @property
    def folder(self) -> Path:
        """The folder of the index, as an absolute path."""
        return self._storage.folder.absolute()

    def add_article(self, article: Article, passages: Sequence[Passage]) -> None:
        """Add an article, or replace it where the index has one of that id.

        Raises StoreError, and leaves what the index has, where a passage cannot be stored.
        """
        from searchidx.minhash import signature

        number = self.catalog.next_article_number()
        documents = [document(passage, number, self._taxonomy) for passage in passages]
        self._check(documents)
        self.remove_article(article.id)
        self.catalog.stage_article(article.id, article, number, signature(article.text))
        self._add(documents)
        self._languages.add(article.language or DEFAULT_LANGUAGE)

    def add_passages(self, passages: Iterable[Passage]) -> int:
        """Add passages without their articles, each replacing the one of its id; how many there were."""
        remaining = iter(passages)
        total = 0
        numbers: dict[str, int] = {}
        while chunk := list(islice(remaining, _CHUNK)):
            # The last of several passages with one id counts.
            by_id = {passage.id: passage for passage in chunk}
            new: dict[str, int] = {}
            documents = []
            for passage in by_id.values():
                known = numbers.get(passage.article_id) or self.catalog.article_number(passage.article_id)
                if known is None:
                    known = self.catalog.next_article_number() + len(new)
                    new[passage.article_id] = known
                numbers[passage.article_id] = known
                documents.append(document(passage, known, self._taxonomy))
                self._languages.add(passage.language or DEFAULT_LANGUAGE)
            self._check(documents)
            if replaced := self.catalog.known_passages(list(by_id)):
                self._writer.delete("id", replaced)
                self.catalog.stage_passage_removal(replaced)
            for article_id, number in new.items():
                self.catalog.stage_article(article_id, None, number)
            self._add(documents)
            total += len(chunk)
            self.commit_if_due()
        return total

    def _check(self, documents: Iterable[Document]) -> None:
        """Refuse what cannot be stored before anything is changed for it."""
        for one in documents:
            if reason := fault(one):
                raise _RefusedError(f"the passage {one.id[:80]!r} cannot be stored: {reason}")

    def _add(self, documents: Sequence[Document]) -> None:
        self.catalog.stage_passages((one.article_number, one.id, digest(one.stored)) for one in documents)
        self._writer.add(documents)
        self._pending += len(documents)
        self._since = self._since or time.monotonic()

    def remove_article(self, article_id: str) -> bool:
        """Remove an article with its passages; False where the index has none of that id."""
        if not self.catalog.stage_removal(article_id):
            return False
        self._writer.delete("article", [article_id])
        self._has_removed = True
        return True

    def finish_source(self, source: Source, article_ids: Iterable[str]) -> None:
        """Record what a file holds now, and drop the articles that no file holds any longer."""
        for article_id in self.catalog.stage_source(source, article_ids):
            self.remove_article(article_id)

    def remove_source(self, path: str) -> None:
        """Forget a file, and drop the articles that no other file holds."""
        for article_id in self.catalog.stage_source_removal(path):
            self.remove_article(article_id)

    def commit_part(self, path: str, article_ids: list[str]) -> None:
        """Commit what a file has given so far, where that is due, and empty the list.

        Until it is finished the file counts as one with a problem, and is read again.
        """
        if self._is_due():
            self.catalog.stage_part(path, article_ids)
            article_ids.clear()
            self.commit()

    def commit_if_due(self) -> None:
        """Commit a batch that has grown large or old."""
        if self._is_due():
            self.commit()

    def _is_due(self) -> bool:
        old = bool(self._since) and time.monotonic() - self._since > BATCH_SECONDS
        return old or self._pending >= BATCH_PASSAGES

    def commit(self) -> None:
        """Make everything so far durable and visible, at once."""
        # First: a language that no article has yet does no harm, one that queries do not know of would.
        self._storage.know_languages(self._languages)
        generation = self._engine.generation(self._storage.engine_folder)
        self.catalog.prepare(generation)
        try:
            self._writer.commit()
        except BaseException:
            self.catalog.recover(self._engine.generation(self._storage.engine_folder))
            raise
        self.catalog.complete()
        self._pending, self._since = 0, 0.0

    def finish(self) -> None:
        """Commit, and find the near copies among what is new; an interruption leaves that to the next writer."""
        self.commit()
        try:
            known = load_copies(self._storage.copies_path)
        except IndexDamagedError:
            known = NO_COPIES
        if self._has_removed or known.compared < self.catalog.newest_signed():
            from searchidx.minhash import grouped

            self._storage.know_copies(grouped(self.catalog.signed(), self.catalog.article_text, known))
            self._has_removed = False


def update(
    writer: Writer,
    paths: Sequence[Path],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    prune: bool = False,
    mapping: Mapping[str, str] | None = None,
    workers: int = 1,
    on_progress: Callable[[Progress], None] | None = None,
) -> UpdateReport:
    """Bring the index up to date with files and folders: unchanged files are skipped, changed ones replaced.

    With `prune`, files below `paths` that are gone are dropped; one that is there but left out this time, or cannot be
    read, is not gone. A file that cannot be read is reported, and what an earlier state of it held stays.
    `mapping` names the record field for a field of an article; with another one files are read again. Several `workers`
    read ahead; what they find is written in the order of the files.
    """
    from searchidx.reading import sources

    report = UpdateReport()

    def problem_of(path: Path, error: ReadingError) -> None:
        report.problems.append(Problem(str(path), str(error), error.line))

    found_files = sources(paths, include=include, exclude=exclude, on_problem=problem_of)
    # The index may lie in the very folder that it indexes.
    files = [path for path in found_files if not path.absolute().is_relative_to(writer.folder)]
    states = ((state, state.path if state.to_read else None) for state in _states(writer.catalog, files, mapping))
    with _reading(workers, writer.options, mapping) as read:
        for done, (state, found) in enumerate(read(states, problem_of)):
            if on_progress:
                on_progress(Progress(done, len(files), str(state.path)))
            if state.unchanged:
                report.unchanged += 1
            else:
                _write_file(writer, state, found, report)
                writer.commit_if_due()
    if prune:
        present = {str(_full(path)) for path in files}
        # A folder that is not there, such as a disk that is not mounted, says nothing about its files.
        roots = [_full(path) for path in paths if not _is_gone(path)]
        for source in writer.catalog.sources():
            path = Path(source.path)
            below = any(path.is_relative_to(root) for root in roots)
            if below and source.path not in present and _is_gone(path):
                writer.remove_source(source.path)
                report.removed += 1
    writer.finish()
    if on_progress:
        on_progress(Progress(len(files), len(files), ""))
    return report


@dataclass(frozen=True, slots=True)
class _State:
    """A file as it is now, beside what is known of it."""

    path: Path
    name: str
    known: Source | None
    content: str
    failure: str | None

    @property
    def unchanged(self) -> bool:
        known = self.known
        return known is not None and known.digest == self.content and known.problem is None and self.failure is None

    @property
    def to_read(self) -> bool:
        return self.failure is None and not self.unchanged


def _states(catalog: Catalog, files: Iterable[Path], mapping: Mapping[str, str] | None) -> Iterator[_State]:
    """Every file's state, when it is asked for."""
    from searchidx.pipeline import fingerprint

    for path in files:
        name = str(_full(path))
        content, failure = "", None
        try:
            content = fingerprint(path, mapping)
        except OSError as error:
            failure = error.strerror or str(error)
        yield _State(path, name, catalog.source(name), content, failure)


@contextmanager
def _reading(workers: int, options: TaggerOptions, mapping: Mapping[str, str] | None) -> Iterator[_Read]:
    """What reads files, here or in workers: for each state, in order, the articles of its file with their passages."""
    from searchidx.pipeline import passages_of_file

    def here(states: Iterable[tuple[_State, Path | None]], on_problem: _OnProblem) -> Iterator[tuple[_State, _Found]]:
        for state, path in states:
            own = path and passages_of_file(path, partial(on_problem, path), options, mapping)
            yield state, own or iter(())

    if workers == 1:
        yield here
        return
    from searchidx.workers import Workers

    with Workers(workers, mapping, options) as started:
        yield started.read


def _write_file(writer: Writer, state: _State, found: _Found, report: UpdateReport) -> None:
    """Write what was found in a file, and what became of it."""
    failure = state.failure
    held: list[str] = []
    waiting: list[str] = []
    try:
        for article, passages in found:
            writer.commit_part(state.name, waiting)
            try:
                writer.add_article(article, passages)
            except _RefusedError as error:
                report.problems.append(Problem(str(state.path), str(error)))
                if writer.catalog.article_number(article.id) is not None:
                    held.append(article.id)
                continue
            held.append(article.id)
            waiting.append(article.id)
            report.articles += 1
            report.passages += len(passages)
    except ReadingError as error:
        failure = str(error)
    if failure is not None:
        report.problems.append(Problem(str(state.path), failure))
    elif state.known:
        report.replaced += 1
    else:
        report.added += 1
    writer.finish_source(Source(state.name, state.content, failure), held)


def _full(path: Path) -> Path:
    """The one path under which a file is known, wherever it is named from."""
    return path.resolve() if ".." in path.parts else path.absolute()


def _is_gone(path: Path) -> bool:
    """Whether there is certainly nothing of that name: a folder that cannot be looked into may still hold it."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        pass
    return False
