"""Options that say what a source is and how its records are read."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["FieldMapping", "field_mapping", "media_type"]

FieldMapping = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=NAME",
        help="In JSON records, the name under which a field is found: title=headline; dots reach into objects. "
        "Repeat it for several.",
    ),
]


def field_mapping(pairs: list[str] | None) -> dict[str, str]:
    """What the option `--map` says: the name in the records for each field of an article."""
    from searchidx.errors import SchemaError
    from searchidx.reading import check_mapping

    mapping: dict[str, str] = {}
    for pair in pairs or ():
        field, _, name = (part.strip() for part in pair.partition("="))
        if not field or not name:
            raise typer.BadParameter(f'"{pair}" is not FIELD=NAME, such as title=headline', param_hint="--map")
        if mapping.get(field, name) != name:
            raise typer.BadParameter(f'"{field}" is mapped twice: to {mapping[field]} and {name}', param_hint="--map")
        mapping[field] = name
    try:
        check_mapping(mapping)
    except SchemaError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from None
    return mapping


def media_type(name: str | None) -> str | None:
    """The media type that a short name, such as a file's suffix, stands for."""
    from searchidx.reading import readers

    if name is None or "/" in name:
        return name
    fitting = [reader for reader in readers() if name.lower() == reader.name or f".{name.lower()}" in reader.suffixes]
    if len(fitting) != 1:
        known = ", ".join(sorted(reader.suffixes[0].removeprefix(".") for reader in readers()))
        raise typer.BadParameter(f'"{name}" is no kind of source; there are {known}', param_hint="--type")
    return fitting[0].media_types[0]
