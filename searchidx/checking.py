"""What an index holds, and whether it is what its catalog says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from searchidx.catalog import Catalog, digest
from searchidx.record import Record
from searchidx.searching import Searcher

__all__ = ["CheckReport", "Stats", "check"]


class Stats(Record):
    """What an index holds."""

    path: str
    engine: str
    passages: int
    articles: int
    sources: int
    problems: int
    """Files that could not be read when they were last tried."""
    copies: int
    """Articles that are near copies of an earlier one."""
    languages: tuple[str, ...]
    earliest: datetime | None
    latest: datetime | None
    bytes: int
    """Size on disk."""


class CheckReport(Record):
    """What a check found; an index without problems has none of them."""

    passages: int
    articles: int
    missing: tuple[str, ...] = ()
    """Passages of the catalog that the engine does not hold."""
    surplus: tuple[str, ...] = ()
    """Passages of the engine that the catalog does not know."""
    damaged: tuple[str, ...] = ()
    """Passages whose stored content is not what was stored."""
    stale: tuple[str, ...] = ()
    """Files that are gone or have changed since they were indexed."""
    catalog: str | None = None
    """What is wrong with the catalog's file."""

    @property
    def sound(self) -> bool:
        """Whether the index is what its catalog says. Stale files are no damage: indexing again takes them in."""
        return not (self.missing or self.surplus or self.damaged or self.catalog)


def check(catalog: Catalog, open_view: Callable[[], Searcher]) -> CheckReport:
    """Compare every stored passage with its fingerprint in the catalog; say which files have changed.

    `open_view` opens a view of the state that the catalog is in. Others may write meanwhile, and a batch that was
    interrupted counts as the next writer will settle it.
    """
    from searchidx.pipeline import fingerprint, is_content

    wrong = catalog.verify()
    if wrong is not None:
        return CheckReport(passages=0, articles=0, catalog=wrong)
    searcher = open_view()
    expected = dict(catalog.passages())
    articles = catalog.counts()["articles"]
    sources = catalog.sources()
    catalog.close()  # the rest takes its time, and a writer need not wait for it
    surplus, damaged = [], []
    for stored in searcher.stored_documents():
        try:
            passage_id = json.loads(stored)["id"]
        except (ValueError, KeyError, TypeError):
            damaged.append(stored[:40])
            continue
        known = expected.pop(passage_id, None)
        if known is None:
            surplus.append(passage_id)
        elif known != digest(stored):
            damaged.append(passage_id)
    stale = []
    for source in sources:
        try:
            current = fingerprint(Path(source.path))
        except OSError:
            current = ""
        if not is_content(source.digest, current):
            stale.append(source.path)
    return CheckReport(
        passages=searcher.size,
        articles=articles,
        missing=tuple(sorted(expected)),
        surplus=tuple(sorted(surplus)),
        damaged=tuple(sorted(damaged)),
        stale=tuple(stale),
    )
