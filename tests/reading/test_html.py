"""Web pages: the blocks of the article, and what the page says about itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading import read

BODY = """
<p>The mayor of the harbour town said on Monday that the talks with the ministry would go on until the spring.</p>
<h2>Why it matters</h2>
<p>Half of the catch of the region is landed here, and most of it leaves by lorry on the same night.</p>
<blockquote><p>“We have no other work, and nobody in the ministry has told us what to live on,”
said Ida Holm.</p></blockquote>
<ul><li>more time for the talks with the ministry</li><li>more fish for the boats of the town</li></ul>
<p>Also read</p>
<figure><img src="a.jpg"><figcaption>A boat in the port. Photo: Lars Berg</figcaption></figure>
<p>Both sides will meet again in March, the ministry said in a statement on Tuesday evening.</p>
"""


def page(head: str = "", body: str = BODY, html: str = '<html lang="en-GB">') -> str:
    return (
        f"<!DOCTYPE html>{html}<head>{head}</head><body><nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        f"<article><h1>Harbour town waits for an answer</h1>{body}</article>"
        "<footer>About us | Contact</footer></body></html>"
    )


def linked(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Harbour town waits"} | fields
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def meta(**fields: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in fields.items())


def shape(article: Article) -> list[tuple[str, str]]:
    return [(b.kind, article.text[b.start : b.end][:18]) for b in article.blocks]


def test_blocks_of_a_page() -> None:
    article = read(page())
    assert [block for block in shape(article) if block[1] != "Harbour town waits"] == [
        ("paragraph", "The mayor of the h"),
        ("heading", "Why it matters"),
        ("paragraph", "Half of the catch "),
        ("quote", "“We have no other "),
        ("list_item", "more time for the "),
        ("list_item", "more fish for the "),
        ("paragraph", "Both sides will me"),
    ]
    assert article.language == "en"
    for noise in ("Also read", "Lars Berg", "Contact", "Home"):
        assert noise not in article.text


def test_linked_data_is_believed_first() -> None:
    head = (
        linked(
            author=[{"@type": "Person", "name": "By Ida Holm"}, {"@type": "Person", "name": "Lars Berg, Staff Writer"}],
            publisher={"@type": "Organization", "name": "The Example"},
            datePublished="2025-03-12T09:30:00+01:00",
            dateModified="2025-03-13T08:00:00Z",
            articleSection="Economy",
            keywords="fish, quotas",
        )
        + meta(og__title="Another title", article__published_time="2024-01-01", og__site_name="example.org")
        + '<meta name="author" content="Nobody">'
    )
    article = read(page(head), url="https://example.org/a?utm_source=x")
    assert article.title == "Harbour town waits for an answer"
    assert article.authors == ("Ida Holm", "Lars Berg")
    assert article.publisher == "The Example"
    assert article.published == datetime(2025, 3, 12, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    assert article.modified == datetime(2025, 3, 13, 8, tzinfo=UTC)
    assert (article.section, article.keywords) == ("Economy", ("fish", "quotas"))


def test_the_printed_title_is_believed_where_it_is_the_only_heading_and_fits() -> None:
    head = linked(headline="Harbour waits")
    assert read(page(head)).title == "Harbour town waits for an answer"
    assert read(page(head).replace("<h1>", "<h1>Menu</h1><h1>")).title == "Harbour waits"
    assert read(page(linked(headline="Ten boats lost"))).title == "Ten boats lost"


def test_the_title_is_no_part_of_the_text() -> None:
    assert "waits for an answer" not in read(page()).text


def test_the_byline_is_no_part_of_the_text() -> None:
    article = read(page(linked(author="Ida Holm"), f"<p>By Ida Holm</p>{BODY}"))
    assert article.authors == ("Ida Holm",)
    assert "Ida Holm" not in article.text.partition("\n\n")[0]


BYLINES = [
    '<p class="byline">By <a href="/authors/ida">Ida Holm</a> and <a href="/authors/lars">Lars Berg</a></p>',
    '<div class="article-author">By Ida Holm and Lars Berg | 12 March 2025</div>',
    '<span itemprop="author" itemscope><span itemprop="name">Ida Holm &amp; Lars Berg</span></span>',
    "<p>By Ida Holm and Lars Berg</p>",
]


@pytest.mark.parametrize("byline", BYLINES)
def test_bylines_in_the_body(byline: str) -> None:
    assert read(page(body=byline + BODY)).authors == ("Ida Holm", "Lars Berg")


def test_a_site_may_have_the_name_of_its_author() -> None:
    own = linked(author="Ida Holm", publisher={"name": "Ida Holm"})
    assert read(page(own)).authors == ("Ida Holm",)
    assert read(page(own, f'<p class="author">Ida</p>{BODY}')).authors == ("Ida Holm",)
    assert read(page(own, f'<p class="author">Lars Berg</p>{BODY}')).authors == ("Lars Berg",)
    assert read(page(linked(author="Harbour News", publisher={"name": "Harbour News"}))).authors == ()


@pytest.mark.parametrize(
    "line",
    [
        '<p class="byline">By the newsroom of the town</p>',
        "<p>By Monday the talks were over.</p>",
        '<div class="comment-author">Troll Trollsen</div>',
        '<aside><a rel="author">Ann Other</a></aside>',
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert read(page(body=line + BODY)).authors == ()


def test_an_article_in_several_containers_is_put_together() -> None:
    parts = "".join(
        f'<div class="article-body"><p>Part {n}. {"The talks go on. " * 30}</p></div><hr>' for n in range(3)
    )
    text = read(page(body=parts)).text
    assert all(f"Part {n}." in text for n in range(3))


def test_open_graph_and_meta_tags() -> None:
    head = (
        meta(og__title="Harbour town waits for an answer | The Example", og__site_name="The Example")
        + meta(article__published_time="2025-03-12", article__section="Economy")
        + '<meta name="author" content="Ida Holm"><link rel="canonical" href="/news/harbour">'
    )
    article = read(page(head), url="https://example.org/news/harbour?ref=rss")
    assert article.title == "Harbour town waits for an answer"
    assert (article.authors, article.publisher) == (("Ida Holm",), "The Example")
    assert article.published == datetime(2025, 3, 12)
    assert article.url == "https://example.org/news/harbour"


@pytest.mark.parametrize(
    "title",
    [
        "Ten boats lost in the storm | The Example",
        "Ten boats lost in the storm - The Example",
        "Ten boats lost in the storm – example.org",
        "Ten boats lost in the storm",
    ],
)
def test_titles_lose_the_name_of_the_site(title: str) -> None:
    head = f"<title>{title}</title>" + meta(og__site_name="The Example")
    assert read(page(head), url="https://www.example.org/a").title == "Ten boats lost in the storm"


def test_a_canonical_address_of_the_front_page_is_a_mistake_of_the_site() -> None:
    head = '<link rel="canonical" href="https://example.org/">'
    assert read(page(head), url="https://example.org/news/harbour").url == "https://example.org/news/harbour"


def test_an_article_that_is_only_in_linked_data() -> None:
    text = "The mayor of the harbour town said that the talks would go on.\n\nBoth sides will meet again in March. " * 5
    markup = f"<html><head>{linked(articleBody=text)}</head><body><div id=app>Loading...</div></body></html>"
    article = read(markup)
    assert len(article.blocks) > 2 and article.text.startswith("The mayor of the harbour town")


def test_broken_linked_data_is_passed_over() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>' + meta(og__title="Boats")
    assert read(page(head)).title == "Boats"


def test_the_same_page_saved_twice_is_one_article() -> None:
    head = '<link rel="canonical" href="https://www.example.org/news/harbour/">'
    addresses = ["https://example.org/news/harbour?utm_medium=mail", None, "http://m.example.org/amp/1"]
    assert len({read(page(head), url=url).id for url in addresses}) == 1
    assert read(page()).id == read(page()).id
    assert read(page()).id != read(page(body=BODY.replace("Monday", "Friday"))).id


@pytest.mark.parametrize("cut", [0.5, 0.6, 0.7, 0.9, 0.95])
def test_a_page_cut_anywhere_is_read_as_far_as_it_goes(cut: float) -> None:
    markup = page()
    article = read(markup[: int(len(markup) * cut)].rpartition(">")[0] + "><a hre")
    assert article.text.startswith(("The mayor", "Harbour town"))


def test_the_encoding_that_a_page_declares() -> None:
    body = BODY.replace("Monday", "Łódź")
    markup = page('<meta charset="iso-8859-2">', body).replace("“", '"').replace("”", '"')
    assert "Łódź" in read(markup.encode("iso-8859-2")).text


def test_the_encoding_that_a_server_declares() -> None:
    body = BODY.replace("Monday", "Łódź").replace("“", '"').replace("”", '"')
    assert "Łódź" in read(page(body=body).encode("iso-8859-2"), media_type='text/html; charset="ISO-8859-2"').text


@pytest.mark.parametrize(
    "markup", ["<p>The talks go on.</p>", "<article>The talks go on.</article>", "The talks go on."]
)
def test_a_piece_of_a_page_is_read(markup: str) -> None:
    assert read(markup, media_type="text/html").text == "The talks go on."


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<html><body><script>x()</script></body></html>", "<html><head><title>x"]
)
def test_a_page_without_text_is_an_error(markup: str) -> None:
    with pytest.raises(ReadingError):
        read(markup, media_type="text/html")
