"""searchidx explain"""

from __future__ import annotations

from typing import Annotated

import typer

from searchidx.cli.options import DEFAULT_INDEX, IndexPath, Json
from searchidx.cli.output import emit, lines, remark

__all__ = ["explain"]

_ABOUT_ALL = ("passage", "quotations", "organizations", "topics", "own_topics", "current")


def explain(
    id: Annotated[str, typer.Argument(metavar="PASSAGE_ID", help="Id of a passage, as a search gives it.")],
    index: IndexPath = DEFAULT_INDEX,
    json: Json = False,
) -> None:
    """Tell why a passage has its speakers, organizations and topics.

    Its article is tagged again as the index was built, and what found each tag is printed.
    """
    from searchidx.opening import open as open_index

    with open_index(index) as opened:
        found = opened.explain(id)
        taxonomy = opened.taxonomy
    if not found.current:
        remark(
            "the passage in the index has other tags, given by another version of searchidx: bring it up to date with: "
            "searchidx index PATH… --rebuild"
        )
    if json:
        from searchidx.records import as_json

        emit({"version": 1, **{name: as_json(getattr(found, name)) for name in _ABOUT_ALL}})
        return
    from searchidx.cli.render_speech import render_explanation

    lines(render_explanation(found, taxonomy))
