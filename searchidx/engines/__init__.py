"""The engines that can stand behind an index, by name. Only the one that is asked for is imported."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from searchidx.engines.base import Engine
from searchidx.errors import EngineUnavailableError

__all__ = ["ENGINES", "available", "engine"]

ENGINES: tuple[str, ...] = ("tantivy", "whoosh")
"""Every engine that there is, the preferred one first. Each is called like the package that it needs."""


def available() -> list[str]:
    """The engines whose package is installed here, the preferred one first."""
    return [name for name in ENGINES if find_spec(name) is not None]


def engine(name: str | None = None) -> Engine:
    """The engine of that name; without one, the first that is available. EngineUnavailableError where it is not."""
    installed = available()
    if name is None:
        if not installed:
            raise EngineUnavailableError(f"No search engine is installed: install {' or '.join(ENGINES)}.")
        name = installed[0]
    elif name not in ENGINES:
        raise EngineUnavailableError(f"There is no engine {name!r}: choose from {', '.join(ENGINES)}.")
    elif name not in installed:
        raise EngineUnavailableError(
            f"The engine {name!r} is not installed here: install the package {name}, "
            "or build the index again with another engine."
        )
    found: Engine = import_module(f"searchidx.engines.{name}").ENGINE
    return found
