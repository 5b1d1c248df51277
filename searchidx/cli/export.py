"""searchidx export"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from searchidx.cli.options import DEFAULT_INDEX, Filters, IndexPath, Query, filtered, query_text
from searchidx.cli.output import FOUND, NOTHING, emit, into, number, remark, remark_on, write_csv
from searchidx.cli.search import PASSAGE_COLUMNS, Order

__all__ = ["export"]


class ExportFormat(StrEnum):
    """How passages are written."""

    JSONL = "jsonl"
    CSV = "csv"


@filtered
def export(
    query: Query = None,
    *,
    filters: Filters,
    index: IndexPath = DEFAULT_INDEX,
    sort: Annotated[Order, typer.Option(help="What comes first; -date is oldest first.")] = Order.RELEVANCE,
    format: Annotated[ExportFormat, typer.Option("--format", "-f", help="How to write passages.")] = ExportFormat.JSONL,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file, which appears when it is complete."),
    ] = None,
) -> None:
    """Write every passage that matches, not only the first page.

    Exit status 0 where something is found, 1 where nothing is, 2 on an error.
    """
    from searchidx.opening import open as open_index
    from searchidx.records import as_json

    text, written = query_text(query), 0
    with open_index(index) as opened, into(output):
        remark_on(text, opened.search(text, **filters.as_arguments(), facets=(), limit=1).diagnostics)
        rows = map(as_json, opened.export(text, **filters.as_arguments(), sort=sort.value))

        def counted() -> Iterator[dict[str, Any]]:
            nonlocal written
            for row in rows:
                written += 1
                yield row

        if format is ExportFormat.CSV:
            write_csv(counted(), PASSAGE_COLUMNS)
        else:
            for row in counted():
                emit(row, indent=None)
    remark(f"{number(written, 'passage')} written" + (f" to {output}" if output else ""))
    raise typer.Exit(FOUND if written else NOTHING)
