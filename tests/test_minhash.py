"""Near copies: trimmed, edited and re-led copies are found, other articles are not joined."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.copies import Copies
from searchidx.minhash import containment, grouped, shingles, signature

# Word frequencies as Zipf's law has them: two articles share many words and few runs of three.
WORDS = [f"w{n}" for n in range(4000)]
WEIGHTS = list(accumulate(1 / (n + 2) for n in range(4000)))


def written(seed: int, length: int = 320) -> str:
    return " ".join(random.Random(seed).choices(WORDS, cum_weights=WEIGHTS, k=length))


def edited(text: str, share: float = 0.05) -> str:
    source = random.Random(len(text))
    return " ".join("changed" if source.random() < share else word for word in text.split())


def cut(text: str, keep: float = 0.5) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * keep)])


def led(text: str) -> str:
    words = text.split()
    return f"{written(99, 30)} {' '.join(words[30:])} {written(98, 25)}"


def signed(texts: dict[int, str]) -> dict[int, tuple[str, bytes]]:
    return {number: (f"id{number}", signature(text)) for number, text in texts.items()}


def found_in(texts: dict[int, str], known: Copies | None = None) -> Copies:
    return grouped(signed(texts), texts.__getitem__, known or Copies())


def numbers(copies: Copies) -> set[frozenset[int]]:
    return {frozenset(group) for group in copies.groups}


ARTICLES = {n: written(n) for n in range(1, 151)}


@pytest.mark.parametrize(
    "change", [edited, cut, led, lambda text: edited(cut(text))], ids=["edited", "cut", "led", "both"]
)
def test_copies_are_found_and_nothing_else(change: Callable[[str], str]) -> None:
    copies = {1000 + n: change(text) for n, text in ARTICLES.items()}
    found = numbers(found_in(ARTICLES | copies))
    assert len(found & {frozenset({n, 1000 + n}) for n in ARTICLES}) >= 0.95 * len(ARTICLES)
    assert found <= {frozenset({n, 1000 + n}) for n in ARTICLES}


def test_a_group_of_many_copies_is_one_group_in_the_order_of_numbers() -> None:
    text = written(1)
    texts = {1: text, 2: written(2)} | {n: edited(text, 0.02) + f" end {n}" for n in range(3, 43)}
    assert [list(group.items()) for group in found_in(texts).groups] == [
        [(n, f"id{n}") for n in (1, *range(3, 43))],
    ]


def test_a_story_that_quotes_another_is_no_copy() -> None:
    one, other = written(1), written(2)
    quoting = f"{other} {cut(one, 0.3)}"
    assert containment(shingles(one), shingles(quoting)) < 0.35
    assert numbers(found_in({1: one, 2: quoting})) == set()


def test_short_texts_are_copies_only_where_their_words_are_the_same() -> None:
    texts = {1: "The talks go on.", 2: "The talks, go on", 3: "The talks go on in March."}
    assert numbers(found_in(texts)) == {frozenset({1, 2})}


def test_texts_without_words_are_no_copies() -> None:
    assert signature(" — ") == b""
    assert numbers(found_in({1: "", 2: "", 3: "…"})) == set()


def test_a_signature_does_not_depend_on_the_process() -> None:
    found = signature("The talks go on until the spring.")
    assert (len(found), found.hex()[:24]) == (160, "1d0c3698c3c371482e2e16a1")


def test_no_articles_no_groups() -> None:
    assert found_in({}) == Copies(0, ())
    assert found_in({7: "one"}) == Copies(7, ())


def test_what_is_new_is_compared_and_nothing_else() -> None:
    text = written(1)
    before = {1: text, 2: written(2), 3: edited(text), 4: written(4)}
    after = before | {5: cut(before[4]), 6: led(text)}
    asked = []

    def text_of(number: int) -> str:
        asked.append(number)
        return after[number]

    known = found_in(before)
    assert grouped(signed(after), text_of, known) == found_in(after)
    assert numbers(found_in(after)) == {frozenset({1, 3, 6}), frozenset({4, 5})}
    assert set(asked) <= {1, 3, 6, 4, 5}
    asked.clear()
    assert grouped(signed(after), text_of, found_in(after)) == found_in(after)
    assert asked == []


def test_a_group_that_loses_an_article_is_found_again() -> None:
    whole = written(1, 400)
    front, back = cut(whole), " ".join(whole.split()[200:])
    known = found_in({1: front, 2: whole, 3: back, 4: led(front)})
    assert numbers(known) == {frozenset({1, 2, 3, 4})}
    # The halves were copies of the whole, and are not of each other.
    left = {1: front, 3: back, 4: led(front)}
    assert numbers(found_in(left, known)) == {frozenset({1, 4})}


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(6)), st.sets(st.integers(0, 5), max_size=5))
def test_articles_that_come_one_by_one_are_grouped_as_all_at_once(order: list[int], gone: set[int]) -> None:
    text, other = written(1), written(2)
    all_texts = [text, edited(text), led(text), other, cut(other), written(3)]
    texts: dict[int, str] = {}
    known = Copies()
    for number, which in enumerate(order, 1):
        texts[number] = all_texts[which]
        known = found_in(texts, known)
    assert known == found_in(texts)
    for number in sorted(gone):
        del texts[number + 1]
    assert numbers(found_in(texts, known)) == numbers(found_in(texts))
