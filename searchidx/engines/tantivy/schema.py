"""The fields of a tantivy index, opening one, and what the errors of tantivy mean."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import tantivy

from searchidx.engines.base import KEY_FIELDS, TERM_FIELDS, VALUE_FIELDS, WORD_FIELDS
from searchidx.engines.failures import damaged, refused
from searchidx.errors import IndexLockedError

__all__ = ["DATE", "NUMBER", "PRESENT", "SCHEMA", "STORED", "open_index", "translated"]

DATE, NUMBER, STORED = "date", "article_number", "stored"
PRESENT = "_present"
"""The names of the text fields that a document has: tantivy tells presence of fast fields only."""


def _schema() -> Any:
    build = tantivy.SchemaBuilder()
    for name in TERM_FIELDS:
        build.add_text_field(name, tokenizer_name="whitespace")
    for name in WORD_FIELDS:
        build.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in VALUE_FIELDS:
        build.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in (*KEY_FIELDS, PRESENT):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    build.add_integer_field(DATE, indexed=True, fast=True)
    build.add_integer_field(NUMBER, fast=True)
    build.add_bytes_field(STORED, stored=True)
    return build.build()


SCHEMA = _schema()


def open_index(folder: Path) -> Any:
    try:
        return tantivy.Index.open(str(folder))
    except BaseException as error:
        raise translated(error, folder) from error


def translated(error: BaseException, folder: Path) -> BaseException:
    """What an error of tantivy means; errors that are not its own come back as they are."""
    panic = type(error).__name__ == "PanicException"
    if not panic and not isinstance(error, (ValueError, OSError, RuntimeError)):
        return error
    text = str(error)
    code = re.search(r"os error (\d+)|code: (\d+)", text)
    number = int(code[1] or code[2]) if code else getattr(error, "errno", None)
    if "LockBusy" in text:
        return IndexLockedError(f"Another process is writing to the index in {folder}: wait until it has finished.")
    return refused(number, folder) or damaged(text, folder)
