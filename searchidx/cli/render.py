"""How results look in a terminal. Colour marks what matched; without colour, brackets do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import typer

from searchidx.cli.output import colored
from searchidx.model import Article, Facet, Hit, Passage, Quotation, Results, Span
from searchidx.records import date_text

__all__ = ["render_article", "render_facets", "render_results"]

_WIDEST = 100
_INDENT = "    "


def _width() -> int:
    return max(40, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))


def _style(text: str, **style: object) -> str:
    return typer.style(text, **style) if colored() else text  # type: ignore[arg-type]


def _faint(text: str) -> str:
    return _style(text, dim=True)


class _Word(NamedTuple):
    """A word as it is shown, and how many columns it takes."""

    shown: str
    width: int


_SPACED = re.compile(r"\S+")


def _mark(text: str) -> str:
    return typer.style(text, fg=typer.colors.YELLOW, bold=True) if colored() else f"[{text}]"


def _words(text: str, spans: Sequence[Span] = (), window: Span | None = None) -> Iterator[_Word]:
    """The words of a window of a text, what the spans cover marked, with dots where the text was cut."""
    start, end = window or (0, len(text))
    if start > 0:
        yield _Word("…", 1)
    brackets = 0 if colored() else 2
    for match in _SPACED.finditer(text, start, end):
        shown, width, at = "", len(match.group()), match.start()
        for left, right in spans:
            left, right = max(left, at), min(right, match.end())
            if left < right:
                shown += text[at:left] + _mark(text[left:right])
                width, at = width + brackets, right
        yield _Word(shown + text[at : match.end()], width)
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
    """A page of results: the hits, then the facets side by side."""
    for diagnostic in results.diagnostics:
        yield _style(f"{diagnostic.message}", fg=typer.colors.MAGENTA)
    if not results.total_passages:
        yield "nothing found"
        return
    yield _faint(_totals(results))
    yield ""
    for hit in results.hits:
        yield from _hit(hit)
        yield ""
    yield from render_facets(results.facets)
    if results.cursor:
        yield _faint(f"next page: --cursor {results.cursor}")


def _totals(results: Results) -> str:
    about = "" if results.articles_exact else "about "
    return (
        f"{_number(results.total_passages, 'passage')} in {about}{_number(results.total_articles, 'article')} "
        f"({results.seconds * 1000:.0f} ms)"
    )


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def _hit(hit: Hit) -> Iterator[str]:
    passage = hit.passage
    rank = f"{hit.rank}."
    title = " ".join(word.shown for word in _words(passage.title or "(no title)", hit.title_highlights))
    yield f"{_faint(rank.ljust(3))} {_style(title, bold=True)}"
    about = [(date_text(passage.published) or "")[:10], passage.publisher or "", ", ".join(passage.speakers)]
    yield _INDENT + _faint(" · ".join(filter(None, about)))
    yield from _lines(_words(passage.text, hit.highlights, hit.window))
    more = f" · {_number(hit.article_hits, 'passage')} of this article match" if hit.article_hits > 1 else ""
    yield _INDENT + _faint(passage.id + more)


def render_facets(facets: Sequence[Facet]) -> Iterator[str]:
    """Facets side by side where there is room, otherwise one below the other: passages and, in brackets, articles."""
    facets = [facet for facet in facets if facet.values]
    if not facets:
        return
    across = max(1, min(len(facets), _width() // 32))
    column = _width() // across
    for at in range(0, len(facets), across):
        blocks = [list(_facet(facet, column - 2)) for facet in facets[at : at + across]]
        for row in range(max(map(len, blocks))):
            cells = [block[row] if row < len(block) else _Word("", 0) for block in blocks]
            yield "".join(cell.shown + " " * (column - cell.width) for cell in cells).rstrip()
        yield ""


def _facet(facet: Facet, width: int) -> Iterator[_Word]:
    """The lines of one facet."""
    yield _Word(_style(facet.field.upper(), bold=True), len(facet.field))
    about = "" if facet.articles_exact else "~"
    for value in facet.values:
        sign = "● " if value.selected else "✕ " if value.excluded else "  "
        counts = f"{value.passages:,} ({about}{value.articles:,})"
        label = "  " * (value.level - 1) + value.label
        room = width - len(sign) - len(counts) - 1
        if len(label) > room:
            label = label[: max(1, room - 1)] + "…"
        label = label.ljust(room)
        yield _Word(f"{sign}{label} {_faint(counts)}", len(sign) + len(label) + 1 + len(counts))
    if facet.further:
        more = f"  and {'' if facet.further_exact else 'about '}{facet.further:,} more"
        yield _Word(_faint(more), len(more))


def render_article(
    article: Article | None, passages: Sequence[Passage], chosen: Passage | None, sources: Sequence[str]
) -> Iterator[str]:
    """An article with its headings, the chosen passage pointed at, and every quotation numbered and explained."""
    first = passages[0]
    yield _style(first.title or "(no title)", bold=True)
    authors = ", ".join(first.authors)
    about = (date_text(first.published), first.publisher, f"by {authors}" if authors else None, first.url)
    yield _faint(" · ".join(filter(None, about)))
    for source in sources:
        yield _faint(source)
    numbered: dict[Quotation, int] = {}
    heading = ""
    for passage in passages:
        if passage.heading != heading:
            heading = passage.heading
            if heading:
                yield ""
                yield _style(heading, bold=True)
        yield ""
        here = chosen is not None and passage.id == chosen.id
        for number, (start, end) in enumerate(_paragraphs(passage.text)):
            rows = list(_lines(_numbered_words(passage, start, end, numbered)))
            if here and not number:
                rows[0] = "  ▶ " + rows[0][len(_INDENT) :]
            yield from rows
    if numbered:
        yield ""
        yield _style("QUOTATIONS", bold=True)
    for quotation, number in numbered.items():
        yield f"  [{number}] {_said_by(quotation)}"
    tags = (
        ("ORGANIZATIONS", [name for passage in passages for name in passage.organizations]),
        ("TOPICS", [_label(topic) for passage in passages for topic in passage.topics]),
    )
    for name, values in tags:
        if values:
            yield ""
            yield _style(name, bold=True)
            yield from _lines(_words(", ".join(dict.fromkeys(values))), "  ")


def _label(topic: str) -> str:
    from searchidx.taxonomy import media_topics

    concept = media_topics().get(topic)
    return concept.label if concept else topic


def _paragraphs(text: str) -> Iterator[Span]:
    return (match.span() for match in re.finditer(r"[^\n]*[^\s][^\n]*", text))


def _numbered_words(passage: Passage, start: int, end: int, numbered: dict[Quotation, int]) -> Iterator[_Word]:
    """The words of a paragraph, with "[n]" behind every stretch of quotation n."""
    numbers: list[tuple[int, int]] = []
    for quotation in passage.quotations:
        for _, stop in quotation.spans:
            if start < stop - passage.start <= end:
                numbers.append((stop - passage.start, numbered.setdefault(quotation, len(numbered) + 1)))
    at = start
    for stop, number in [*sorted(numbers), (end, 0)]:
        yield from _words(passage.text[at:stop])
        at = stop
        if number:
            label = f"[{number}]"
            yield _Word(_style(label, fg=typer.colors.CYAN), len(label))


def _said_by(quotation: Quotation) -> str:
    who = quotation.speaker or (f"{quotation.source_text} (unnamed)" if quotation.source_text else "unknown")
    what = quotation.kind + (f", {quotation.cue_class}" if quotation.cue_class not in (None, "speech") else "")
    relay = f", through {quotation.relay}" if quotation.relay else ""
    return f"{_style(who, fg=typer.colors.CYAN)} ({what}{relay})"
