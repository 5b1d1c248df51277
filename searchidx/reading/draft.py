"""What every reader fills in, and how it becomes an `Article`: the one place where text is joined and ids are made."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from searchidx.errors import ReadingError
from searchidx.model import Article, Block, BlockKind
from searchidx.reading.boilerplate import article_lines, closing_credits, reporters, without_closing_credit
from searchidx.reading.cleaning import clean
from searchidx.reading.language import language_of
from searchidx.reading.values import names_only, split_authors

__all__ = ["Draft", "RawBlock", "article_blocks", "article_id", "characters"]


class RawBlock(NamedTuple):
    """A block as a reader found it; its text need not be clean."""

    kind: BlockKind
    text: str
    level: int = 0


def characters(blocks: Iterable[RawBlock]) -> int:
    """How much text blocks hold."""
    return sum(len(block.text) for block in blocks)


@dataclass(slots=True)
class Draft:
    """An article in the making. Readers put in what they find; `finish` cleans it and gives it an id."""

    blocks: list[RawBlock] = field(default_factory=list)
    id: str | None = None
    title: str = ""
    url: str | None = None
    authors: Iterable[str] = ()
    publisher: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    section: str | None = None
    keywords: Iterable[str] = ()

    def finish(self) -> Article:
        """The article, its text clean and its blocks placed in it. Raises `ReadingError` where no text is left."""
        blocks, credits = _without_credits(article_blocks(self.blocks))
        placed: list[Block] = []
        pieces: list[str] = []
        end = 0
        for kind, text, level in blocks:
            start = end + 2 if pieces else 0
            end = start + len(text)
            pieces.append(text)
            placed.append(Block(kind, start, end, max(1, min(level, 6)) if kind == "heading" else 0))
        if not pieces:
            raise ReadingError("no text was found in it")
        if all(block.kind == "heading" for block in placed):
            placed = [Block("paragraph", block.start, block.end) for block in placed]
        text = "\n\n".join(pieces)
        title = clean(self.title)
        url = clean(self.url or "") or None
        return Article(
            id=self.id or article_id(url, title, text),
            text=text,
            blocks=tuple(placed),
            title=title,
            url=url,
            authors=_distinct(self.authors) or _reporters(credits),
            publisher=clean(self.publisher or "") or None,
            published=self.published,
            modified=self.modified,
            language=language_of(text, self.language),
            section=clean(self.section or "") or None,
            keywords=_distinct(self.keywords),
        )


def article_blocks(blocks: Iterable[RawBlock]) -> list[RawBlock]:
    """Blocks with their text clean, without empty ones, boilerplate and lists of other articles."""
    cleaned = (block._replace(text=clean(block.text)) for block in blocks)
    kept = article_lines(cleaned, lambda block: block.text, lambda block: block.kind == "list_item")
    return [block for block in kept if block.text]


def _without_credits(blocks: list[RawBlock]) -> tuple[list[RawBlock], list[str]]:
    """The blocks of an article without its closing credits ("Reporting by Ida Holm"), and these."""
    credits: list[str] = []
    kept: list[RawBlock] = []
    closing = closing_credits([block.text for block in blocks])
    for number, block in enumerate(blocks):
        text, credit = (block.text, "") if number not in closing else ("", block.text)
        if text:
            text, credit = without_closing_credit(text)
        if text:
            kept.append(block._replace(text=text))
        if credit:
            credits.append(credit)
    return kept, credits


def _reporters(credits: Iterable[str]) -> tuple[str, ...]:
    """The reporters in closing credits, where each of them is a name."""
    return next(filter(None, (names_only(list(split_authors(reporters(credit)))) for credit in credits)), ())


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Cleaned, without the empty ones, each once (case ignored), in their order."""
    kept: dict[str, str] = {}
    for value in values:
        text = clean(value)
        if text:
            kept.setdefault(text.casefold(), text)
    return tuple(kept.values())


# Parameters that only tell where a reader came from, whatever the site; "ref" and "source" may name the article.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|mc_[ce]id|_ga|ref_src|cmpid|ito|ns_\w+|smid"
    r"|sr_share|xtor|wt_?mc\w*|at_(?:medium|campaign)\w*|__twitter_impression|ocid)",
    re.IGNORECASE,
)


def article_id(url: str | None, title: str, text: str) -> str:
    """A short id, safe in an address, from the article's address or, without one, from its words.

    Scheme, "www.", tracking parameters, fragment and a closing slash do not tell addresses apart, so that the same page
    saved twice is one article: 65 bits of BLAKE2b (RFC 7693) in Base32.
    """
    key = _address_key(url) if url else None
    source = f"url {key}" if key else f"text {title}\n{text}"
    digest = hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=10).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:13]


def _address_key(url: str) -> str | None:
    """What tells addresses apart; None for what is no address of one page."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www.").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https", "") or not host:
        return url.strip() or None
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k))
    path = parts.path.rstrip("/")
    netloc = f"{host}:{port}" if port not in (None, 80, 443) else host
    return f"{netloc}{path}?{urlencode(query)}" if query else f"{netloc}{path}"
