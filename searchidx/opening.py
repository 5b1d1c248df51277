"""Finding an index, making one, building one anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, TypeVar

from searchidx.customization import check_unchanged, customized, newest_topic_model
from searchidx.engines import engine as engine_named
from searchidx.engines.base import Engine
from searchidx.errors import NotAnIndexError, StoreError
from searchidx.index import LOCK_SECONDS, Index
from searchidx.storage import Storage, engine_of, is_index, is_vacant, own_of, storage_errors, write_lock

__all__ = ["open", "rebuild"]

T = TypeVar("T")


def open(
    path: str | Path,
    *,
    create: bool = False,
    engine: str | None = None,
    taxonomy: str | Path | None = None,
    organizations: str | Path | None = None,
    recall: Literal["normal", "high"] | None = None,
) -> Index:
    """Open the index at a path.

    With `create`, one is made where there is none: with the named engine ("tantivy", "whoosh"), by default tantivy, or
    whoosh where tantivy cannot be imported. An index that exists knows its engine.

    `taxonomy` and `organizations` are YAML files of the user's own (`Taxonomy.from_yaml`, `AliasTable.load`), "" stands
    for those that come with searchidx; `recall` "high" believes more organizations. All that is added is tagged by
    them. An index that exists knows them too, and others are refused. Raises TaxonomyError, with the line, before
    anything is made, where a file is wrong.

    Raises one of the `StoreError`s of searchidx.errors, each saying what is wrong and what to do.
    """
    folder, own = Path(path), customized(taxonomy, organizations, recall)
    if create and is_vacant(folder):
        _create(folder, engine, own)
    storage = Storage.open(folder)
    check_unchanged(storage.settings, own, folder)
    opened = Index(storage)
    if engine is not None and engine != opened.engine:
        opened.close()
        raise StoreError(
            f"the index at {folder} was written by {opened.engine}, not by {engine}: leave the engine "
            "out, or build the index again with --rebuild"
        )
    return opened


def _create(folder: Path, engine: str | None, own: Mapping[str, str | None]) -> None:
    chosen = engine_named(engine)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with write_lock(folder, wait=LOCK_SECONDS, command="create"):
        # Another process may have made one in the meantime.
        if is_vacant(folder):
            storage = Storage.create(folder, chosen.name, **own)
            _fill_data_folder(storage, chosen)
            storage.publish()


def _fill_data_folder(storage: Storage, engine: Engine) -> None:
    from searchidx.catalog import Catalog, catalog_errors

    with storage_errors(storage.folder), catalog_errors(storage.folder):
        engine.create(storage.engine_folder)
        Catalog.create(storage.catalog_path)


def rebuild(
    path: str | Path,
    fill: Callable[[Index], T],
    *,
    engine: str | None = None,
    taxonomy: str | Path | None = None,
    organizations: str | Path | None = None,
    recall: Literal["normal", "high"] | None = None,
    topic_model: bool = True,
    wait: float = LOCK_SECONDS,
) -> T:
    """Build the index at a path anew: `fill` adds to an empty index aside, which then takes the place of the old one.

    What is replaced is never opened, so it may be damaged or written by another version; it serves searches until the
    end, and stays if `fill` fails. Returns what `fill` returns. Engine, `taxonomy`, `organizations` and `recall` (see
    `open`) stay what they are where they are None and the settings of the old index can be read. What was learned last
    by `Index.train_topics` is used from now on, unless `topic_model` is False.
    """
    import shutil

    folder, own = Path(path), customized(taxonomy, organizations, recall)
    if not is_vacant(folder) and not is_index(folder):
        raise NotAnIndexError(f"{folder} is not an index: name another folder")
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with write_lock(folder, wait=wait, command="rebuild"):
        chosen = engine_named(engine or engine_of(folder))
        model = newest_topic_model(folder) if topic_model else None
        kept = {**own_of(folder), **own, "topic_model": model is not None}
        storage = Storage.aside(folder, chosen.name, **kept)
        try:
            if model is not None:
                with storage_errors(folder):
                    storage.topic_model_path.write_bytes(model)
            _fill_data_folder(storage, chosen)
            with Index(storage) as index:
                result = fill(index)
        except BaseException:
            shutil.rmtree(storage.data, ignore_errors=True)
            raise
        storage.publish(index.settings)
    return result
