"""How results look in a terminal. Colour marks what matched; without colour, brackets do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import typer

from searchidx.cli.output import colored, number
from searchidx.model import Article, Facet, Hit, Passage, Quotation, Results, Span
from searchidx.records import date_text
from searchidx.taxonomy import Taxonomy, media_topics

__all__ = ["render_article", "render_counts", "render_facets", "render_results", "render_source"]

_WIDEST = 100
_INDENT = "    "


@cache
def _width() -> int:
    return max(40, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))


def _style(text: str, **style: object) -> str:
    return typer.style(text, **style) if text and colored() else text  # type: ignore[arg-type]


def _faint(text: str) -> str:
    return _style(text, dim=True)


def _bold(text: str) -> str:
    return _style(text, bold=True)


_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\ufffd") | {ord(white): " " for white in "\t\n\r"}


def _clean(text: str) -> str:
    """A text, as long as before, that cannot steer the terminal whatever somebody has put into it."""
    return text.translate(_CONTROL)


def _columns(text: str) -> int:
    """How many columns a text takes: two for each wide character, none for what is put over another."""
    if text.isascii():
        return len(text)
    import unicodedata

    wide = (2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text if not unicodedata.combining(one))
    return sum(wide)


def _fitted(text: str, room: int) -> str:
    """A text cut or filled up to so many columns."""
    if _columns(text) > room:
        while text and _columns(text) > room - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (room - _columns(text))


class _Word(NamedTuple):
    """A word as it is shown, and how many columns it takes."""

    shown: str
    width: int


_SPACED = re.compile(r"\S+")


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans, those with nothing but spaces or hyphens between them as one: a phrase is marked as a whole."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip(" \n-‐‑"):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _words(
    text: str, spans: Sequence[Span] = (), window: Span | None = None, plain: Callable[[str], str] = str
) -> Iterator[_Word]:
    """The words of a window of a text, what the spans cover marked, with dots where the text was cut."""
    text, color = _clean(text), colored()
    start, end = window or (0, len(text))
    if start > 0:
        yield _Word("…", 1)
    spans = _joined(text, spans)
    for match in _SPACED.finditer(text, start, end):
        shown, width, at = "", _columns(match.group()), match.start()
        for first, last in spans:
            left, right = max(first, at), min(last, match.end())
            if left < right:
                opening, closing = "" if color or left > first else "[", "" if color or right < last else "]"
                marked = typer.style(text[left:right], fg=typer.colors.YELLOW, bold=True) if color else text[left:right]
                shown += plain(text[at:left]) + opening + marked + closing
                width, at = width + len(opening + closing), right
        yield _Word(shown + plain(text[at : match.end()]), width)
    if end < len(text):
        yield _Word("…", 1)


def _lines(words: Iterable[_Word], indent: str = _INDENT) -> Iterator[str]:
    """Words in lines no wider than the terminal."""
    line: list[str] = []
    used = len(indent)
    for word in words:
        if line and used + 1 + word.width > _width():
            yield indent + " ".join(line)
            line, used = [], len(indent)
        line.append(word.shown)
        used += word.width + (len(line) > 1)
    if line:
        yield indent + " ".join(line)


def render_results(results: Results) -> Iterator[str]:
    """A page of results: the hits, then the facets side by side; of no results, only what else could be chosen."""
    if results.total_passages:
        yield _faint(f"{_totals(results)} ({results.seconds * 1000:.0f} ms)")
        yield ""
    for hit in results.hits:
        yield from _hit(hit)
        yield ""
    yield from render_facets(results.facets)
    if results.cursor:
        yield _faint(f"next page: --cursor {results.cursor}")


def render_counts(results: Results) -> Iterator[str]:
    """The facets of results alone."""
    if results.total_passages:
        yield _faint(_totals(results))
        yield ""
    yield from render_facets(results.facets)


def _totals(results: Results) -> str:
    about = "" if results.articles_exact else "about "
    return f"{number(results.total_passages, 'passage')} in {about}{number(results.total_articles, 'article')}"


def _hit(hit: Hit) -> Iterator[str]:
    passage = hit.passage
    rank = f"{hit.rank}."
    title = list(_lines(_words(passage.title or "(no title)", hit.title_highlights, plain=_bold)))
    yield f"{_faint(rank.ljust(3))} {title[0][len(_INDENT) :]}"
    yield from title[1:]
    about = [(date_text(passage.published) or "")[:10], passage.publisher or "", ", ".join(passage.speakers)]
    yield from _lines(_words(" · ".join(filter(None, about)), plain=_faint))
    yield from _lines(_words(passage.text, hit.highlights, hit.window))
    more = f" · {number(hit.article_hits, 'passage')} of this article match" if hit.article_hits > 1 else ""
    yield _INDENT + _faint(_clean(passage.id) + more)


def render_facets(facets: Sequence[Facet]) -> Iterator[str]:
    """Facets side by side where there is room, otherwise one below the other: passages and, in brackets, articles."""
    facets = [facet for facet in facets if facet.values]
    if not facets:
        return
    # So many that each can have 30 columns, and a gap of 2 between them.
    across = max(1, min(len(facets), (_width() + 2) // 32))
    for at in range(0, len(facets), across):
        row_of = facets[at : at + across]
        widths = _shared([_facet_width(facet) for facet in row_of], _width() - 2 * (len(row_of) - 1))
        blocks = [list(_facet(facet, width)) for facet, width in zip(row_of, widths, strict=True)]
        for row in range(max(map(len, blocks))):
            cells = [block[row] if row < len(block) else _Word("", 0) for block in blocks]
            padded = [cell.shown + " " * (width - cell.width) for cell, width in zip(cells, widths, strict=True)]
            yield "  ".join(padded).rstrip()
        yield ""
    yield from _lines(_words("counted in passages and, in brackets, in articles", plain=_faint), "")


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """Widths that fit into the room together: as wanted where that is little, the rest in equal parts."""
    given = list(wanted)
    waiting = sorted(range(len(wanted)), key=lambda one: wanted[one])
    for taken, one in enumerate(waiting):
        given[one] = min(wanted[one], room // (len(wanted) - taken))
        room -= given[one]
    return given


def _facet_rows(facet: Facet) -> Iterator[tuple[str, str, str]]:
    """Sign, label and counts of each value."""
    about = "" if facet.articles_exact else "~"
    for value in facet.values:
        sign = "● " if value.selected else "✕ " if value.excluded else "  "
        counts = f"{value.passages:,} ({about}{value.articles:,})"
        yield sign, "  " * (value.level - 1) + _clean(value.label), counts


def _facet_width(facet: Facet) -> int:
    return max(30, *(len(sign) + _columns(label) + 2 + len(counts) for sign, label, counts in _facet_rows(facet)))


def _facet(facet: Facet, width: int) -> Iterator[_Word]:
    """The lines of one facet."""
    yield _Word(_bold(facet.field.upper()), len(facet.field))
    for sign, label, counts in _facet_rows(facet):
        label = _fitted(label, width - len(sign) - len(counts) - 1)
        yield _Word(f"{sign}{label} {_faint(counts)}", width)
    if facet.further:
        more = f"  and {'' if facet.further_exact else 'about '}{facet.further:,} more"
        yield _Word(_faint(more), len(more))


def render_article(
    article: Article | None,
    passages: Sequence[Passage],
    chosen: Passage | None,
    sources: Sequence[str],
    taxonomy: Taxonomy,
) -> Iterator[str]:
    """An article with its headings, the chosen passage pointed at, and every quotation numbered and explained."""
    first = passages[0]
    yield from _lines(_words(first.title or "(no title)", plain=_bold), "")
    authors = ", ".join(first.authors)
    when = (date_text(first.published) or "").replace("T", " ")
    about = (when[:16], first.publisher, f"by {authors}" if authors else None, first.url)
    yield from _lines(_words(" · ".join(filter(None, about)), plain=_faint), "")
    for source in sources:
        yield _faint(_clean(source))
    numbered: dict[Quotation, int] = {}
    heading = ""
    for passage in passages:
        if passage.heading != heading:
            heading = passage.heading
            if heading:
                yield ""
                yield from _lines(_words(heading, plain=_bold), "")
        yield ""
        here = chosen is not None and passage.id == chosen.id
        for paragraph, (start, end) in enumerate(_paragraphs(passage.text)):
            rows = list(_lines(_numbered_words(passage, start, end, numbered)))
            if here and not paragraph:
                rows[0] = "  ▶ " + rows[0][len(_INDENT) :]
            yield from rows
    if numbered:
        yield ""
        yield _bold("QUOTATIONS")
    digits = len(str(len(numbered)))
    for quotation, place in numbered.items():
        opening, *more = _lines(_said_by(quotation), " " * (digits + 5))
        yield f"  {f'[{place}]':{digits + 2}} {opening.lstrip(' ')}"
        yield from more
    tags = (
        ("ORGANIZATIONS", [name for passage in passages for name in passage.organizations]),
        ("TOPICS", [_label(topic, taxonomy) for passage in passages for topic in passage.topics]),
    )
    for name, values in tags:
        if values:
            yield ""
            yield _bold(name)
            yield from _lines(_words(", ".join(dict.fromkeys(values))), "  ")


def _label(topic: str, taxonomy: Taxonomy) -> str:
    concept = taxonomy.get(topic)
    return concept.label if concept else topic


def _paragraphs(text: str) -> Iterator[Span]:
    return (match.span() for match in re.finditer(r"[^\n]*[^\s][^\n]*", text))


def _numbered_words(passage: Passage, start: int, end: int, numbered: dict[Quotation, int]) -> Iterator[_Word]:
    """The words of a paragraph, with "[n]" behind every stretch of quotation n."""
    ends: list[tuple[int, int]] = []
    for quotation in passage.quotations:
        for _, stop in quotation.spans:
            if start < stop - passage.start <= end:
                ends.append((stop - passage.start, numbered.setdefault(quotation, len(numbered) + 1)))
    ends.sort()
    text = _clean(passage.text)
    for match in _SPACED.finditer(text, start, end):
        shown, width, at = "", _columns(match.group()), match.start()
        for stop, place in ends:
            if match.start() < stop <= match.end():
                label = f"[{place}]"
                shown, width, at = shown + text[at:stop] + _style(label, fg=typer.colors.CYAN), width + len(label), stop
        yield _Word(shown + text[at : match.end()], width)


def _said_by(quotation: Quotation) -> Iterator[_Word]:
    source = " ".join((quotation.source_text or "").split())
    who = quotation.speaker or (f"“{source}”, not named" if source else "not said by whom")
    what = [_KINDS[quotation.kind]]
    if quotation.cue_class not in (None, "speech"):
        what.append(str(quotation.cue_class))
    if quotation.relay:
        what.append(f"through {quotation.relay}")
    yield from _words(who, plain=lambda word: _style(word, fg=typer.colors.CYAN))
    yield from _words(f"({', '.join(what)})")


_KINDS = {"direct": "word for word", "mixed": "partly word for word", "indirect": "reported"}


def render_source(article: Article, passages: Sequence[Passage]) -> Iterator[str]:
    """What is understood of an article: what is known about it, and each passage, block by block, with its tags."""
    yield from _lines(_words(article.title or "(no title)", plain=_bold), "")
    about = {
        "id": article.id,
        "url": article.url,
        "published": date_text(article.published),
        "modified": date_text(article.modified),
        "authors": ", ".join(article.authors),
        "publisher": article.publisher,
        "section": article.section,
        "keywords": ", ".join(article.keywords),
        "language": article.language,
    }
    yield from _labelled({name: value for name, value in about.items() if value}, "")
    missing = [name for name in ("title", "url", "published", "authors", "publisher") if not getattr(article, name)]
    sizes = {"word": len(article.text.split()), "block": len(article.blocks), "passage": len(passages)}
    text = ", ".join(number(count, what) for what, count in sizes.items())
    yield from _labelled({"text": text, **({"not found": ", ".join(missing)} if missing else {})}, "")
    numbered: dict[Quotation, int] = {}
    shown = 0
    for passage in passages:
        yield from _headings(article, shown, passage.start)
        yield from _passage_as_read(article, passage, numbered)
        shown = passage.end
    yield from _headings(article, shown, len(article.text))


def _headings(article: Article, start: int, end: int) -> Iterator[str]:
    """The headings of a stretch between passages: they are in none."""
    for block in article.blocks:
        if block.kind == "heading" and start <= block.start < end:
            yield ""
            words = _words(article.text[block.start : block.end], plain=_bold)
            yield from _marked(words, "#" * block.level + " ")


def _passage_as_read(article: Article, passage: Passage, numbered: dict[Quotation, int]) -> Iterator[str]:
    yield ""
    yield _faint(f"passage {passage.ordinal + 1} · {number(len(passage.text.split()), 'word')}")
    before = len(numbered)
    for block in article.blocks:
        start, end = max(block.start, passage.start), min(block.end, passage.end)
        if start < end:
            words = _numbered_words(passage, start - passage.start, end - passage.start, numbered)
            yield from _marked(words, _MARKS.get(block.kind, _INDENT))
    tags = {
        "speakers": ", ".join(passage.speakers),
        "organizations": ", ".join(passage.organizations),
        "topics": ", ".join(_label(topic, media_topics()) for topic in passage.topics),
    }
    said = list(numbered.items())[before:]
    if said or any(tags.values()):
        yield ""
    yield from _labelled({name: value for name, value in tags.items() if value}, _INDENT)
    for quotation, place in said:
        yield from _marked(_said_by(quotation), f"{_INDENT}[{place}] ")


_MARKS = {"quote": "  > ", "list_item": "  - "}


def _marked(words: Iterable[_Word], mark: str) -> Iterator[str]:
    """Words in lines, the first of them behind a mark."""
    for place, line in enumerate(_lines(words, " " * len(mark))):
        yield line if place else mark + line[len(mark) :]


def _labelled(values: Mapping[str, str], indent: str) -> Iterator[str]:
    """Values behind their names, in two columns."""
    for name, value in values.items():
        yield from _marked(_words(value), f"{indent}{name:13} ")
