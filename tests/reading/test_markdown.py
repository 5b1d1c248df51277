"""Markdown: blocks by CommonMark, metadata from front matter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from searchidx.errors import ReadingError
from searchidx.reading import read

ARTICLE = """\
---
title: "Harbour: the wait"
author: [Ida Holm, Lars Berg]
date: 2025-03-12T09:30:00Z
tags: [fish, quotas]
lang: en
---

# Harbour: the wait

The *mayor* says that [talks](https://example.org) will go on
until the spring.

## Why it matters

> “We have no other work,” said Ida Holm.

- more **time**
- more fish

| Year | Catch |
|------|-------|
| 2024 | 12 t  |

Also read

![A boat](boat.jpg)
"""


def test_blocks_and_front_matter() -> None:
    article = read(ARTICLE, media_type="text/markdown")
    assert [(b.kind, article.text[b.start : b.end]) for b in article.blocks] == [
        ("paragraph", "The mayor says that talks will go on until the spring."),
        ("heading", "Why it matters"),
        ("quote", "“We have no other work,” said Ida Holm."),
        ("list_item", "more time"),
        ("list_item", "more fish"),
        ("paragraph", "Year | Catch"),
        ("paragraph", "2024 | 12 t"),
    ]
    assert article.title == "Harbour: the wait"
    assert article.authors == ("Ida Holm", "Lars Berg")
    assert article.published == datetime(2025, 3, 12, 9, 30, tzinfo=UTC)
    assert (article.keywords, article.language) == (("fish", "quotas"), "en")


def test_a_first_heading_is_the_title() -> None:
    article = read("# Harbour\n\nThe talks go on.", media_type="text/markdown")
    assert (article.title, article.text) == ("Harbour", "The talks go on.")


def test_broken_front_matter_is_named_with_its_line() -> None:
    with pytest.raises(ReadingError, match=r"front matter is not valid YAML, line 3"):
        read("---\ntitle: x\nauthor: [a, b\n---\n\nText.", media_type="text/markdown")


@pytest.mark.parametrize("depth", [10, 50, 2000])
def test_text_in_nested_quotes_is_not_lost(depth: int) -> None:
    assert "The talks go on." in read("> " * depth + "The talks go on.", media_type="text/markdown").text


def test_references_in_front_matter_do_not_multiply() -> None:
    anchors = "\n".join(f"b{n}: &b{n} [*b{n - 1}, *b{n - 1}]" for n in range(1, 60))
    article = read(
        f"---\nb0: &b0 [x]\n{anchors}\ntags: [fish, *b59]\n---\n\nThe talks go on.", media_type="text/markdown"
    )
    assert article.keywords == ("fish",)


def test_markup_in_markdown_is_left_out() -> None:
    assert read("<!-- note -->\n\n<div>Boats</div>\n\nThe talks go on.", media_type="text/markdown").text == (
        "Boats\n\nThe talks go on."
    )
