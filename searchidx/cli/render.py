"""How results look in a terminal. Colour marks what matched; without colour, brackets do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import typer

from searchidx.cli.layout import (
    INDENT,
    SPACED,
    Word,
    bold,
    clean,
    columns_of,
    faint,
    fitted,
    marked_words,
    page_width,
    styled,
    wrapped,
)
from searchidx.cli.output import number
from searchidx.model import Article, Facet, Hit, Passage, Quotation, Results, Span
from searchidx.records import date_text
from searchidx.taxonomy import Taxonomy, media_topics

__all__ = ["render_article", "render_counts", "render_facets", "render_results", "render_source"]


def render_results(results: Results) -> Iterator[str]:
    """A page of results: the hits, then the facets side by side; of no results, only what else could be chosen."""
    if results.total_passages:
        yield faint(f"{_totals(results)} ({results.seconds * 1000:.0f} ms)")
        yield ""
    for hit in results.hits:
        yield from _hit(hit)
        yield ""
    yield from render_facets(results.facets)
    if results.cursor:
        yield faint(f"next page: --cursor {results.cursor}")


def render_counts(results: Results) -> Iterator[str]:
    """The facets of results alone."""
    if results.total_passages:
        yield faint(_totals(results))
        yield ""
    yield from render_facets(results.facets)


def _totals(results: Results) -> str:
    about = "" if results.articles_exact else "about "
    return f"{number(results.total_passages, 'passage')} in {about}{number(results.total_articles, 'article')}"


def _hit(hit: Hit) -> Iterator[str]:
    passage = hit.passage
    rank = f"{hit.rank}."
    title = list(wrapped(marked_words(passage.title or "(no title)", hit.title_highlights, plain=bold)))
    yield f"{faint(rank.ljust(3))} {title[0][len(INDENT) :]}"
    yield from title[1:]
    about = [(date_text(passage.published) or "")[:10], passage.publisher or "", ", ".join(passage.speakers)]
    yield from wrapped(marked_words(" · ".join(filter(None, about)), plain=faint))
    yield from wrapped(marked_words(passage.text, hit.highlights, hit.window))
    more = f" · {number(hit.article_hits, 'passage')} of this article match" if hit.article_hits > 1 else ""
    copies = f" · and {number(hit.copies, 'near copy', 'near copies')}" if hit.copies else ""
    yield INDENT + faint(clean(passage.id) + more + copies)


def render_facets(facets: Sequence[Facet]) -> Iterator[str]:
    """Facets side by side where there is room, otherwise one below the other: passages and, in brackets, articles."""
    facets = [facet for facet in facets if facet.values]
    if not facets:
        return
    # So many that each can have 30 columns, and a gap of 2 between them.
    across = max(1, min(len(facets), (page_width() + 2) // 32))
    for at in range(0, len(facets), across):
        row_of = facets[at : at + across]
        widths = _shared([_facet_width(facet) for facet in row_of], page_width() - 2 * (len(row_of) - 1))
        blocks = [list(_facet(facet, width)) for facet, width in zip(row_of, widths, strict=True)]
        for row in range(max(map(len, blocks))):
            cells = [block[row] if row < len(block) else Word("", 0) for block in blocks]
            padded = [cell.shown + " " * (width - cell.width) for cell, width in zip(cells, widths, strict=True)]
            yield "  ".join(padded).rstrip()
        yield ""
    yield from wrapped(marked_words("counted in passages and, in brackets, in articles", plain=faint), "")


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
        yield sign, "  " * (value.level - 1) + clean(value.label), counts


def _facet_width(facet: Facet) -> int:
    return max(30, *(len(sign) + columns_of(label) + 2 + len(counts) for sign, label, counts in _facet_rows(facet)))


def _facet(facet: Facet, width: int) -> Iterator[Word]:
    """The lines of one facet."""
    yield Word(bold(facet.field.upper()), len(facet.field))
    for sign, label, counts in _facet_rows(facet):
        label = fitted(label, width - len(sign) - len(counts) - 1)
        yield Word(f"{sign}{label} {faint(counts)}", width)
    if facet.further:
        more = f"  and {'' if facet.further_exact else 'about '}{facet.further:,} more"
        yield Word(faint(more), len(more))


def render_article(
    article: Article | None,
    passages: Sequence[Passage],
    chosen: Passage | None,
    sources: Sequence[str],
    copies: Sequence[str],
    taxonomy: Taxonomy,
) -> Iterator[str]:
    """An article with its headings, the chosen passage pointed at, and every quotation numbered and explained."""
    first = passages[0]
    yield from wrapped(marked_words(first.title or "(no title)", plain=bold), "")
    authors = ", ".join(first.authors)
    when = (date_text(first.published) or "").replace("T", " ")
    about = (when[:16], first.publisher, f"by {authors}" if authors else None, first.url)
    yield from wrapped(marked_words(" · ".join(filter(None, about)), plain=faint), "")
    for source in sources:
        yield faint(clean(source))
    if copies:
        others = f"{number(len(copies), 'near copy', 'near copies')}: {', '.join(copies)}"
        yield from wrapped(marked_words(others, plain=faint), "")
    numbered: dict[Quotation, int] = {}
    heading = ""
    for passage in passages:
        if passage.heading != heading:
            heading = passage.heading
            if heading:
                yield ""
                yield from wrapped(marked_words(heading, plain=bold), "")
        yield ""
        here = chosen is not None and passage.id == chosen.id
        for paragraph, (start, end) in enumerate(_paragraphs(passage.text)):
            rows = list(wrapped(_numbered_words(passage, start, end, numbered)))
            if here and not paragraph:
                rows[0] = "  ▶ " + rows[0][len(INDENT) :]
            yield from rows
    if numbered:
        yield ""
        yield bold("QUOTATIONS")
    digits = len(str(len(numbered)))
    for quotation, place in numbered.items():
        opening, *more = wrapped(_said_by(quotation), " " * (digits + 5))
        yield f"  {f'[{place}]':{digits + 2}} {opening.lstrip(' ')}"
        yield from more
    tags = (
        ("ORGANIZATIONS", [name for passage in passages for name in passage.organizations]),
        ("TOPICS", [_label(topic, taxonomy) for passage in passages for topic in passage.topics]),
    )
    for name, values in tags:
        if values:
            yield ""
            yield bold(name)
            yield from wrapped(marked_words(", ".join(dict.fromkeys(values))), "  ")


def _label(topic: str, taxonomy: Taxonomy) -> str:
    concept = taxonomy.get(topic)
    return concept.label if concept else topic


def _paragraphs(text: str) -> Iterator[Span]:
    return (match.span() for match in re.finditer(r"[^\n]*[^\s][^\n]*", text))


def _numbered_words(passage: Passage, start: int, end: int, numbered: dict[Quotation, int]) -> Iterator[Word]:
    """The words of a paragraph, with "[n]" behind every stretch of quotation n."""
    ends: list[tuple[int, int]] = []
    for quotation in passage.quotations:
        for _, stop in quotation.spans:
            if start < stop - passage.start <= end:
                ends.append((stop - passage.start, numbered.setdefault(quotation, len(numbered) + 1)))
    ends.sort()
    text = clean(passage.text)
    for match in SPACED.finditer(text, start, end):
        shown, width, at = "", columns_of(match.group()), match.start()
        for stop, place in ends:
            if match.start() < stop <= match.end():
                label = f"[{place}]"
                shown, width, at = shown + text[at:stop] + styled(label, fg=typer.colors.CYAN), width + len(label), stop
        yield Word(shown + text[at : match.end()], width)


def _said_by(quotation: Quotation) -> Iterator[Word]:
    source = " ".join((quotation.source_text or "").split())
    who = quotation.speaker or (f"“{source}”, not named" if source else "not said by whom")
    what = [_KINDS[quotation.kind]]
    if quotation.cue_class not in (None, "speech"):
        what.append(str(quotation.cue_class))
    if quotation.relay:
        what.append(f"through {quotation.relay}")
    yield from marked_words(who, plain=lambda word: styled(word, fg=typer.colors.CYAN))
    yield from marked_words(f"({', '.join(what)})")


_KINDS = {"direct": "word for word", "mixed": "partly word for word", "indirect": "reported"}


def render_source(article: Article, passages: Sequence[Passage]) -> Iterator[str]:
    """What is understood of an article: what is known about it, and each passage, block by block, with its tags."""
    yield from wrapped(marked_words(article.title or "(no title)", plain=bold), "")
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
            words = marked_words(article.text[block.start : block.end], plain=bold)
            yield from _marked(words, "#" * block.level + " ")


def _passage_as_read(article: Article, passage: Passage, numbered: dict[Quotation, int]) -> Iterator[str]:
    yield ""
    yield faint(f"passage {passage.ordinal + 1} · {number(len(passage.text.split()), 'word')}")
    before = len(numbered)
    for block in article.blocks:
        start, end = max(block.start, passage.start), min(block.end, passage.end)
        if start < end:
            words = _numbered_words(passage, start - passage.start, end - passage.start, numbered)
            yield from _marked(words, _MARKS.get(block.kind, INDENT))
    tags = {
        "speakers": ", ".join(passage.speakers),
        "organizations": ", ".join(passage.organizations),
        "topics": ", ".join(_label(topic, media_topics()) for topic in passage.topics),
    }
    said = list(numbered.items())[before:]
    if said or any(tags.values()):
        yield ""
    yield from _labelled({name: value for name, value in tags.items() if value}, INDENT)
    for quotation, place in said:
        yield from _marked(_said_by(quotation), f"{INDENT}[{place}] ")


_MARKS = {"quote": "  > ", "list_item": "  - "}


def _marked(words: Iterable[Word], mark: str) -> Iterator[str]:
    """Words in lines, the first of them behind a mark."""
    for place, line in enumerate(wrapped(words, " " * len(mark))):
        yield line if place else mark + line[len(mark) :]


def _labelled(values: Mapping[str, str], indent: str) -> Iterator[str]:
    """Values behind their names, in two columns."""
    for name, value in values.items():
        yield from _marked(marked_words(value), f"{indent}{name:13} ")
