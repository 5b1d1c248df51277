"""Where the files of a Whoosh index lie, and how it is known that they are whole."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from searchidx.engines.whoosh.library import FileStorage, index

__all__ = ["DurableStorage", "check_files", "latest_generation", "list_files"]

_ENDS = 65_536
"""So many bytes at the beginning and the end of a file are summed: enough to tell foreign or incomplete files."""


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Puts the files of a commit on the disk before the table of contents names them, and closes what Whoosh leaves."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._created: set[str] = set()
        self._opened: list[Any] = []

    def create_file(self, name: str, *args: Any, **options: Any) -> Any:
        self._created.add(name)
        return super().create_file(name, *args, **options)

    def open_file(self, name: str, **options: Any) -> Any:
        file = super().open_file(name, **options)
        self._opened.append(file)
        return file

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        for name in self._created:
            if self.file_exists(name):
                _synchronize(Path(self.folder, name))
        self._created.clear()
        super().rename_file(oldname, newname, safe)
        if os.name == "posix":
            _synchronize(Path(self.folder))

    def close_files(self) -> None:
        for file in self._opened:
            with suppress(Exception):  # closed already
                file.close()
        self._opened.clear()


def _synchronize(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def latest_generation(folder: Path) -> int:
    """The number of the last commit; FileNotFoundError where there is no index."""
    number: int = index.TOC._latest_generation(FileStorage(str(folder)), "MAIN")
    if number < 0:
        raise FileNotFoundError(f"there is no table of contents in {folder}")
    return number


def _list(folder: Path, generation: int) -> Path:
    return folder / f"files-{generation}.json"


def list_files(folder: Path, generation: int, segments: Iterable[Any]) -> None:
    """Write down what the files of a commit that is about to be made look like."""
    names = {segment.segment_id() for segment in segments}
    files = {path.name: _look(path) for path in folder.iterdir() if path.name.partition(".")[0] in names}
    path = _list(folder, generation)
    path.write_text(json.dumps(files), encoding="ascii")
    _synchronize(path)


def check_files(folder: Path, generation: int) -> None:
    """Raise ValueError or OSError where the files of a commit are not what they were."""
    listed: dict[str, list[int]] = json.loads(_list(folder, generation).read_text(encoding="ascii"))
    for name, look in listed.items():
        if list(_look(folder / name)) != look:
            raise ValueError(f"the file {name} is not what was written")


def _look(path: Path) -> tuple[int, int]:
    """Length of a file, and a checksum of its ends."""
    with path.open("rb") as file:
        checksum = zlib.crc32(file.read(_ENDS))
        length = file.seek(0, os.SEEK_END)
        file.seek(max(0, length - _ENDS))
        return length, zlib.crc32(file.read(), checksum)
