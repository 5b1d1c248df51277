"""The commands, in the order in which a newcomer meets them."""

from __future__ import annotations

from typing import Annotated

import typer

from searchidx.cli import check, export, facets, index, search, show, stats

__all__ = ["app"]

app = typer.Typer(
    name="searchidx",
    help="Full-text search with facets for news: who said what, about which organizations and topics.",
    no_args_is_help=True,
    # Plain help needs no imports, and its text is the same in the reference.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"searchidx {version('searchidx')}")
        raise typer.Exit


@app.callback()
def searchidx(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Full-text search with facets for news: who said what, about which organizations and topics."""


for command in (index.index, search.search, facets.facets, show.show, stats.stats, export.export, check.check):
    app.command()(command)
