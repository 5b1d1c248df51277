"""From an article to tagged passages, and from a file to articles with theirs: the straight line in one place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from searchidx.errors import ReadingError
from searchidx.model import Article, Passage
from searchidx.reading import read_file
from searchidx.splitting import split
from searchidx.tagging import DEFAULT_OPTIONS, TaggerOptions, tag

__all__ = ["PIPELINE_VERSION", "fingerprint", "passages", "passages_of_file"]

PIPELINE_VERSION = 1
"""Raised whenever the same file would give other passages or tags: files indexed by another version are read again."""

_CHUNK = 1 << 20


def passages(article: Article, options: TaggerOptions = DEFAULT_OPTIONS) -> list[Passage]:
    """The passages of an article, in order, each with who speaks, which organizations appear and what it is about.

    `options` is what a user brings to the taggers.
    """
    return tag(article, split(article), options=options)


def passages_of_file(
    path: Path,
    on_problem: Callable[[ReadingError], None] | None = None,
    options: TaggerOptions = DEFAULT_OPTIONS,
) -> Iterator[tuple[Article, list[Passage]]]:
    """Every article of a file with its passages; raises ReadingError where the file as a whole cannot be read."""
    for article in read_file(path, on_problem=on_problem):
        yield article, passages(article, options)


def fingerprint(path: Path) -> str:
    """What tells whether a file has to be indexed again: its content, and the version of this pipeline."""
    content = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            content.update(chunk)
    return f"{content.hexdigest()}-{PIPELINE_VERSION}"
