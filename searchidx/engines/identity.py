"""A name for every index, so that two indexes that have seen as many commits are not taken for each other."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["give_identity", "identity"]

_FILE = "identity"


def give_identity(folder: Path) -> None:
    import secrets

    (folder / _FILE).write_text(secrets.token_hex(4), encoding="ascii")


def identity(folder: Path) -> str:
    """Raises OSError where it is missing, ValueError where it is broken."""
    text = (folder / _FILE).read_text(encoding="ascii")
    if not re.fullmatch("[0-9a-f]{8}", text):
        raise ValueError(f"the file {_FILE} is broken")
    return text
