"""Reading of alias files: YAML lists of organizations, checked line by line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from searchidx.errors import TaxonomyError
from searchidx.tagging.organization.aliases import FIELDS, KINDS, Entry

__all__ = ["read_records", "read_text", "records_of"]

_KEYS = frozenset(("name", "kind", "wikidata", "remove", *FIELDS))


def read_records(path: Path) -> list[tuple[Entry, dict[str, tuple[str, ...]], bool]]:
    """The entries of a YAML alias file; see `records_of`."""
    return records_of(read_text(path), str(path))


def read_text(path: Path) -> str:
    """The text of an alias file; TaxonomyError where it cannot be read."""
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise TaxonomyError(f"{path}: the alias file cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise TaxonomyError(f"{path}: the alias file is not UTF-8 text; save it as UTF-8") from error


def records_of(text: str, path: str) -> list[tuple[Entry, dict[str, tuple[str, ...]], bool]]:
    """The entries of a YAML alias file: entry, names by field, whether it removes an entry of the table below.

    TaxonomyError names the file, which `path` tells, and the line of what is wrong.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark is not None else path
        problem = getattr(error, "problem", None) or str(error)
        raise TaxonomyError(f"{where}: not valid YAML ({problem}); correct this line") from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise TaxonomyError(f"{path}:{root.start_mark.line + 1}: expected a list of organizations, each '- name: …'")
    records = []
    seen: dict[str, int] = {}
    for node in root.value:
        line = node.start_mark.line + 1
        entry, names, removed = _record(node, f"{path}:{line}")
        if entry.name in seen:
            raise TaxonomyError(f"{path}:{line}: {entry.name!r} is already on line {seen[entry.name]}; join the two")
        seen[entry.name] = line
        records.append((entry, names, removed))
    return records


def _record(node: yaml.Node, where: str) -> tuple[Entry, dict[str, tuple[str, ...]], bool]:
    if not isinstance(node, yaml.MappingNode):
        raise TaxonomyError(f"{where}: expected an organization, '- name: …'")
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = key_node.value, key_node.start_mark.line + 1
        here = f"{where.rpartition(':')[0]}:{line}"
        if key not in _KEYS:
            raise TaxonomyError(f"{here}: unknown key {key!r}; known are {', '.join(sorted(_KEYS))}")
        if key in FIELDS:
            if not isinstance(value_node, yaml.SequenceNode) or not all(
                isinstance(item, yaml.ScalarNode) and _is_text(item) for item in value_node.value
            ):
                raise TaxonomyError(f"{here}: {key!r} takes a list of names, such as [NATO, North Atlantic Alliance]")
            values[key] = tuple(item.value for item in value_node.value)
        elif not isinstance(value_node, yaml.ScalarNode) or not value_node.value.strip():
            raise TaxonomyError(f"{here}: {key!r} takes one value")
        else:
            values[key] = value_node.value.strip()
    name = values.get("name")
    if not name:
        raise TaxonomyError(f"{where}: an organization needs a name")
    kind = values.get("kind", "other")
    if kind not in KINDS:
        raise TaxonomyError(f"{where}: unknown kind {kind!r}; known are {', '.join(sorted(KINDS))}")
    wikidata = values.get("wikidata")
    if wikidata is not None and not re.fullmatch(r"Q[1-9]\d*", wikidata):
        raise TaxonomyError(f"{where}: wikidata is an item such as Q7184, not {wikidata!r}")
    removed = values.get("remove", "false")
    if removed not in ("true", "false"):
        raise TaxonomyError(f"{where}: remove is true or false, not {removed!r}")
    return Entry(name, kind, wikidata), {f: values[f] for f in FIELDS if f in values}, removed == "true"


def _is_text(node: yaml.ScalarNode) -> bool:
    return bool(node.value.strip())
