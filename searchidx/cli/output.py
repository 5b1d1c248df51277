"""Where output goes: data to standard output, remarks to standard error, and a pipe that is closed is no error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchidx.errors import StorageError

if TYPE_CHECKING:
    from searchidx.model import Diagnostic

__all__ = [
    "ERROR",
    "FOUND",
    "INTERRUPTED",
    "NOTHING",
    "Format",
    "colored",
    "emit",
    "forget_output",
    "into",
    "lines",
    "number",
    "quietly",
    "remark",
    "remark_on",
    "write_csv",
]

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
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        forget_output()
        sys.exit(FOUND)


def forget_output() -> None:
    """Drop what could not be written: the interpreter would complain once more when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
    import csv

    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = {name: row[name] for name in columns}
        writer.writerow({name: "; ".join(cell) if isinstance(cell, list) else cell for name, cell in cells.items()})


def number(count: int, what: str, several: str | None = None) -> str:
    """A count with what it counts: "1 passage", "2,000 passages"."""
    return f"{count:,} {what if count == 1 else several or what + 's'}"


def remark(text: str) -> None:
    """A remark on standard error."""
    sys.stderr.write(f"searchidx: {text}\n")


def remark_on(query: str, diagnostics: Iterable[Diagnostic]) -> None:
    """What there is to say about a query, on standard error, with carets below the place that it is about."""
    for diagnostic in diagnostics:
        if diagnostic.severity == "notice" or diagnostic.start == diagnostic.end:
            remark(diagnostic.message)
        else:
            from searchidx.query import explain

            sys.stderr.write(explain(query, diagnostic) + "\n")


@contextmanager
def into(path: Path | None) -> Iterator[None]:
    """Send standard output to a file, which appears only when it is complete; None leaves it where it is.

    Raises StorageError where the file cannot be written.
    """
    if path is None:
        yield
        return
    partial = path.with_name(f".{path.name}.partial")
    usual = sys.stdout
    try:
        file = partial.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}; name another file with --output") from error
    try:
        with file as sys.stdout:
            yield
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    finally:
        sys.stdout = usual
