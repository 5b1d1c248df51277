"""Ids: the same page saved twice is one article, different pages are different ones."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.reading.cleaning import clean
from searchidx.reading.draft import article_id

ONE = "https://www.example.org/news/harbour?id=7&page=2"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/news/harbour/?page=2&id=7",
        "https://EXAMPLE.org:443/news/harbour?id=7&page=2#comments",
        ONE + "&utm_source=mail&fbclid=abc",
    ],
)
def test_addresses_of_one_page(address: str) -> None:
    assert article_id(address, "Title", "text") == article_id(ONE, "Other title", "other text")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/news/harbour?id=8&page=2",
        "https://example.org/news/harbour?id=7&page=2&ref=12",
        "https://example.org/news/Harbour?id=7&page=2",
        "https://example.org:8080/news/harbour?id=7&page=2",
        "https://example.com/news/harbour?id=7&page=2",
        "https://example.org/news/harbour",
    ],
)
def test_addresses_of_other_pages(address: str) -> None:
    assert article_id(address, "", "") != article_id(ONE, "", "")


def test_without_an_address_the_words_count() -> None:
    assert article_id(None, "Title", "text") == article_id("", "Title", "text")
    assert len({article_id(None, title, text) for title in ("a", "b") for text in ("c", "d")}) == 4


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_an_id_is_short_and_safe_in_an_address(address: str, title: str, text: str) -> None:
    assert re.fullmatch(r"[a-z2-7]{13}", article_id(address, title, text))


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
