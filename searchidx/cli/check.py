"""searchidx check"""

from __future__ import annotations

import typer

from searchidx.cli.options import DEFAULT_INDEX, IndexPath, Json
from searchidx.cli.output import ERROR, FOUND, emit, lines, number

__all__ = ["check"]

_MOST_NAMED = 20


def check(index: IndexPath = DEFAULT_INDEX, json: Json = False) -> None:
    """Verify an index, and say which files have changed since.

    Every passage is compared with its fingerprint in the catalog, and every file with its state when it was indexed.

    Exit status 0 where the index is sound, 2 where it is not.
    """
    from searchidx.opening import open as open_index
    from searchidx.records import as_json

    with open_index(index) as opened:
        report = opened.check()
    if json:
        emit({"version": 1, "sound": report.sound, **as_json(report)})
        raise typer.Exit(FOUND if report.sound else ERROR)
    lines([f"{number(report.passages, 'passage')} of {number(report.articles, 'article')}"])
    for what, found in (
        ("missing from the engine", report.missing),
        ("unknown to the catalog", report.surplus),
        ("damaged", report.damaged),
        ("changed or gone since it was indexed", report.stale),
    ):
        lines(f"{what}: {one}" for one in found[:_MOST_NAMED])
        if len(found) > _MOST_NAMED:
            lines([f"{what}: and {len(found) - _MOST_NAMED:,} more"])
    if report.catalog:
        lines([f"the catalog is damaged: {report.catalog}"])
    if not report.sound:
        lines(["not sound: build it again with: searchidx index PATH… --rebuild"])
    elif report.stale:
        lines(["sound; take the changes in with: searchidx index PATH… --prune"])
    else:
        lines(["sound"])
    raise typer.Exit(FOUND if report.sound else ERROR)
