"""One state of an index, of which engine and catalog each hold their part, opened while others may be writing."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from searchidx.copies import load_copies
from searchidx.customization import taxonomy_of
from searchidx.engines import engine as engine_named
from searchidx.errors import StoreError
from searchidx.searching import Searcher
from searchidx.storage import Storage, storage_errors

if TYPE_CHECKING:
    from searchidx.catalog import Catalog

__all__ = ["held", "open_state", "retried", "size", "view_of"]

T = TypeVar("T")


def retried(storage: Storage, use: Callable[[Storage], T]) -> tuple[Storage, T]:
    """Use a state of an index, or the one that has taken its place since."""
    while True:
        try:
            return storage, use(storage)
        except StoreError:
            now = storage.reopened()
            if now.settings.data == storage.settings.data:
                raise
            storage = now


def open_state(storage: Storage) -> tuple[Storage, tuple[str, Searcher]]:
    """The last commit of an index: its generation, and a view of it."""
    return retried(storage, _open_view)


def _open_view(storage: Storage) -> tuple[str, Searcher]:
    engine, folder = engine_named(storage.settings.engine), storage.engine_folder
    with storage_errors(storage.folder):
        while True:
            generation = engine.generation(folder)
            reader = engine.reader(folder)
            if engine.generation(folder) == generation:
                break
            reader.close()
    # A writer makes languages known before it commits: only now are none missing.
    now = storage.reopened().settings
    languages = (now if now.data == storage.settings.data else storage.settings).languages
    copies = load_copies(storage.copies_path)
    view = Searcher(reader, taxonomy_of(storage), languages, generation, copies)
    weakref.finalize(view, reader.close).atexit = False
    return generation, view


def held(storage: Storage, catalog: Catalog) -> Catalog:
    """The catalog, standing still in the state that the engine is in."""
    catalog.hold(lambda: engine_named(storage.settings.engine).generation(storage.engine_folder))
    return catalog


def view_of(storage: Storage, catalog: Catalog) -> Searcher:
    """A view of the very state that the catalog is in, whatever others are doing."""
    opened: list[Searcher] = []

    def look() -> str:
        generation, view = _open_view(storage)
        opened.append(view)
        return generation

    catalog.hold(look)
    return opened[0]


def size(folder: Path) -> int:
    """How many bytes all files below a folder have; those that a writer takes away meanwhile have none."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += Path(place, name).stat().st_size
            except FileNotFoundError:
                continue
    return total
