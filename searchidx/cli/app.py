"""The application: every command, in the order in which a newcomer meets them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from searchidx.cli.output import quietly

__all__ = ["COMMANDS", "application"]

COMMANDS = ("index", "search", "facets", "show", "stats", "export", "check")
"""Each is a function of that name in the module of that name."""


def application(arguments: Sequence[str] = ()) -> typer.Typer:
    """The application that can run these arguments: all of it, or, where they name a command, that command alone."""
    app = typer.Typer(
        name="searchidx",
        no_args_is_help=True,
        # Plain help needs no imports, and its text is the same in the reference.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(searchidx)
    # Making a command out of its options costs milliseconds that a search should not pay for the others.
    named = arguments[0] if arguments and arguments[0] in COMMANDS else None
    for name in (named,) if named else COMMANDS:
        command = getattr(import_module(f"searchidx.cli.{name}"), name)
        # Inside Typer, which would make a closed pipe status 1.
        app.command(name)(quietly()(command))
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"searchidx {version('searchidx')}")
        raise typer.Exit


def searchidx(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Full-text search with facets for news: who said what, about which organizations and topics."""
