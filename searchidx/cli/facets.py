"""searchidx facets"""

from __future__ import annotations

from typing import Annotated

import typer

from searchidx.cli.options import (
    DEFAULT_INDEX,
    Filters,
    IndexPath,
    Json,
    OutputFormat,
    Query,
    complete_facets,
    filtered,
    query_text,
)
from searchidx.cli.output import FOUND, NOTHING, Format, emit, lines, remark, remark_on, write_csv
from searchidx.fields import DEFAULT_FACETS

__all__ = ["facets"]

_COLUMNS = ["facet", "value", "label", "passages", "articles"]
_ABOUT_ALL = ("query", "total_passages", "total_articles", "articles_exact", "facets", "diagnostics", "relaxed")


@filtered
def facets(
    query: Query = None,
    *,
    filters: Filters,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FACET",
            help=f"Facet to count; repeat it for several.  [default: {', '.join(DEFAULT_FACETS)}]",
            autocompletion=complete_facets,
        ),
    ] = None,
    index: IndexPath = DEFAULT_INDEX,
    top: Annotated[int, typer.Option("--top", "-n", metavar="N", min=1, help="Values of each facet.")] = 20,
    format: OutputFormat = Format.TABLE,
    json: Json = False,
) -> None:
    """Count the speakers, organizations and topics of all that matches.

    Each value is counted in passages and, in brackets, in articles.

    Exit status 0 where something is found, 1 where nothing is, 2 on an error.
    """
    from searchidx.opening import open as open_index

    text = query_text(query)
    with open_index(index) as opened:
        results = opened.search(
            text, **filters.as_arguments(), facets=tuple(by or DEFAULT_FACETS), facet_values=top, limit=1
        )
    remark_on(text, results.diagnostics)
    format = Format.JSON if json else format
    rows = [
        {"facet": one.field, "value": v.value, "label": v.label, "passages": v.passages, "articles": v.articles}
        for one in results.facets
        for v in one.values
    ]
    if format is Format.TABLE:
        from searchidx.cli.render import render_counts

        if not results.total_passages:
            remark("nothing found")
        lines(render_counts(results))
    elif format is Format.JSON:
        from searchidx.records import as_json

        emit({"version": 1, **{name: as_json(getattr(results, name)) for name in _ABOUT_ALL}})
    elif format is Format.JSONL:
        for row in rows:
            emit(row, indent=None)
    elif format is Format.CSV:
        write_csv(rows, _COLUMNS)
    else:
        lines(str(row["value"]) for row in rows)
    raise typer.Exit(FOUND if results.total_passages else NOTHING)
