"""searchidx index"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from searchidx.cli.options import DEFAULT_INDEX, IndexPath, Json
from searchidx.cli.output import ERROR, INTERRUPTED, emit, number, remark
from searchidx.cli.source import FieldMapping, field_mapping
from searchidx.cli.source import media_type as kind_of_source

if TYPE_CHECKING:
    from searchidx.index import Index
    from searchidx.writing import Progress, UpdateReport

__all__ = ["index"]


class Recall(StrEnum):
    """How many organizations are believed."""

    NORMAL = "normal"
    HIGH = "high"


def index(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH…", help="Files and folders of articles; - is standard input.")
    ] = None,
    *,
    index: IndexPath = DEFAULT_INDEX,
    include: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help='In folders, only files such as "*.html"; repeat it for several.'),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="In folders, leave these files and folders out.")
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Drop files below PATH that are gone.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build anew from PATH, aside, and then take its place.")
    ] = False,
    engine: Annotated[
        str | None,
        typer.Option(metavar="ENGINE", help="tantivy or whoosh, for a new index or with --rebuild."),
    ] = None,
    taxonomy: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help='YAML file of your own topics, for a new index or with --rebuild, as are the next two; "" for ours.',
        ),
    ] = None,
    organizations: Annotated[
        str | None, typer.Option(metavar="FILE", help='YAML file of your own organizations; "" for ours alone.')
    ] = None,
    recall: Annotated[
        Recall | None, typer.Option(help="How many organizations; high also believes weaker evidence.")
    ] = None,
    no_topic_model: Annotated[
        bool, typer.Option("--no-topic-model", help="With --rebuild, leave out what topics train has learned.")
    ] = False,
    media_type: Annotated[
        str | None,
        typer.Option("--type", metavar="TYPE", help="What standard input is: html, txt, md, jsonl, or a media type."),
    ] = None,
    map: FieldMapping = None,
    workers: Annotated[
        int, typer.Option(min=1, metavar="N", help="Read and tag in so many processes, each on a core of its own.")
    ] = 1,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with status 2 if anything could not be read.")] = False,
    wait: Annotated[float, typer.Option(metavar="SECONDS", help="How long to wait for another writer.")] = 60.0,
    json: Json = False,
) -> None:
    """Add articles to an index, or bring it up to date.

    New and changed files are read, unchanged ones skipped. What cannot be read is reported, and the rest goes on.
    Interrupted at any moment, nothing that was committed is lost, and the same command completes the work.

    Exit status 0, or 2 where nothing at all could be read, or with --strict where anything could not.
    """
    from searchidx.opening import open as open_index
    from searchidx.opening import rebuild as rebuild_index

    if not paths:
        raise typer.BadParameter("name the files or folders to index, or - for standard input", param_hint="PATH…")
    if not any(path == "-" or os.path.lexists(path) for path in paths):
        # A mistyped name should not leave an empty index behind.
        for path in paths:
            remark(f"{path}: there is no such file or folder")
        raise typer.Exit(ERROR)
    if no_topic_model and not rebuild:
        raise typer.BadParameter(
            "a topic model is left out of the whole index: add --rebuild", param_hint="--no-topic-model"
        )
    media_type, mapping = kind_of_source(media_type), field_mapping(map)

    def fill(opened: Index) -> UpdateReport:
        return _fill(opened, paths, include or [], exclude or [], prune, mapping, workers, media_type, wait)

    own: dict[str, Any] = {
        "taxonomy": taxonomy,
        "organizations": organizations,
        "recall": recall.value if recall else None,
    }
    try:
        if rebuild:
            report = rebuild_index(index, fill, engine=engine, topic_model=not no_topic_model, wait=wait, **own)
        else:
            with open_index(index, create=True, engine=engine, **own) as opened:
                report = fill(opened)
    except KeyboardInterrupt:
        if rebuild:
            remark("stopped; the index is as it was")
        else:
            remark("stopped; what was committed is safe, and the same command goes on from there")
        raise typer.Exit(INTERRUPTED) from None
    _report(report, index, json)
    nothing = not (report.articles or report.unchanged or report.removed)
    raise typer.Exit(ERROR if report.problems and (strict or nothing) else 0)


def _fill(
    opened: Index,
    paths: list[str],
    include: list[str],
    exclude: list[str],
    prune: bool,
    mapping: dict[str, str],
    workers: int,
    media_type: str | None,
    wait: float,
) -> UpdateReport:
    files = [Path(path) for path in paths if path != "-"]
    with _ProgressBar() as on_progress:
        report = opened.update(
            files,
            include=include,
            exclude=exclude,
            prune=prune,
            mapping=mapping,
            workers=workers,
            on_progress=on_progress,
            wait=wait,
        )
    if "-" in paths:
        from searchidx.errors import ReadingError
        from searchidx.reading import read_stream
        from searchidx.writing import Problem

        def problem(error: ReadingError) -> None:
            report.problems.append(Problem("-", str(error), error.line))

        try:
            data = sys.stdin.buffer.read()
            articles = list(read_stream(data, media_type=media_type, on_problem=problem, mapping=mapping))
            report.passages += opened.add(articles, wait=wait)
            report.articles += len(articles)
        except ReadingError as error:
            problem(error)
    return report


class _ProgressBar:
    """A bar on standard error where that is a terminal; nothing elsewhere."""

    def __enter__(self) -> Callable[[Progress], None] | None:
        self._bar = None
        if not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("indexing"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[path]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._bar.start()
        task = self._bar.add_task("", total=None, path="")
        return lambda progress: self._bar.update(  # type: ignore[union-attr]
            task, completed=progress.done, total=progress.total, path=Path(progress.path).name
        )

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _report(report: UpdateReport, index: Path, json: bool) -> None:
    for problem in report.problems:
        remark(str(problem))
    if json:
        from dataclasses import asdict

        emit({"version": 1, "index": str(index), **asdict(report)})
        return
    files = [
        f"{count:,} {what}"
        for count, what in (
            (report.added, "new"),
            (report.replaced, "changed"),
            (report.unchanged, "unchanged"),
            (report.removed, "removed"),
            (len(report.problems), "with problems"),
        )
        if count
    ]
    remark(
        f"indexed {number(report.articles, 'article')}, {number(report.passages, 'passage')} into {index}"
        + (f" (files: {', '.join(files)})" if files else "")
    )
