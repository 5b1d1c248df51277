"""Tokens as arrays: the same as reading the text from its start to its end, whatever was read before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchidx.tagging.quotation.layout import tokenize
from searchidx.tagging.quotation.tokens import TokenMemory

pieces = [
    "said",
    "O’Neill-Smith",
    "don't",
    "U.S.",
    "’s",
    " ",
    "  ",
    "\n",
    "\n\n\n",
    "\t",
    "\u00a0",
    "\u2028",
    "-",
    "“",
    "é",
    "7",
]
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(pieces), max_size=30).map("".join))


@given(st.lists(texts, max_size=4))
def test_tokens_are_those_of_the_whole_text(read: list[str]) -> None:
    memory = TokenMemory()
    for text in read:
        tokens = memory.read(text)
        assert list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)) == tokenize(text)


@given(texts)
def test_each_token_has_the_number_of_its_form(text: str) -> None:
    memory = TokenMemory()
    for tokens in (memory.read(text), memory.read(text)):
        for start, end, form in zip(tokens.starts, tokens.ends, tokens.forms, strict=True):
            assert memory.forms[form] == (text[start:end] if text[start] != "\n" else "\n")


def test_the_same_form_has_one_number() -> None:
    tokens = TokenMemory().read("Ice, said Beck. “Ice,” said\nIce")
    assert tokens.forms[0] == tokens.forms[6] == tokens.forms[-1]


def test_the_memory_of_words_stays_small() -> None:
    memory = TokenMemory()
    memory.read(" ".join(f"word{number}" for number in range(70_000)))
    assert memory.is_full
    memory = TokenMemory()
    memory.read("x" * 1_000_000)
    assert not memory.is_full
