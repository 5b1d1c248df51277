"""The folder of an index: what it is, which engine wrote it, where its data lies, and who may write.

    index/
      searchidx.json     settings: which engine, which analysis, and the data folder that counts
      lock               held by the one process that writes
      data-…/            one state of the index: the engine's files and the catalog

A rebuild makes another data folder beside the one in use and then replaces the settings file, which is one atomic step;
what is replaced never has to be opened, and is deleted last. Until its settings are written a data folder carries a
mark, so that what an interrupted creation leaves is not taken for an index that has lost its settings.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any

from searchidx.analysis import ANALYSIS_VERSION
from searchidx.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexVersionError,
    NotAnIndexError,
    StorageError,
    StoreError,
)
from searchidx.record import Record

if TYPE_CHECKING:
    from searchidx.copies import Copies

__all__ = [
    "FORMAT_VERSION",
    "Settings",
    "Storage",
    "engine_of",
    "is_index",
    "is_vacant",
    "own_of",
    "storage_errors",
    "write_lock",
]

FORMAT_VERSION = 2
"""Raised whenever what is written can no longer be read by other versions of searchidx, or theirs by this one."""

_SETTINGS = "searchidx.json"
_LOCK = "lock"
_HOLDER = "lock.holder"
_UNFINISHED = "unfinished"
_REBUILD = "build it again with: searchidx index PATH… --rebuild"
# A folder that holds nothing but a note to its reader counts as empty.
_NOTES = frozenset({"README.md", "README", ".gitignore", ".gitkeep", _LOCK, _HOLDER})


class Settings(Record):
    """What the settings file says."""

    engine: str
    data: str
    """Name of the data folder that counts."""
    format: int = FORMAT_VERSION
    analysis: int = ANALYSIS_VERSION
    languages: tuple[str, ...] = ()
    """Languages of the articles, which queries are stemmed for."""
    taxonomy: str | None = None
    """The user's own taxonomy, as the YAML text it came in."""
    organizations: str | None = None
    """The user's own organizations, likewise."""
    recall: str = "normal"
    """How many organizations are believed: "normal" or "high"."""
    topic_model: bool = False
    """Whether the articles were tagged with a model that was learned from the index itself."""


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals into a StorageError that says what to do.

    Errors about files elsewhere, such as those that an application reads its articles from, are left alone.
    """
    try:
        yield
    except OSError as error:
        name = error.filename
        inside = isinstance(name, (str, bytes)) and _belongs(Path(os.fsdecode(name)).absolute(), path.absolute())
        if name is not None and not inside:
            raise
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StorageError(
                f"no space left for the index at {path}: free some and run the same command again; "
                "what was committed before is safe"
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise StorageError(
                f"no permission to use the index at {path} ({name or path}): "
                "change its owner or mode, or name another folder with --index"
            ) from error
        if inside:
            raise StorageError(
                f"the index at {path} cannot be used ({name}: {error.strerror}): see to the disk, then run the same "
                "command again; what was committed before is safe"
            ) from error
        raise


def _belongs(file: Path, folder: Path) -> bool:
    """Whether a file lies in the folder, or is one of the folders above it, which may have to be made."""
    return file.is_relative_to(folder) or folder.is_relative_to(file)


class Storage:
    """One index folder. Opening it reads the settings and nothing else."""

    def __init__(self, folder: Path, settings: Settings, *, published: bool) -> None:
        self.folder = folder
        self.settings = settings
        self.published = published
        """False while a new state is built aside, unseen by anybody else."""

    @property
    def data(self) -> Path:
        """The data folder that counts."""
        return self.folder / self.settings.data

    @property
    def engine_folder(self) -> Path:
        return self.data / "engine"

    @property
    def catalog_path(self) -> Path:
        return self.data / "catalog.sqlite"

    @property
    def copies_path(self) -> Path:
        """The groups of near copies."""
        return self.data / "copies.json"

    @property
    def topic_model_path(self) -> Path:
        """The model that the articles are tagged with, if the settings say so."""
        return self.data / "topics.npz"

    @property
    def trained_path(self) -> Path:
        """A model that waits for the next rebuild."""
        return self.data / "topics-trained.npz"

    @classmethod
    def open(cls, folder: Path) -> Storage:
        """Raises an error of its own for a folder that is missing, no index, too new, too old or damaged."""
        with storage_errors(folder):
            text = _settings_text(folder)
            while True:
                try:
                    return cls(folder, _settings(text, folder), published=True)
                except IndexDamagedError:
                    # A rebuild that ends at this moment takes the old data folder away.
                    before, text = text, _settings_text(folder)
                    if text == before:
                        raise

    def reopened(self) -> Storage:
        """The index as its settings have it now; a state that is still built aside is what it is."""
        return Storage.open(self.folder) if self.published else self

    @classmethod
    def create(cls, folder: Path, engine: str, **own: Any) -> Storage:
        """A new data folder in a vacant folder; the index exists only once `publish` has written its settings."""
        with storage_errors(folder):
            if not is_vacant(folder):
                raise NotAnIndexError(f"{folder} is not empty and is not an index: name another folder")
            return cls.aside(folder, engine, **own)

    @classmethod
    def aside(cls, folder: Path, engine: str, **own: Any) -> Storage:
        """A new data folder beside whatever the folder holds, for who holds the lock; `own` are the user's settings."""
        with storage_errors(folder):
            settings = Settings(engine=engine, data=f"data-{os.urandom(4).hex()}", **own)
            storage = cls(folder, settings, published=False)
            storage.data.mkdir()
            (storage.data / _UNFINISHED).touch()
            storage.engine_folder.mkdir()
            return storage

    def publish(self, settings: Settings | None = None) -> None:
        """Write the settings, in one atomic step, and delete data folders that no longer count."""
        if settings is not None:
            self.settings = settings
        with storage_errors(self.folder):
            _replace(self.folder / _SETTINGS, json.dumps(asdict(self.settings), ensure_ascii=False, indent=2) + "\n")
            (self.data / _UNFINISHED).unlink(missing_ok=True)
        self.published = True
        self.sweep()

    def sweep(self) -> None:
        """Delete states that no longer count, such as an interrupted rebuild's; only for who holds the lock."""
        import shutil

        for other in self.folder.glob("data-*"):
            if other.name != self.settings.data:
                shutil.rmtree(other, ignore_errors=True)
        for other in self.folder.glob(_SETTINGS + "-*"):
            other.unlink(missing_ok=True)

    def know_copies(self, copies: Copies) -> None:
        """Keep the groups of near copies, in one atomic step."""
        with storage_errors(self.folder):
            _replace(self.copies_path, copies.as_text())

    def know_languages(self, languages: set[str]) -> None:
        """Add languages that queries have to be stemmed for."""
        known = set(self.settings.languages)
        if not languages <= known:
            settings = replace(self.settings, languages=tuple(sorted(known | languages)))
            if self.published:
                self.publish(settings)
            else:
                self.settings = settings


def _replace(path: Path, text: str) -> None:
    """Write a file anew, in one atomic step."""
    written = path.with_name(f"{path.name}-{os.urandom(4).hex()}")
    try:
        with written.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def is_vacant(folder: Path) -> bool:
    """Whether a folder is missing, or holds nothing but notes and what an interrupted creation left."""
    with storage_errors(folder):
        if not folder.is_dir():
            return not folder.exists()
        return all(
            entry.name in _NOTES or entry.name.startswith(_SETTINGS + "-") or _is_unfinished(entry)
            for entry in folder.iterdir()
        )


def is_index(folder: Path) -> bool:
    """Whether a folder is an index, sound or not."""
    with storage_errors(folder):
        return (folder / _SETTINGS).is_file() or any(folder.glob("data-*"))


def _is_unfinished(entry: Path) -> bool:
    """Whether this is a data folder that no settings have ever named."""
    if not entry.name.startswith("data-"):
        return False
    try:
        held = [file.name for file in entry.iterdir()]
    except NotADirectoryError:
        return False
    except FileNotFoundError:
        return True  # another process has swept it away
    # The mark is the first thing in it.
    return not held or _UNFINISHED in held


def engine_of(folder: Path) -> str | None:
    """The engine that an index's settings name; None where they do not say."""
    try:
        engine = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))["engine"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return engine if isinstance(engine, str) else None


def own_of(folder: Path) -> dict[str, Any]:
    """The user's own choices that an index's settings name; none where they cannot be read."""
    try:
        settings = _settings((folder / _SETTINGS).read_text(encoding="utf-8"), folder)
    except (OSError, ValueError, StoreError):
        return {}
    return {name: getattr(settings, name) for name in ("taxonomy", "organizations", "recall")}


def _settings_text(folder: Path) -> str:
    try:
        return (folder / _SETTINGS).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
    except FileNotFoundError:
        if is_vacant(folder):
            raise IndexMissingError(
                f"there is no index at {folder}: make one with: searchidx index PATH… --index {folder}"
            ) from None
        if (folder / _SETTINGS).exists():
            return _settings_text(folder)  # another process has made it just now
        if any(folder.glob("data-*")):
            raise IndexDamagedError(f"the index at {folder} has lost its {_SETTINGS}: {_REBUILD}") from None
        raise NotAnIndexError(f"{folder} is not an index: it has no {_SETTINGS}") from None
    except NotADirectoryError:
        raise NotAnIndexError(f"{folder} is not an index: it is a file") from None


def _settings(text: str, folder: Path) -> Settings:
    try:
        read = json.loads(text)
        version = read["format"]
        if isinstance(version, int) and version != FORMAT_VERSION:
            age, upgrade = ("a newer", "upgrade searchidx, or ") if version > FORMAT_VERSION else ("an older", "")
            raise IndexVersionError(
                f"the index at {folder} was written by {age} searchidx (format {version}, this one knows "
                f"{FORMAT_VERSION}): {upgrade}{_REBUILD}"
            )
        settings = Settings(**{**read, "languages": tuple(read["languages"])})
        if not (isinstance(read["languages"], list) and _is_sound(settings)):
            raise ValueError("a value is of another type")
    except (ValueError, KeyError, TypeError, RecursionError):
        raise IndexDamagedError(f"{folder / _SETTINGS} is damaged: {_REBUILD}") from None
    if settings.analysis != ANALYSIS_VERSION:
        raise IndexVersionError(
            f"the index at {folder} holds the terms of another text analysis (version {settings.analysis}, now "
            f"{ANALYSIS_VERSION}): {_REBUILD}"
        )
    if not (folder / settings.data).is_dir():
        raise IndexDamagedError(f"the index at {folder} has lost its data folder {settings.data}: {_REBUILD}")
    return settings


def _is_sound(settings: Settings) -> bool:
    """Whether the settings are of the types that they are written with."""
    return (
        isinstance(settings.engine, str)
        and isinstance(settings.data, str)
        and re.fullmatch(r"data-\w+", settings.data) is not None
        and type(settings.format) is type(settings.analysis) is int
        and all(isinstance(language, str) for language in settings.languages)
        and isinstance(settings.taxonomy, (str, NoneType))
        and isinstance(settings.organizations, (str, NoneType))
        and settings.recall in ("normal", "high")
        and isinstance(settings.topic_model, bool)
    )


@contextmanager
def write_lock(folder: Path, *, wait: float, command: str = "") -> Iterator[None]:
    """Be the one writer; IndexLockedError says who is, after waiting that many seconds. A killed holder frees it."""
    import socket
    from datetime import datetime

    from filelock import FileLock, Timeout

    holder = folder / _HOLDER
    lock = FileLock(folder / _LOCK)
    with storage_errors(folder):
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            try:
                who = holder.read_text(encoding="utf-8").strip()
            except OSError:
                who = "another process"
            raise IndexLockedError(
                f"the index at {folder} is being written by {who}; waited {wait:g} seconds. Wait for it to finish, or "
                "stop it: an interrupted run loses nothing"
            ) from None
        try:
            now = datetime.now().isoformat(" ", "seconds")
            who = f"process {os.getpid()} on {socket.gethostname()} since {now}"
            holder.write_text(f"{who} ({command})" if command else who, encoding="utf-8")
            yield
        finally:
            with suppress(OSError):
                holder.unlink(missing_ok=True)
            lock.release()
