"""searchidx facets"""

from __future__ import annotations

from typing import Annotated

import typer

from searchidx.cli.options import DEFAULT_INDEX, Filters, IndexPath, Json, OutputFormat, filtered
from searchidx.cli.output import FOUND, NOTHING, Format, emit, lines, write_csv
from searchidx.fields import DEFAULT_FACETS

__all__ = ["facets"]


@filtered
def facets(
    query: Annotated[str | None, typer.Argument(help='What to look for; "*" or nothing is everything.')] = None,
    *,
    filters: Filters,
    by: Annotated[
        list[str] | None,
        typer.Option(help=f"Facets to count (default: {', '.join(DEFAULT_FACETS)}); repeat for several."),
    ] = None,
    index: IndexPath = DEFAULT_INDEX,
    top: Annotated[int, typer.Option("--top", "-n", help="Values of each facet.")] = 20,
    format: OutputFormat = Format.TABLE,
    json: Json = False,
) -> None:
    """Count who speaks, which organizations appear and what it is about, in everything that matches.

    Exit status 0 where something is found, 1 where nothing is, 2 on an error.
    """
    from searchidx.index import open as open_index

    with open_index(index) as opened:
        counted = opened.facets(query or "*", by or DEFAULT_FACETS, **filters.as_arguments(), top=top)
    format = Format.JSON if json else format
    rows = [
        {"facet": one.field, "value": v.value, "label": v.label, "passages": v.passages, "articles": v.articles}
        for one in counted
        for v in one.values
    ]
    if format is Format.TABLE:
        from searchidx.cli.render import render_facets

        lines(render_facets(counted))
    elif format is Format.JSON:
        from searchidx.records import as_json

        emit({"version": 1, "facets": as_json(counted)})
    elif format is Format.JSONL:
        for row in rows:
            emit(row, indent=None)
    elif format is Format.CSV:
        write_csv(rows, ["facet", "value", "label", "passages", "articles"])
    else:
        lines(str(row["value"]) for row in rows)
    raise typer.Exit(FOUND if any(row["passages"] for row in rows) else NOTHING)
