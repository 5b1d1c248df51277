"""Markdown by its standard (CommonMark, with tables), with YAML front matter as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from searchidx.errors import ReadingError
from searchidx.model import Article, BlockKind
from searchidx.reading.cleaning import clean
from searchidx.reading.decoding import decode
from searchidx.reading.draft import Draft, RawBlock
from searchidx.reading.plain import blocks_of_lines
from searchidx.reading.registry import Context
from searchidx.reading.values import fill

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read"]

_MOST_NESTED = 60
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_NAMES = {
    "headline": "title",
    "author": "authors",
    "byline": "authors",
    "source": "publisher",
    "date": "published",
    "updated": "modified",
    "lastmod": "modified",
    "link": "url",
    "canonical": "url",
    "canonical_url": "url",
    "lang": "language",
    "category": "section",
    "tags": "keywords",
}


def read(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The one article of a Markdown text."""
    from markdown_it import MarkdownIt

    text = decode(context.load(stream), declared=context.charset)
    draft = Draft(url=context.url)
    if match := _FRONT_MATTER.match(text):
        for problem in fill(draft, _front_matter(match[1])):
            context.on_problem(problem)
        text = text[match.end() :]
    tokens = MarkdownIt("commonmark", {"html": True, "maxNesting": _MOST_NESTED}).enable("table").parse(text)
    # What is nested deeper the parser leaves out; then the text is read as plain text.
    draft.blocks = list(_blocks(tokens)) or blocks_of_lines(text.splitlines())
    if draft.blocks and draft.blocks[0].kind == "heading" and draft.blocks[0].level == 1 and len(draft.blocks) > 1:
        heading = draft.blocks[0]
        if not draft.title or clean(draft.title).casefold() == clean(heading.text).casefold():
            draft.title = heading.text
            del draft.blocks[0]
    yield draft.finish()


def _front_matter(text: str) -> dict[str, object]:
    import yaml

    try:
        values = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        where = f", line {mark.line + 2}" if mark else ""
        raise ReadingError(f"its front matter is not valid YAML{where}; correct it or take it out") from error
    if not isinstance(values, dict):
        return {}
    lowered = {str(key).lower(): value for key, value in values.items()}
    named = {_NAMES.get(key, key): value for key, value in lowered.items()}
    if isinstance(section := named.get("section"), list):
        named["section"] = str(section[0]) if section else None
    return named | {key: value for key, value in lowered.items() if key not in _NAMES}


def _blocks(tokens: list[Token]) -> Iterator[RawBlock]:
    """Inline tokens carry the text; the tokens around them say what it is."""
    kind: BlockKind = "paragraph"
    level = quotes = items = 0
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                kind, level = "heading", int(token.tag[1])
            case "heading_close":
                kind, level = "paragraph", 0
            case "blockquote_open" | "blockquote_close":
                quotes += token.nesting
            case "list_item_open" | "list_item_close":
                items += token.nesting
            case "tr_open":
                row = []
            case "tr_close":
                yield RawBlock("paragraph", " | ".join(row or ()))
                row = None
            case "inline":
                text = _visible(token)
                if row is not None:
                    row.append(clean(text))
                else:
                    here: BlockKind = (
                        kind if kind == "heading" else "quote" if quotes else "list_item" if items else "paragraph"
                    )
                    yield RawBlock(here, text, level)
            case "fence" | "code_block":
                yield RawBlock("paragraph", token.content)
            case "html_block":
                yield RawBlock("paragraph", re.sub(r"<!--.*?-->|<[^>]*>", " ", token.content, flags=re.DOTALL))


def _visible(inline: Token) -> str:
    """The words that a reader sees: no marks of emphasis, no addresses of links, no pictures."""
    pieces = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return "".join(pieces)
