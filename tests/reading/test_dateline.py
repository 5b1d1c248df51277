"""When a page came out: what it prints at the headline, what its head tells, its address, its body."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from searchidx.reading import read

BODY = """
<p>The mayor of the harbour town said on Monday that the talks with the ministry would go on until the spring.</p>
<p>Half of the catch of the region is landed here, and most of it leaves by lorry on the same night.</p>
<p>Both sides will meet again, the ministry said in a statement on Tuesday evening, and nobody knows where.</p>
"""
NOON = datetime(2025, 3, 12, 12)


def page(*, told: str = "", modified: str = "", above: str = "", below: str = "", end: str = "") -> str:
    data = {"@type": "NewsArticle", "headline": "Boats", "datePublished": told, "dateModified": modified}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>' if told else ""
    return (
        f"<html><head><title>Harbour town waits</title>{head}</head><body><header><h1>The Example</h1>"
        f"<p>Today is 1 May 2026</p></header><nav><a href='/'>News</a></nav>"
        f"<article>{above}<h1>Harbour town waits</h1>{below}{BODY}{end}</article></body></html>"
    )


@pytest.mark.parametrize(
    "printed",
    [
        "<p>12 March 2025</p>",
        "<p>By Ida Holm | Published: Wed, 12 March 2025</p>",
        "<p>What the ministry has offered, and what it has not</p><div>Ida Holm</div><time>Mar 12, 2025</time>",
        "<div><span>12</span> <span>March</span> <span>2025</span></div>",
        "<p>Published 12 March 2025 | Updated 20 March 2025</p>",
        "<p>Last updated: 20 March 2025</p><p>12. März 2025</p>",
        "<span>Updated</span> <span>20 March 2025</span> <span>First published</span> <span>12 March 2025</span>",
    ],
)
def test_a_date_below_the_headline(printed: str) -> None:
    assert read(page(below=printed)).published == datetime(2025, 3, 12)


def test_a_date_right_above_the_headline() -> None:
    assert read(page(above="<div><p>Fisheries</p><p>12 March 2025</p></div>")).published == datetime(2025, 3, 12)


def test_the_printed_day_is_believed_over_a_told_one() -> None:
    moved = page(told="2020-01-02T10:00:00Z", below="<p>12 March 2005</p>")
    assert read(moved).published == datetime(2005, 3, 12)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "<p>12 March 2025</p>",
        "<p>Updated 20 March 2025</p>",
        "<p>Last updated on: <time>20 March 2025</time></p>",
        "<p>Aktualisiert: 20.3.2025</p>",
        "<p>The town was flooded on 20 March 2024, and the ministry has paid nothing.</p>",
    ],
)
def test_the_told_moment_stays_where_no_other_day_of_publication_is_printed(printed: str) -> None:
    article = read(page(told="2025-03-12T12:00:00Z", below=printed))
    assert article.published == NOON.replace(tzinfo=UTC)


def test_a_printed_day_that_is_that_of_the_last_change_is_no_day_of_publication() -> None:
    markup = page(told="2025-03-12T12:00:00Z", modified="2025-04-20T08:00:00Z", below="<p>20 April 2025</p>")
    assert read(markup).published == NOON.replace(tzinfo=UTC)


def test_a_moment_told_in_utc_is_given_in_the_zone_of_the_printed_time() -> None:
    article = read(page(told="2025-03-13T01:30:27Z", below="<p>March 12, 2025, 6:30 pm MST</p>"))
    assert article.published == datetime(2025, 3, 13, 1, 30, 27, tzinfo=UTC)
    assert article.published.utcoffset() == timedelta(hours=-7)
    assert article.published.date() == NOON.date()


def test_the_printed_day_stays_a_day_where_its_zone_cannot_be_known() -> None:
    assert read(page(told="2025-03-13T01:30:27Z", below="<p>March 12, 2025</p>")).published == datetime(2025, 3, 12)


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("2025-03-13T01:30:00Z", datetime(2025, 3, 12)),
        ("2025-03-11T22:00:00Z", datetime(2025, 3, 12)),
        ("2025-03-13T01:30:00+01:00", datetime(2025, 3, 13, 1, 30, tzinfo=timezone(timedelta(hours=1)))),
        ("2025-03-14T01:30:00Z", datetime(2025, 3, 14, 1, 30, tzinfo=UTC)),
        ("2025-03-11T08:00:00Z", datetime(2025, 3, 11, 8, tzinfo=UTC)),
        ("2025-03-12T23:59:00Z", datetime(2025, 3, 12, 23, 59, tzinfo=UTC)),
    ],
)
def test_the_day_in_the_address_where_it_is_the_told_moment_in_some_zone(told: str, published: datetime) -> None:
    assert read(page(told=told), url="https://example.org/2025/03/12/harbour").published == published


def test_a_date_in_the_address() -> None:
    assert read(page(), url="https://example.org/2025/03/12/harbour").published == datetime(2025, 3, 12)


@pytest.mark.parametrize(
    "markup",
    [
        '<time datetime="2025-03-12">Wednesday</time>',
        '<span itemprop="datePublished" content="2025-03-12T00:00:00"></span>',
        '<p class="date">Written: 2025-03-12</p>',
        '<p class="published">12 March 2025</p>',
        "<p>Posted by the newsroom on 12 March 2025</p>",
    ],
)
def test_dates_elsewhere_in_the_body(markup: str) -> None:
    assert read(page(end=markup)).published == datetime(2025, 3, 12)


def test_the_year_of_a_copyright_notice_is_no_date() -> None:
    markup = page(end="<footer>© 2019 The Example</footer>").replace("<p>Today is 1 May 2026</p>", "")
    assert read(markup).published is None


@pytest.mark.parametrize(
    "line",
    ["12 March 2025", "Nordhavn, 12 March 2025", "9:30 AM PST 03/13/2025 by Ida Holm", "Updated: 2025-03-12 09:30:00"],
)
def test_a_date_at_the_start_is_no_text(line: str) -> None:
    assert read(page(below=f"<p>{line}</p>")).text.startswith("The mayor")


@pytest.mark.parametrize(
    "line", ["On 12 March 2025 the harbour froze.", "The Great Harbour Storm and Flood Night of 12 March 2025"]
)
def test_a_sentence_or_a_title_with_a_date_stays(line: str) -> None:
    assert read(page(below=f"<p>{line}</p>")).text.startswith(line)
