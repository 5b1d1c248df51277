"""RSS and Atom: full content where there is some, else the summary."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest

from searchidx.errors import ReadingError
from searchidx.reading import read_stream

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Example</title><link>https://example.org</link><language>en-gb</language>
<item><title>Harbour town &amp;amp; its fish</title><link>https://example.org/a?utm_source=rss</link>
<dc:creator>Ida Holm and Lars Berg</dc:creator><pubDate>Wed, 12 Mar 2025 09:30:00 GMT</pubDate>
<category>Fish</category><category>Quotas</category><description>The short form.</description>
<content:encoded><![CDATA[<p>The mayor says that talks go on.</p><h2>Why</h2><p>Half of the catch is landed here.</p>
<figure><figcaption>Photo: x</figcaption></figure><p>Also read</p>
<p>The post Harbour town appeared first on The Example.</p>]]></content:encoded></item>
<item><title>Only a summary</title><link>https://example.org/b</link>
<description>Both sides will meet in March.</description></item>
<item><title>Nothing at all</title><link>https://example.org/c</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Das Beispiel</title>
<entry><title type="html">Der Hafen &lt;b&gt;wartet&lt;/b&gt;</title><link href="https://example.org/d"/>
<author><name>Ida Holm</name></author><published>2025-03-12T09:30:00+01:00</published>
<updated>2025-03-13T08:00:00Z</updated>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Die Gespräche dauern bis zum Frühling.</p></div></content>
</entry></feed>"""


def test_rss() -> None:
    problems: list[ReadingError] = []
    first, second = read_stream(RSS.encode(), name="feed.xml", on_problem=problems.append)
    assert first.title == "Harbour town & its fish"
    assert [(b.kind, first.text[b.start : b.end]) for b in first.blocks] == [
        ("paragraph", "The mayor says that talks go on."),
        ("heading", "Why"),
        ("paragraph", "Half of the catch is landed here."),
    ]
    assert first.authors == ("Ida Holm", "Lars Berg")
    assert first.published == datetime(2025, 3, 12, 9, 30, tzinfo=UTC)
    assert (first.publisher, first.language, first.keywords) == ("The Example", "en", ("Fish", "Quotas"))
    assert second.text == "Both sides will meet in March."
    (problem,) = problems
    assert str(problem) == "entry 3 has neither content nor summary" and problem.member == "https://example.org/c"


def test_atom() -> None:
    (article,) = read_stream(ATOM, media_type="application/atom+xml")
    assert (article.title, article.text) == ("Der Hafen wartet", "Die Gespräche dauern bis zum Frühling.")
    assert (article.language, article.authors, article.publisher) == ("de", ("Ida Holm",), "Das Beispiel")
    assert article.published and article.published.isoformat() == "2025-03-12T09:30:00+01:00"


def test_a_feed_is_recognised_by_its_content() -> None:
    assert len(list(read_stream(ATOM))) == 1


def test_a_feed_without_entries_is_an_error() -> None:
    with pytest.raises(ReadingError, match="no entry"):
        list(read_stream("<rss version='2.0'><channel><title>x</title></channel></rss>"))


def test_an_entry_and_its_page_are_one_article() -> None:
    (article, *_) = read_stream(RSS.encode(), name="feed.xml", on_problem=lambda problem: None)
    head = '<head><link rel="canonical" href="https://example.org/a"></head>'
    page = f"<html>{head}<body><p>The mayor says so.</p></body></html>"
    (saved,) = read_stream(page)
    assert article.id == saved.id


@pytest.mark.parametrize("tag", ["div", "blockquote", "table><tr><td"])
def test_content_that_is_nested_beyond_measure_is_read(tag: str) -> None:
    content = html.escape(f"<{tag}>" * 3000 + "The talks go on.")
    feed = (
        f"<rss version='2.0'><channel><item><title>a</title><description>{content}</description></item></channel></rss>"
    )
    (article,) = read_stream(feed)
    assert article.text == "The talks go on."


def test_endless_entities_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "talks ">{entities}]><rss version="2.0"><channel><title>x</title>'
    bomb += "<item><title>a</title><description>&e11;</description></item></channel></rss>"
    try:
        articles = list(read_stream(bomb, name="a.rss", on_problem=lambda problem: None))
        assert all(len(article.text) < 1_000_000 for article in articles)
    except ReadingError as error:
        assert str(error)
