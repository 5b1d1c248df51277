"""From the paths that a user names to the files that are read: folders walked in a fixed order, patterns applied."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from searchidx.errors import ReadingError
from searchidx.reading.registry import by_suffix

__all__ = ["sources"]


def sources(
    paths: Iterable[Path | str],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    on_problem: Callable[[Path, ReadingError], None] | None = None,
) -> Iterator[Path]:
    """The files to read under `paths`, each once, in the order given and by name within a folder.

    A file that is named is always one of them. In a folder, files whose suffix a reader knows are taken; `include`
    replaces that choice by patterns such as "*.txt" or "2025/*", matched against the file's name and its path below
    the folder, and `exclude` leaves out files and whole folders. Hidden files and folders are skipped, a folder
    reached twice (by a symbolic link) is walked once. What cannot be read (a missing path, a folder without
    permission, a pipe or device) goes to `on_problem`; without it, it is raised.
    """
    walk = _Walk(tuple(include), tuple(exclude), on_problem or _raise)
    for path in map(Path, paths):
        yield from walk.start(path)


def _raise(path: Path, problem: ReadingError) -> None:
    raise problem


class _Walk:
    """One walk over all paths; knows which files and folders it has been to."""

    def __init__(
        self, include: tuple[str, ...], exclude: tuple[str, ...], report: Callable[[Path, ReadingError], None]
    ):
        self._include, self._exclude, self._report = include, exclude, report
        self._seen: set[tuple[int, int]] = set()
        self._given: set[str] = set()

    def start(self, path: Path) -> Iterator[Path]:
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            self._report(path, ReadingError(_reason(error)))
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._folder(path, path, status)
        elif stat.S_ISREG(status.st_mode):
            yield from self._once(path)
        else:
            self._report(
                path, ReadingError(f"it is {_kind(status.st_mode)}, not a file; hand its content to standard input")
            )

    def _folder(self, root: Path, folder: Path, status: os.stat_result) -> Iterator[Path]:
        stack = [(folder, status)]
        while stack:
            here, status = stack.pop()
            if (status.st_dev, status.st_ino) in self._seen:
                continue
            self._seen.add((status.st_dev, status.st_ino))
            try:
                with os.scandir(here) as entries:
                    names = sorted(entry.name for entry in entries)
            except OSError as error:
                self._report(here, ReadingError(_reason(error)))
                continue
            below: list[tuple[Path, os.stat_result]] = []
            for name in names:
                path = here / name
                if name.startswith(".") or _matches(root, path, self._exclude):
                    continue
                try:
                    status = path.stat()
                except OSError as error:
                    if self._wanted(root, path):
                        self._report(path, ReadingError(_reason(error)))
                    continue
                if stat.S_ISDIR(status.st_mode):
                    below.append((path, status))
                elif not self._wanted(root, path):
                    continue
                elif stat.S_ISREG(status.st_mode):
                    yield from self._once(path)
                else:
                    self._report(path, ReadingError(f"it is {_kind(status.st_mode)}, not a file"))
            stack.extend(reversed(below))

    def _wanted(self, root: Path, path: Path) -> bool:
        return _matches(root, path, self._include) if self._include else bool(by_suffix(path.name))

    def _once(self, path: Path) -> Iterator[Path]:
        key = os.path.realpath(path)
        if key not in self._given:
            self._given.add(key)
            yield path


def _matches(root: Path, path: Path, patterns: tuple[str, ...]) -> bool:
    below = path.relative_to(root).as_posix()
    return any(
        fnmatchcase(path.name, p) or fnmatchcase(below, p) or fnmatchcase(below, p.rstrip("/")) for p in patterns
    )


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)
