"""From an article to tagged passages, and from a file to articles with theirs: the straight line in one place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from searchidx.errors import ReadingError
from searchidx.model import Article, Passage
from searchidx.reading import read_file
from searchidx.splitting import split
from searchidx.tagging import DEFAULT_OPTIONS, TaggerOptions, tag, tags_of

__all__ = ["PIPELINE_VERSION", "fingerprint", "is_content", "passages", "passages_of", "passages_of_file"]

PIPELINE_VERSION = 2
"""Raised whenever the same file would give other passages or tags: files indexed by another version are read again."""

_CHUNK = 1 << 20
_BATCH_ARTICLES, _BATCH_CHARACTERS = 16, 100_000
"""Articles that are tagged together: more would hardly be quicker."""


def passages(article: Article, options: TaggerOptions = DEFAULT_OPTIONS) -> list[Passage]:
    """The passages of an article, in order, each with who speaks, which organizations appear and what it is about.

    `options` is what a user brings to the taggers.
    """
    return tag(article, split(article), options=options)


def passages_of(
    articles: Iterable[Article], options: TaggerOptions = DEFAULT_OPTIONS
) -> Iterator[tuple[Article, list[Passage]]]:
    """Each article with its `passages`; some are taken at a time, because the taggers are quicker together.

    A ReadingError of the articles' source is raised after all that came before it.
    """
    for some in _batches(articles):
        for article, found in zip(some, tags_of(some, options), strict=True):
            yield article, tag(article, split(article), found=found, options=options)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    waiting: list[Article] = []
    characters = 0
    try:
        for article in articles:
            waiting.append(article)
            characters += len(article.text)
            if len(waiting) == _BATCH_ARTICLES or characters > _BATCH_CHARACTERS:
                yield waiting
                waiting, characters = [], 0
    except ReadingError:
        yield waiting
        raise
    yield waiting


def passages_of_file(
    path: Path,
    on_problem: Callable[[ReadingError], None] | None = None,
    options: TaggerOptions = DEFAULT_OPTIONS,
    mapping: Mapping[str, str] | None = None,
) -> Iterator[tuple[Article, list[Passage]]]:
    """Every article of a file with its passages; raises ReadingError where the file as a whole cannot be read.

    `mapping` names the record field for a field of an article, as in `read_file`.
    """
    return passages_of(read_file(path, on_problem=on_problem, mapping=mapping), options)


def fingerprint(path: Path, mapping: Mapping[str, str] | None = None) -> str:
    """What tells whether a file has to be indexed again: its content, the version of this pipeline, and the mapping."""
    content = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            content.update(chunk)
    found = f"{content.hexdigest()}-{PIPELINE_VERSION}"
    if not mapping:
        return found
    named = json.dumps(sorted(mapping.items())).encode("utf-8", "surrogatepass")
    return f"{found}-{hashlib.blake2b(named, digest_size=8).hexdigest()}"


def is_content(known: str, current: str) -> bool:
    """Whether a fingerprint, taken with whatever mapping, is of the content that `current`, taken without, is of."""
    return known == current or known.startswith(f"{current}-")
