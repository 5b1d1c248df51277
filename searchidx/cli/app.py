"""The application: every command, in the order in which a newcomer meets them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from searchidx.cli.output import quietly

__all__ = ["COMMANDS", "application"]

COMMANDS = ("index", "read", "search", "facets", "speakers", "show", "explain", "stats", "export", "topics", "check")
"""Each is a function of that name in the module of that name."""
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(TyperGroup):
    """Makes a command when it is run: a search should not pay for the options of the others."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=_SETTINGS)
        # Inside Typer, which would make a closed pipe status 1.
        alone.command(cmd_name)(quietly()(_function(cmd_name)))
        return get_command(alone)

    def format_commands(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        with formatter.section("Commands"):
            formatter.write_dl([(name, (_function(name).__doc__ or "").split("\n")[0]) for name in COMMANDS])


def _function(name: str) -> Callable[..., None]:
    command: Callable[..., None] = getattr(import_module(f"searchidx.cli.{name}"), name)
    return command


def application() -> typer.Typer:
    """The application with all its commands."""
    app = typer.Typer(
        name="searchidx",
        cls=_Commands,
        no_args_is_help=True,
        # Plain help needs no imports, and its text is the same in the reference.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=_SETTINGS,
    )
    app.callback()(searchidx)
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
