"""Where output goes: data to standard output, remarks to standard error, and a pipe that is closed is no error."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

__all__ = ["ERROR", "FOUND", "INTERRUPTED", "NOTHING", "Format", "colored", "emit", "quietly", "remark", "write_csv"]

FOUND, NOTHING, ERROR, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses."""


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    IDS = "ids"


@contextmanager
def quietly() -> Iterator[None]:
    """End without a word, successfully, when the reader of our output has seen enough."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FOUND)


def colored() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _print(text: str) -> None:
    # Lone surrogates, as in odd file names, must not stop the output.
    sys.stdout.write(text.encode("utf-8", "replace").decode() + "\n")


def emit(value: Any, *, indent: int | None = 2) -> None:
    """One JSON value on standard output."""
    _print(json.dumps(value, ensure_ascii=False, indent=indent))


def lines(texts: Iterable[str]) -> None:
    """Lines on standard output."""
    for text in texts:
        _print(text)


def write_csv(rows: Iterable[Mapping[str, Any]], columns: list[str]) -> None:
    """Rows as CSV with a header; several values of a cell are joined by "; "."""
    writer = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: "; ".join(value) if isinstance(value, list) else value for key, value in row.items()})


def remark(text: str) -> None:
    """A remark on standard error."""
    sys.stderr.write(f"searchidx: {text}\n")


@contextmanager
def into(path: Path | None) -> Iterator[None]:
    """Send standard output to a file, which appears only when it is complete; None leaves it where it is."""
    if path is None:
        yield
        return
    partial = path.with_name(f".{path.name}.partial")
    usual = sys.stdout
    try:
        with partial.open("w", encoding="utf-8", newline="") as sys.stdout:
            yield
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    finally:
        sys.stdout = usual
