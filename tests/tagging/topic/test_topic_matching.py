"""Patterns are found by words, the longest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchidx.tagging.topic.matching import Matcher, words


def found(patterns: list[str], text: str) -> list[tuple[str, str]]:
    """(pattern, the words it matched) for every match."""
    tokens = words(text)
    return [
        (patterns[index], " ".join(tokens[at : at + length])) for at, length, index in Matcher(patterns).find(tokens)
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("bank", "The bank, two banks and a Bank's boss", ["bank", "banks", "Bank's"]),
        ("bank", "banker, embankment", []),
        ("company", "Companies of a company", ["Companies", "company"]),
        ("match", "three matches", ["matches"]),
        ("politic*", "Political politics of a politician", ["Political", "politics", "politician"]),
        ("semi final", "The semi-final and the semi finals", ["semi final", "semi finals"]),
        ("prime minister", "the prime minister’s office", ["prime minister’s"]),
        ("climate chang*", "climate changes in a changing climate", ["climate changes"]),
        ("WHO", "WHO knows who the WHO's head is", ["WHO", "WHO's"]),
        ("Labour", "Labour wants cheap labour", ["Labour"]),
        ("Trump", "TRUMP WINS", ["TRUMP"]),
        ("AT&T", "a call by AT&T", ["AT&T"]),
        ("U.S", "in the U.S. and the US", ["U.S"]),
    ],
)
def test_a_pattern_matches_its_plural_and_possessive(pattern: str, text: str, matches: list[str]) -> None:
    assert [matched for _, matched in found([pattern], text)] == matches


def test_the_longest_pattern_wins_and_its_words_count_once() -> None:
    patterns = ["court", "supreme court", "supreme court of justice", "justice"]
    assert found(patterns, "The Supreme Court of Appeal, a court, the supreme court of justice") == [
        ("supreme court", "Supreme Court"),
        ("court", "court"),
        ("supreme court of justice", "supreme court of justice"),
    ]


def test_a_word_in_its_own_form_goes_before_a_plural_or_a_prefix() -> None:
    assert found(["physic", "physics"], "physics") == [("physics", "physics")]
    assert found(["econom*", "economy"], "economy economist") == [("economy", "economy"), ("econom*", "economist")]
    assert found(["apple", "Apple"], "Apple sells no apple") == [("Apple", "Apple"), ("apple", "apple")]


@given(st.text(max_size=200), st.lists(st.sampled_from(["a", "b c", "b", "éa*", "ab*"]), unique=True))
def test_matches_lie_within_any_text_in_order_and_apart(text: str, patterns: list[str]) -> None:
    tokens = words(text)
    end = 0
    for position, length, index in Matcher(patterns).find(tokens):
        assert position >= end
        assert 0 <= index < len(patterns)
        end = position + length
    assert end <= len(tokens)
