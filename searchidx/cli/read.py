"""searchidx read"""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from searchidx.cli.options import Json
from searchidx.cli.output import ERROR, FOUND, NOTHING, lines, remark
from searchidx.cli.source import FieldMapping, field_mapping, media_type

if TYPE_CHECKING:
    from searchidx.errors import ReadingError
    from searchidx.model import Article, Passage

__all__ = ["read"]


def read(
    source: Annotated[str, typer.Argument(metavar="FILE", help="A file of articles; - is standard input.")],
    *,
    type: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="What it is, where its suffix or first bytes do not tell: html, txt, md, jsonl, or a media type.",
        ),
    ] = None,
    map: FieldMapping = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="Stop after so many articles.")
    ] = None,
    json: Json = False,
) -> None:
    """Show what is understood of a source, without an index.

    Of each article: what is known about it, and its passages, block by block, each with what it is tagged with. What
    cannot be read is told on standard error.

    Exit status 0, 1 where there is no article in it, or 2 where it, or a part of it, cannot be read.
    """
    from searchidx.errors import ReadingError
    from searchidx.pipeline import passages
    from searchidx.reading import read_file, read_stream

    kind, mapping = media_type(type), field_mapping(map)
    problems: list[ReadingError] = []
    count = 0

    def problem(error: ReadingError) -> None:
        problems.append(error)
        remark(f"{source}: {error}")

    def articles() -> Iterator[tuple[Article, list[Passage]]]:
        nonlocal count
        try:
            if source == "-":
                # Whole: archives are read from their end.
                data = sys.stdin.buffer.read()
                found = read_stream(data, media_type=kind, on_problem=problem, mapping=mapping)
            elif Path(source).is_dir():
                raise ReadingError("it is a folder; name one of its files")
            else:
                found = read_file(source, media_type=kind, on_problem=problem, mapping=mapping)
            for article in islice(found, limit):
                count += 1
                yield article, passages(article)
        except ReadingError as error:
            problem(error)

    if json:
        lines(_json(articles(), source, problems))
    else:
        from searchidx.cli.render import render_source

        for article, own in articles():
            lines(["", ""] if count > 1 else [])
            lines(render_source(article, own))
    if not count and not problems:
        remark(f"{source}: there is no article in it")
    raise typer.Exit(ERROR if problems else FOUND if count else NOTHING)


def _json(
    articles: Iterable[tuple[Article, list[Passage]]], source: str, problems: list[ReadingError]
) -> Iterator[str]:
    """One JSON value, written article by article: a source may hold a million."""
    from searchidx.records import as_json

    yield f'{{\n"version": 1,\n"source": {json_module.dumps(source, ensure_ascii=False)},\n"articles": ['
    # The comma belongs to the article before, so each waits for the next.
    waiting: str | None = None
    for article, passages in articles:
        if waiting is not None:
            yield waiting + ","
        one = {"article": as_json(article), "passages": as_json(passages)}
        waiting = json_module.dumps(one, ensure_ascii=False, indent=2)
    if waiting is not None:
        yield waiting
    told = [{"reason": str(error), "line": error.line, "member": error.member} for error in problems]
    yield f'],\n"problems": {json_module.dumps(told, ensure_ascii=False)}\n}}'
