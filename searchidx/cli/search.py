"""searchidx search"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from searchidx.model import Results

__all__ = ["search"]


class Order(StrEnum):
    """What comes first."""

    RELEVANCE = "relevance"
    DATE = "date"
    OLDEST = "-date"


class GroupBy(StrEnum):
    """What is one result."""

    ARTICLE = "article"


@filtered
def search(
    query: Query = None,
    *,
    filters: Filters,
    index: IndexPath = DEFAULT_INDEX,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", help="Results a page.")] = 10,
    cursor: Annotated[
        str | None, typer.Option(metavar="CURSOR", help="Go on where the page that printed it ended.")
    ] = None,
    sort: Annotated[Order, typer.Option(help="What comes first; -date is oldest first.")] = Order.RELEVANCE,
    group: Annotated[GroupBy | None, typer.Option(help="Show each article once, with its best passage.")] = None,
    collapse: Annotated[
        bool, typer.Option(help="Show one of several near copies of an article, or all of them.")
    ] = True,
    facet: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FACET",
            help=f"Facet to count; repeat it for several.  [default: {', '.join(DEFAULT_FACETS)}]",
            autocompletion=complete_facets,
        ),
    ] = None,
    facet_values: Annotated[int, typer.Option(metavar="N", min=1, help="Values of each facet.")] = 5,
    no_facets: Annotated[bool, typer.Option("--no-facets", help="Count no facets.")] = False,
    format: OutputFormat = Format.TABLE,
    json: Json = False,
) -> None:
    """Find passages, and see who speaks and what they are about.

    Exit status 0 where something is found, 1 where nothing is, 2 on an error.
    """
    from searchidx.opening import open as open_index

    text = query_text(query)
    with open_index(index) as opened:
        results = opened.search(
            text,
            **filters.as_arguments(),
            sort=sort.value,
            group_by="article" if group else None,
            collapse=collapse,
            facets=() if no_facets else tuple(facet or DEFAULT_FACETS),
            facet_values=facet_values,
            limit=limit,
            cursor=cursor,
        )
    remark_on(text, results.diagnostics)
    _print(results, Format.JSON if json else format)
    raise typer.Exit(FOUND if results.total_passages else NOTHING)


def _print(results: Results, format: Format) -> None:
    if format is Format.TABLE:
        from searchidx.cli.render import render_results

        if not results.total_passages:
            remark("nothing found")
        lines(render_results(results))
        return
    if format is Format.IDS:
        lines(hit.passage.id for hit in results.hits)
        return
    from searchidx.records import as_json

    if format is Format.JSON:
        emit({"version": 1, **as_json(results)})
    elif format is Format.JSONL:
        for hit in results.hits:
            emit(as_json(hit), indent=None)
    else:
        rows = ({"rank": hit.rank, "score": round(hit.score, 4), **as_json(hit.passage)} for hit in results.hits)
        write_csv(rows, ["rank", "score", *PASSAGE_COLUMNS])


PASSAGE_COLUMNS = [
    "id",
    "article_id",
    "published",
    "publisher",
    "title",
    "heading",
    "speakers",
    "organizations",
    "topics",
    "authors",
    "language",
    "url",
    "text",
]
"""The columns of a passage in CSV."""
