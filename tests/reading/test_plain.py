"""Plain text: what is a block, a heading, a title, and what is no part of the article."""

from __future__ import annotations

from datetime import datetime

import pytest

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading import read, read_stream
from searchidx.reading.cleaning import looks_like_heading

SCRAPED = """\
A quiet harbour town has become the unlikely centre of a dispute over fishing rights.
Others are reading now
The mayor says that talks with the ministry will go on until the spring.
Why the Harbour Matters

Town of Nordhavn, CC BY 4.0, via Wikimedia Commons
Half of the catch of the region is landed here, and most of it leaves by lorry on the same night.
Also read
“We have no other work,” said Ida Holm, who runs the auction.
Quotas: The Real Quarrel

The ministry wants to cut the quota by a fifth.
The Next Round

Also read
Both sides will meet again in March.
Photo: Lars Berg / Nordhavn Tidende
"""


def headings(article: Article) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kind == "heading"]


def texts(article: Article) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks]


def test_a_scraped_page_keeps_its_headings_and_loses_its_widgets() -> None:
    article = read(SCRAPED)
    assert headings(article) == ["Why the Harbour Matters", "Quotas: The Real Quarrel", "The Next Round"]
    for noise in ("Also read", "Others are reading", "Wikimedia", "Lars Berg"):
        assert noise not in article.text
    assert len(article.blocks) == 3 + 6
    assert article.text.count("\n\n") == len(article.blocks) - 1


def test_a_first_line_that_looks_like_a_title_is_the_title() -> None:
    article = read("Harbour Town Waits for an Answer\n\nThe mayor says that talks will go on.")
    assert (article.title, article.text) == (
        "Harbour Town Waits for an Answer",
        "The mayor says that talks will go on.",
    )
    assert read("The mayor says that talks will go on.\n\nAnd on and on they went.").title == ""


def test_a_byline_below_the_title_is_the_author() -> None:
    article = read(
        "Harbour Town Waits for an Answer\nBy Ida Holm and Lars Berg\n\nThe mayor says that talks will go on."
    )
    assert article.authors == ("Ida Holm", "Lars Berg")
    assert article.text == "The mayor says that talks will go on."
    assert read("By Monday the talks were over.\n\nThe mayor says that they will go on.").authors == ()


def test_a_head_of_known_keys_is_metadata() -> None:
    article = read(
        "Title: Harbour Town Waits\nAuthor: By Ida Holm and Lars Berg\nDate: 2025-03-12\nPublisher: The Example\n"
        "URL: https://example.org/a\nLanguage: en-GB\nKeywords: fish, quotas\nSection: Economy\n\n"
        "The mayor says that talks will go on."
    )
    assert article == Article(
        id=article.id,
        text="The mayor says that talks will go on.",
        blocks=article.blocks,
        title="Harbour Town Waits",
        url="https://example.org/a",
        authors=("Ida Holm", "Lars Berg"),
        publisher="The Example",
        published=datetime(2025, 3, 12),
        language="en",
        section="Economy",
        keywords=("fish", "quotas"),
    )


def test_a_date_in_the_head_that_is_none_is_reported() -> None:
    problems: list[ReadingError] = []
    text = "Title: Harbour Town\nDate: yesterday\n\nThe mayor says that talks will go on."
    (article,) = read_stream(text, name="a.txt", on_problem=problems.append)
    assert (article.title, article.published) == ("Harbour Town", None)
    assert [str(p) for p in problems] == ['its date is not understood: "yesterday"; write it as 2025-03-12']


def test_a_first_line_with_a_colon_is_no_head() -> None:
    assert "Source: the ministry" not in read("Date: unknown to us, said the mayor.\nThe talks go on.").title
    assert "unknown to us" in read("Date: unknown to us, said the mayor.\nThe talks go on.").text


def test_lines_wrapped_by_hand_are_joined() -> None:
    wrapped = (
        "The mayor of the harbour town said on Monday that the talks with the\n"
        "ministry would go on until the spring, and that nobody should expect an\n"
        "answer before then, whatever the newspapers of the capital might write.\n"
        "\n"
        "Half of the catch of the region is landed here, and most of it leaves by\n"
        "lorry on the same night.\n"
    )
    article = read(wrapped)
    assert len(article.blocks) == 2
    assert "with the ministry would go on" in article.text


def test_lists_are_list_items() -> None:
    article = read("They want three things, the mayor said on Monday:\n\n- more time\n- more fish\n1. an answer\n")
    assert [b.kind for b in article.blocks] == ["paragraph", "list_item", "list_item", "list_item"]
    assert texts(article)[1:] == ["more time", "more fish", "1. an answer"]


@pytest.mark.parametrize(
    "line", ["The Witkoff Visit", "Who Pays?", "2025: A Year of Talks", "Élections à Nice", "NATO, Not Territory"]
)
def test_headings(line: str) -> None:
    assert looks_like_heading(line)


@pytest.mark.parametrize(
    "line", ["It ended there.", "and so it went", "“Why?”", "He said:", "A " * 20, "— Ida Holm, fisher"]
)
def test_no_headings(line: str) -> None:
    assert not looks_like_heading(line)


def test_text_of_nothing_but_headings_is_kept_as_text() -> None:
    assert read("Harbour Town").text == "Harbour Town"


def test_invisible_characters_go_and_accents_are_composed() -> None:
    assert read("The\u00ad ca\u200bfe\u0301\u00a0of \ufeffthe town is shut.").text == "The café of the town is shut."


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\x00\x00", "", "\u200b"])
def test_nothing_to_read_is_an_error(content: bytes | str) -> None:
    with pytest.raises(ReadingError, match=r"empty|no text"):
        read(content)
