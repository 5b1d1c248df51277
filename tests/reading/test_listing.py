"""What a crawl holds besides articles: front pages, sections and lists are left out, counted, and told of."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading import read_stream
from searchidx.reading.left_out import word_count

TITLES = [
    "Ten boats lost in the storm off the northern islands",
    "Ministry offers more time for the talks on fishing quotas",
    "Lighthouse keeper retires after forty years on the rock",
    "Who pays for the new pier, and who will use it?",
    "Schools stay shut as the ice reaches the inner harbour",
    "The last ferry of the season leaves with empty decks",
]
TEASER = (
    "The decision came late on Monday evening, after talks between the mayor and the ministry had gone on for more "
    "than nine hours without a break, and it leaves many questions open."
)
STORY = f"<p>{TEASER}</p><p>{TEASER.replace('Monday', 'Tuesday')}</p><p>{TEASER.replace('nine', 'eleven')}</p>"


def warc(pages: Iterable[tuple[str, str]]) -> bytes:
    return b"".join(
        f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: {url}\r\nContent-Type: text/html\r\n"
        f"Content-Length: {len(page.encode())}\r\n\r\n{page}\r\n\r\n".encode()
        for url, page in pages
    )


def crawled(page: str, url: str = "https://example.org/news/") -> tuple[list[Article], list[str]]:
    problems: list[ReadingError] = []
    return list(read_stream(warc([(url, page)]), on_problem=problems.append)), [str(problem) for problem in problems]


def page(body: str, head: str = "", title: str = "News") -> str:
    links = "".join(f"<a href='/{name}'>{name}</a>" for name in ("news", "sport", "culture"))
    return (
        f"<html><head><title>{title} | The Example</title>{head}</head><body><nav>{links}</nav>"
        f"<main><h1>{title}</h1>{body}</main><footer>About us</footer></body></html>"
    )


def each(pattern: str) -> str:
    return "".join(pattern.format(url=f"/a/{n}", title=title, teaser=TEASER) for n, title in enumerate(TITLES))


LISTS = {
    "links": "<ul>" + each("<li><a href='{url}'>{title}</a></li>") + "</ul>",
    "a table": "<table>" + each("<tr><td>12 March</td><td><a href='{url}'>{title}</a></td></tr>") + "</table>",
    "cards": each("<div class=card><h3><a href='{url}'>{title}</a></h3><p>{teaser}</p></div>"),
    "headings": each("<h2><a href='{url}'>{title}</a></h2><p>{teaser} {title}.</p>"),
    "cards that are articles": each("<article><h2><a href='{url}'>{title}</a></h2><p>{teaser}</p></article>"),
    "cards that are links": each("<a href='{url}'><h3>{title}</h3><p>{teaser}</p></a>"),
    "paragraphs": each("<p><a href='{url}'>{title}</a><br>{teaser}</p>"),
    "definitions": "<dl>" + each("<dt><a href='{url}'>{title}</a></dt><dd>{teaser}</dd>") + "</dl>",
    "whole articles": each(f"<article><h2><a href='{{url}}'>{{title}}</a></h2>{STORY * 3}</article>"),
}
HEADS = ["", '<meta property="og:type" content="website">', '<meta property="og:type" content="article">']


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("body", LISTS.values(), ids=LISTS)
def test_lists_are_left_out_and_told_of(body: str, head: str) -> None:
    assert crawled(page(body, head)) == (
        [],
        ["1 pages without an article were left out: 1 × front pages, lists and stubs"],
    )


def test_a_page_of_a_collection_by_its_own_account_is_left_out() -> None:
    head = '<script type="application/ld+json">{"@type": "CollectionPage", "name": "Harbours"}</script>'
    assert not crawled(page(STORY, head))[0]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "around",
    [
        "{story}",
        "{story}<h2>Related articles</h2><ul>{links}</ul>",
        "<aside><ul>{links}</ul></aside>{story}",
        "<h2><a href='#why'>Why the talks go on for so long</a></h2>{story}<h2><a href='/news/#how'>How the talks go "
        "on after this</a></h2>{story}<h2><a href='#who'>Who talks with whom and why</a></h2>{story}",
    ],
)
def test_articles_stay(head: str, around: str) -> None:
    links = each("<li><a href='{url}'>{title}</a></li>")
    (article,), problems = crawled(page(around.format(story=STORY, links=links), head, "The talks go on for a day"))
    assert TEASER in article.text
    assert problems == []


def test_an_article_by_its_own_account_may_be_short_and_have_linked_headings() -> None:
    data = {"@type": "NewsArticle", "headline": "Talks", "datePublished": "2025-03-12"}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert crawled(page(f"<p>{TEASER}</p>", head))[0]
    assert crawled(page(each(f"<h2><a href='{{url}}'>{{title}}</a></h2>{STORY}"), head))[0]
    assert not crawled(page(LISTS["links"], head))[0]


@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/", "https://www.example.org/index.html"])
def test_the_front_page_of_a_site(url: str) -> None:
    assert not crawled(page(STORY), url)[0]
    assert crawled(page(STORY), "https://example.org/?p=1234")[0]


def test_what_is_chosen_by_hand_is_read_whatever_it_is() -> None:
    (article,) = read_stream(page(LISTS["cards"]), url="https://example.org/", media_type="text/html")
    assert TEASER in article.text


def test_words_are_counted_where_no_space_is_written() -> None:
    assert word_count("The talks go on.") == 4
    assert word_count("会談は春まで続くと市長は月曜日に述べた。") > 8
    assert word_count("การเจรจาจะดำเนินต่อไป") > 8
