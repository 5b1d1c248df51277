"""Whether an index is what its catalog says."""

from __future__ import annotations

import json
from pathlib import Path

from searchidx.catalog import Catalog, digest
from searchidx.index import CheckReport
from searchidx.searching import Searcher

__all__ = ["check"]


def check(searcher: Searcher, catalog: Catalog) -> CheckReport:
    """Compare every stored passage with its fingerprint in the catalog; say which files have changed."""
    from searchidx.pipeline import fingerprint

    wrong = catalog.verify()
    if wrong is not None:
        return CheckReport(passages=searcher.size, articles=0, catalog=wrong)
    expected = dict(catalog.passages())
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
    for source in catalog.sources():
        try:
            current = fingerprint(Path(source.path))
        except OSError:
            current = ""
        if current != source.digest:
            stale.append(source.path)
    return CheckReport(
        passages=searcher.size,
        articles=catalog.counts()["articles"],
        missing=tuple(sorted(expected)),
        surplus=tuple(sorted(surplus)),
        damaged=tuple(sorted(damaged)),
        stale=tuple(stale),
    )
