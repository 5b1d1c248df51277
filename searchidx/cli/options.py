"""Options that several commands share, each defined once."""

from __future__ import annotations

import functools
import inspect
import os
import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import typer

from searchidx.cli.output import Format
from searchidx.fields import FACETS
from searchidx.filters import Filters

__all__ = [
    "DEFAULT_INDEX",
    "Filters",
    "IndexPath",
    "Json",
    "OutputFormat",
    "Query",
    "complete_facets",
    "filtered",
    "query_text",
]

DEFAULT_INDEX = Path("index")

IndexPath = Annotated[
    Path,
    typer.Option(
        "--index", "-i", envvar="SEARCHIDX_INDEX", metavar="PATH", help="Folder of the index.", show_default=True
    ),
]
Query = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="QUERY…",
        help='What to look for, in the query language; "*", or nothing but filters, is everything. '
        "Where the first character is a dash, put -- before it.",
    ),
]
OutputFormat = Annotated[Format, typer.Option("--format", "-f", help="How to print what is found.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def query_text(words: list[str] | None) -> str:
    """The query that was typed, its words quoted as one argument or not."""
    return " ".join(words or ()) or "*"


class Match(StrEnum):
    """How many of the words have to occur."""

    ALL = "all"
    ANY = "any"


def complete_values(facet: str) -> Callable[[typer.Context, str], list[str]]:
    """Shell completion: the facet's values in the index that the command line names."""

    def values(context: typer.Context, incomplete: str) -> list[str]:
        from searchidx.errors import SearchidxError
        from searchidx.opening import open as open_index

        try:
            with open_index(context.params.get("index") or DEFAULT_INDEX) as index:
                found = [suggestion.value for suggestion in index.suggest(incomplete, facet, limit=50)]
                topics = index.taxonomy
        except SearchidxError:
            return []
        # People choose topics by their names.
        slugs = facet == "topic"
        return [_Completion(_escaped(topics.slug(one) if slugs and one in topics else one)) for one in found]

    return values


def complete_facets() -> list[str]:
    """Shell completion: the names of the facets."""
    return [facet.name for facet in FACETS]


class _Completion(str):
    """A value for what was typed, though it may begin with it only in other letters, or in its second word."""

    def startswith(self, *_: object) -> bool:
        """True, always: Typer would drop the others."""
        return True


def _escaped(value: str) -> str:
    """A value as Bash has to be given it: unlike other shells it puts a completion on the line as it stands."""
    if os.environ.get("_SEARCHIDX_COMPLETE") != "complete_bash":
        return value
    import shlex

    try:
        shlex.split(os.environ.get("COMP_WORDS", ""))
    except ValueError:
        # Between quotation marks, which are open while a word is typed, spaces are no trouble.
        return value
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", value)


def _parameters() -> dict[str, Any]:
    """The options of `Filters`, by parameter name."""
    options: dict[str, Any] = {}
    for facet in FACETS:
        kept = typer.Option(
            f"--{facet.name}",
            metavar="VALUE",
            help=f"Only with this {facet.name}; repeat it for any of several.",
            autocompletion=complete_values(facet.name),
        )
        options[facet.name] = (Annotated[list[str] | None, kept], None)
    for facet in FACETS:
        left_out = typer.Option(
            f"--not-{facet.name}",
            metavar="VALUE",
            help=f"Leave this {facet.name} out; repeat it for several.",
            autocompletion=complete_values(facet.name),
        )
        options[f"not_{facet.name}"] = (Annotated[list[str] | None, left_out], None)
    since = typer.Option("--since", metavar="DATE", help="From this day on: 2025-03-01, 2025-03, 2025, 30d, yesterday.")
    until = typer.Option("--until", metavar="DATE", help="Up to and including this day.")
    words = typer.Option("--match", help="Whether all words must occur, or any.")
    options["since"] = (Annotated[str | None, since], None)
    options["until"] = (Annotated[str | None, until], None)
    options["match"] = (Annotated[Match, words], Match.ALL)
    return options


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command whose parameter `filters` is a `Filters` the options that make one."""
    options = _parameters()

    @functools.wraps(command)
    def with_filters(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in options}
        filters = Filters(
            where={facet.name: chosen[facet.name] for facet in FACETS if chosen[facet.name]},
            exclude={facet.name: chosen[f"not_{facet.name}"] for facet in FACETS if chosen[f"not_{facet.name}"]},
            since=chosen["since"],
            until=chosen["until"],
            match=cast('Literal["all", "any"]', chosen["match"].value),
        )
        command(filters=filters, **given)

    own = inspect.signature(command, eval_str=True)
    parameters = [p for p in own.parameters.values() if p.name != "filters"]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in options.items()
    ]
    parameters.sort(key=lambda p: p.kind)
    vars(with_filters)["__signature__"] = own.replace(parameters=parameters)
    with_filters.__annotations__ = {p.name: p.annotation for p in parameters}
    del with_filters.__wrapped__
    return with_filters
