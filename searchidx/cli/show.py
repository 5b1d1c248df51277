"""searchidx show"""

from __future__ import annotations

from typing import Annotated

import typer

from searchidx.cli.options import DEFAULT_INDEX, IndexPath, Json
from searchidx.cli.output import ERROR, emit, lines, remark

__all__ = ["show"]


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of a passage or of an article, as a search gives it.")],
    index: IndexPath = DEFAULT_INDEX,
    json: Json = False,
) -> None:
    """Show a passage in its article, each quotation with its speaker."""
    from searchidx.opening import open as open_index

    with open_index(index) as opened:
        passage = opened.passage(id)
        article_id = passage.article_id if passage else id
        passages = opened.passages_of(article_id)
        if not passages:
            remark(
                f'there is no passage or article "{id}" in the index at {index}; searches print ids with --format ids'
            )
            raise typer.Exit(ERROR)
        article = opened.article(article_id)
        sources = opened.sources_of(article_id)
        copies = opened.copies_of(article_id)
        taxonomy = opened.taxonomy
    if json:
        from searchidx.records import as_json

        emit(
            {
                "version": 1,
                "passage": as_json(passage),
                "article": as_json(article),
                "passages": as_json(passages),
                "sources": sources,
                "copies": copies,
            }
        )
        return
    from searchidx.cli.render import render_article

    lines(render_article(article, passages, passage, sources, copies, taxonomy))
