"""Whether a page of a crawl is an article, or a list of articles: a front page, a section, a topic, a search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from searchidx.reading.draft import RawBlock
from searchidx.reading.head import PageHead, plain
from searchidx.reading.left_out import FEWEST_WORDS, word_count

__all__ = ["is_front_page", "is_listing"]

_FRONT = frozenset(["", "/", "/index.html", "/index.htm", "/index.php", "/home", "/home/"])
_RUNNING = 15
"""Words from which on a block is running text; as many make the shortest flash."""
_SHORTEST_TITLE = 4
"""Words; what is shorter is a label, which an article's text may hold as well."""
_MOST_LINKED = 0.5
_FEWEST_TITLES = 3
"""Linked titles in the text that make a list: an article seldom has one as a heading, and a few in what is left of a
list of related ones."""

_MOST_LINKS, _MOST_BLOCKS, _LONGEST_TEXT = 2_000, 200, 1_000
"""What is looked at, since each link is looked for in each text: the start of a page tells what it is."""


def is_front_page(url: str | None) -> bool:
    """Whether an address is that of a site's front page."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return bool(parts.hostname) and parts.path.lower() in _FRONT and not parts.query


def is_listing(head: PageHead, tree: HtmlElement, blocks: Sequence[RawBlock], url: str | None) -> bool:
    """Whether the main content of a page is other articles' titles and teasers rather than running text.

    Decided by what the page says it is, by how much of its text is links to other pages, and by how many linked titles
    stand among the paragraphs of running text. A page that says it is an article must consist of links to be none.
    """
    linked = _linked_titles(tree, url)
    blocks = blocks[:_MOST_BLOCKS]
    texts = [plain(block.text)[:_LONGEST_TEXT] for block in blocks]
    if _share(linked, texts) > _MOST_LINKED:
        return True
    counts = [0 if block.kind == "heading" else word_count(block.text) for block in blocks]
    running = [count for count in counts if count >= _RUNNING]
    if head.says_article:
        return sum(running) < _RUNNING
    if head.says_listing or sum(running) < (_RUNNING if head.kind.startswith("article") else FEWEST_WORDS):
        return True
    others = linked.difference(head.titles)
    starts = tuple(others)
    titled = sum(text.startswith(starts) for text in texts) + _below_titles(tree, texts, others)
    headings = [block.kind == "heading" and text in others for block, text in zip(blocks, texts, strict=True)]
    if sum(headings) >= _FEWEST_TITLES or titled >= max(_FEWEST_TITLES, len(running)):
        return True
    return _is_first_of_several(tree, texts, others)


def _share(linked: Iterable[str], texts: Iterable[str]) -> float:
    """How much of texts is linked titles, of 1."""
    rest = whole = "\n".join(texts)
    for title in sorted(linked, key=len, reverse=True):
        rest = rest.replace(title, "")
    return 1 - len(rest) / max(1, len(whole))


def _below_titles(tree: HtmlElement, texts: Iterable[str], titles: set[str]) -> int:
    """How many of the texts stand right below a linked title, which the extraction may have dropped."""
    found = set(texts)
    count = 0
    for heading in islice(tree.iter("h1", "h2", "h3", "h4"), _MOST_BLOCKS):
        if plain(heading.text_content()) in titles:
            around = heading if heading.getnext() is not None else heading.getparent()
            following = around.getnext() if around is not None else None
            count += following is not None and plain(following.text_content())[:_LONGEST_TEXT] in found
    return count


def _is_first_of_several(tree: HtmlElement, texts: Sequence[str], titles: set[str]) -> bool:
    """Whether the text is an <article> under a linked title, on a page with several: a blog's front page."""
    articles = {
        plain(article.text_content()): title
        for heading in islice(tree.iter("h1", "h2", "h3"), _MOST_BLOCKS)
        if (title := plain(heading.text_content())) in titles
        for article in islice(heading.iterancestors("article"), 1)
    }
    longest = max(texts, key=len)
    return len(articles) >= _FEWEST_TITLES and any(texts[0] == articles[text] and longest in text for text in articles)


def _linked_titles(tree: HtmlElement, url: str | None) -> set[str]:
    """The longer texts of links to other pages, whole and piece by piece, letters and digits only."""
    own = _page(url or "")
    texts: set[str] = set()
    for link in islice(tree.iter("a"), _MOST_LINKS):
        target = (link.get("href") or "").strip()
        if target and not target.startswith(("#", "javascript:", "mailto:")) and _page(target, url or "") != own:
            texts.update(link.itertext())
            texts.add(link.text_content())
    return {plain(text) for text in texts if word_count(text) >= _SHORTEST_TITLE} - {""}


def _page(address: str, base: str = "") -> tuple[str, str, str]:
    """What tells pages apart in the links of one page."""
    try:
        parts = urlsplit(urljoin(base, address))
        return ((parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query)
    except ValueError:
        return ("", address, "")
