"""searchidx speakers"""

from __future__ import annotations

from typing import Annotated

import typer

from searchidx.cli.options import DEFAULT_INDEX, Filters, IndexPath, Json, OutputFormat, Query, filtered, query_text
from searchidx.cli.output import FOUND, NOTHING, Format, emit, lines, remark, remark_on, write_csv

__all__ = ["speakers"]

_COLUMNS = [
    "speaker",
    "quotations",
    "passages",
    "articles",
    "earliest",
    "latest",
    "quote",
    "passage_id",
    "quotations_exact",
    "articles_exact",
]


@filtered
def speakers(
    query: Query = None,
    *,
    filters: Filters,
    index: IndexPath = DEFAULT_INDEX,
    top: Annotated[int, typer.Option("--top", "-n", metavar="N", min=1, help="How many speakers.")] = 10,
    format: OutputFormat = Format.TABLE,
    json: Json = False,
) -> None:
    """List who speaks on a subject, with the best quotation of each.

    Each is counted in quotations, passages and articles that match, with the dates of the first and the last.

    Exit status 0 where somebody is found, 1 where nobody is, 2 on an error.
    """
    from searchidx.opening import open as open_index
    from searchidx.records import as_json

    text = query_text(query)
    with open_index(index) as opened:
        remark_on(text, opened.search(text, **filters.as_arguments(), facets=(), limit=1).diagnostics)
        found = opened.speakers(text, **filters.as_arguments(), top=top)
    format = Format.JSON if json else format
    if format is Format.TABLE:
        from searchidx.cli.render_speech import render_speakers

        if not found:
            remark("nobody found")
        lines(render_speakers(found))
    elif format is Format.IDS:
        lines(one.speaker for one in found)
    elif format is Format.JSON:
        emit({"version": 1, "query": text, "speakers": as_json(found)})
    elif format is Format.JSONL:
        for one in found:
            emit(as_json(one), indent=None)
    else:
        write_csv(({**as_json(one), "passage_id": one.passage.id} for one in found), _COLUMNS)
    raise typer.Exit(FOUND if found else NOTHING)
