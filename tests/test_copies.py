"""Near copies: trimmed, edited and re-led copies are found, other articles are not joined."""

from __future__ import annotations

import random
from itertools import accumulate

import pytest

from searchidx.copies import SIGNATURE_BYTES, containment, groups, shingles, signature

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


ARTICLES = {f"a{n}": written(n) for n in range(150)}


@pytest.mark.parametrize(
    "change", [edited, cut, led, lambda text: edited(cut(text))], ids=["edited", "cut", "led", "both"]
)
def test_copies_are_found_and_nothing_else(change: object) -> None:
    copies = {f"c{key}": change(text) for key, text in ARTICLES.items()}  # type: ignore[operator]
    texts = ARTICLES | copies
    found = groups({key: signature(text) for key, text in texts.items()}, texts.__getitem__)
    assert sum(found.get(f"c{key}") == key for key in ARTICLES) >= 0.95 * len(ARTICLES)
    assert all(group == key.removeprefix("c") for key, group in found.items())


def test_a_group_of_many_copies_is_one_group_named_after_the_first() -> None:
    text = written(1)
    texts = {"first": text, "other": written(2)} | {f"copy{n}": edited(text, 0.02) + f" end {n}" for n in range(40)}
    found = groups({key: signature(value) for key, value in texts.items()}, texts.__getitem__)
    assert set(found.values()) == {"first"} and len(found) == 41


def test_a_story_that_quotes_another_is_no_copy() -> None:
    one, other = written(1), written(2)
    quoting = f"{other} {cut(one, 0.3)}"
    assert containment(shingles(one), shingles(quoting)) < 0.35
    texts = {"one": one, "quoting": quoting}
    assert groups({key: signature(text) for key, text in texts.items()}, texts.__getitem__) == {}


def test_short_texts_are_copies_only_where_their_words_are_the_same() -> None:
    texts = {"a": "The talks go on.", "b": "The talks, go on", "c": "The talks go on in March."}
    assert groups({key: signature(text) for key, text in texts.items()}, texts.__getitem__) == {"a": "a", "b": "a"}


def test_a_signature_does_not_depend_on_the_process() -> None:
    assert signature("The talks go on until the spring.").hex()[:24] == "0901a1c01d0c1fbb7e1b50d9"
    assert len(signature("")) == SIGNATURE_BYTES


def test_no_articles_no_groups() -> None:
    assert groups({}, str) == {}
    assert groups({"a": signature("one")}, str) == {}
