"""What is not the article: labels of widgets, calls, credits, lists of other articles, and who worked on it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from searchidx.model import Article
from searchidx.reading import read
from searchidx.reading.boilerplate import is_boilerplate

TALKS = "The mayor of the harbour town said on Monday that the talks with the ministry would go on until the spring."
FISH = "Half of the catch of the region is landed here, and most of it leaves by lorry on the same night."
END = "Both sides will meet again in March, the ministry said in a statement on Tuesday evening."


def texts(article: Article) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks]


@pytest.mark.parametrize(
    "line",
    [
        "Also read",
        "ALSO READ:",
        "» Read also: Ten boats lost in the storm",
        "Related articles",
        "Advertisement",
        "Story continues below advertisement",
        "Sign up for our daily newsletter",
        "Share this article",
        "Facebook Twitter WhatsApp",
        "5 min read",
        "Listen to the whole talk here",
        "Why not follow The Example on Facebook and X? Send story ideas to desk@example.org",
        "© 2025 The Example. All rights reserved.",
        "Copyright 2025 The Example",
        "Photo: Lars Berg",
        "Image credit: Ida Holm / The Example",
        "Lars Berg/Reuters",
        "(AP Photo/Lars Berg)",
        "Lars Berg via Getty Images",
        "Kremlin.ru, CC BY 4.0, via Wikimedia Commons",
        "Lesen Sie auch",
        "Lire aussi : La ville attend une réponse",
        "* * *",
        "Also in this issue",
        "ALSO IN THIS ISSUE: The last lighthouse",
        "More great Example stories",
        "Read more from the series here:",
        "You can read more about the harbour here.",
        "Start your day with The Tide, the daily newsletter of The Example.",
        "There is more where that came from. Get the free newsletter delivered to your inbox daily.",
        "Follow the full coverage of the talks at https://example.org/talks",
        "GET THE EXAMPLE ON THE GO BY CLICKING HERE",
        "Every boat has its day.Click To Tweet",
        "Listen: https://example.org/podcast.mp3",
        "EMAIL: desk@example.org.",
    ],
)
def test_lines_that_are_not_the_article(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "People who buy this book also read poetry.",
        "The deal was first reported by Reuters.",
        "Copyright Law Is Changing",
        "Share of Renewable Power Grows",
        "“Read more,” she told them.",
        "Photographs of the harbour were sold by his widow in 1953.",
        "Reuters said it would appeal.",
        "According to AFP, the ship had left the port.",
        "Advertising revenue fell by a third.",
        "Related costs rose as well.",
        "“It lands in your inbox,” she said.",
        "The newsletter landed in reporters' inboxes at 1:48 a.m.",
        "Also in this issue lies the reason for the strike.",
        "It has more great stories to tell, he said.",
    ],
)
def test_lines_that_only_look_like_it(line: str) -> None:
    assert not is_boilerplate(line)


def as_html(*lines: str) -> Article:
    marked = "".join(f"<ul><li>{line[2:]}</li></ul>" if line.startswith("- ") else f"<p>{line}</p>" for line in lines)
    return read(f"<html><body><article><h1>Talks</h1>{marked}</article></body></html>")


def as_text(*lines: str) -> Article:
    return read("\n\n".join(lines), media_type="text/plain")


def as_markdown(*lines: str) -> Article:
    return read("\n\n".join(lines), media_type="text/markdown")


def as_record(*lines: str) -> Article:
    blocks = [{"kind": "list_item" if t.startswith("- ") else "paragraph", "text": t.removeprefix("- ")} for t in lines]
    return read(json.dumps({"title": "Talks", "blocks": blocks}), media_type="application/jsonl")


def as_news_item(*lines: str) -> Article:
    marked = "".join(f"<li>{line[2:]}</li>" if line.startswith("- ") else f"<p>{line}</p>" for line in lines)
    return read(f"<nitf><body><body.content>{marked}</body.content></body></nitf>", media_type="application/nitf+xml")


def as_message(*lines: str) -> Article:
    return read(
        "Subject: Talks\nFrom: The Example <a@example.org>\n\n" + "\n\n".join(lines), media_type="message/rfc822"
    )


KINDS = [as_html, as_text, as_markdown, as_record, as_news_item, as_message]


@pytest.mark.parametrize("article", KINDS)
def test_every_kind_of_source_is_read_without_boilerplate(article: Callable[..., Article]) -> None:
    found = article(
        *(TALKS, "Advertisement", FISH, "Also in this issue", "- The last lighthouse", "- Who pays for the pier?", END),
        "Reporting by Ida Holm and Lars Berg in Nordhavn; editing by Ann Ray",
    )
    assert texts(found) == [TALKS, FISH, END]
    assert found.authors == ("Ida Holm", "Lars Berg")


def test_an_item_that_is_a_sentence_is_no_title_of_another_article() -> None:
    article = as_record(TALKS, "Read more:", "- " + FISH, "- The last lighthouse")
    assert texts(article) == [TALKS, FISH, "The last lighthouse"]


@pytest.mark.parametrize(
    ("credit", "authors"),
    [
        ("(Reporting by Ida Holm in Nordhavn, Lars Berg; Editing by Ann Ray.)", ("Ida Holm", "Lars Berg")),
        ("Reporting and writing by Ida Holm, with additional reporting by Lars Berg", ("Ida Holm",)),
        ("--additional reporting by Lars Berg.", ()),
        ("Edited by Ann Ray", ()),
        ("Filmed by: Ida Holm. Edited by: Lars Berg.", ()),
        ("Example Press writers Ida Holm and Lars Berg contributed to this report.", ()),
        ("Reporting by The Example's foreign desk", ()),
    ],
)
def test_closing_credits_are_no_text_but_may_name_the_reporters(credit: str, authors: tuple[str, ...]) -> None:
    article = as_record(TALKS, FISH, credit)
    assert texts(article) == [TALKS, FISH]
    assert article.authors == authors


def test_a_credit_that_ends_a_paragraph() -> None:
    article = as_record(TALKS, f"{FISH} (Reporting by Ida Holm; editing by Ann Ray)", "About us")
    assert texts(article) == [TALKS, FISH, "About us"]
    assert article.authors == ("Ida Holm",)


def test_a_known_author_is_believed_over_a_credit() -> None:
    blocks = [{"text": TALKS}, {"text": "Reporting by Lars Berg"}]
    article = read(json.dumps({"authors": ["Ida Holm"], "blocks": blocks}), media_type="application/jsonl")
    assert article.authors == ("Ida Holm",)


@pytest.mark.parametrize(
    "line",
    [
        "Directed and written by Ida Holm, the film is adapted from a story of the islands.",
        "Reporting by Ida Holm showed that the boats were sold in secret.",
        "Bad weather contributed to the story of the ship.",
    ],
)
def test_what_only_looks_like_a_closing_credit(line: str) -> None:
    assert texts(as_record(TALKS, line)) == [TALKS, line]


def test_a_credit_stands_at_the_end() -> None:
    credit = "Translated by Ida Holm"
    assert credit in texts(as_record(credit, *[f"{TALKS} It was day {n}." for n in range(8)]))
