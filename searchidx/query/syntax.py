"""The characters that mean something in a query: what the grammar reads and the normal form escapes."""

from __future__ import annotations

import re

__all__ = [
    "FIELD_PREFIX",
    "GUILLEMETS",
    "OPERATORS",
    "QUOTES",
    "SINGLE_QUOTES",
    "SPACE",
    "URL",
    "WORD",
    "closing_quotes",
    "escape_exact",
    "escape_pattern",
    "escape_phrase",
    "escape_word",
    "has_word_character",
    "is_plain_address",
    "split_escapes",
    "unescape",
    "url_end",
]

SPACE = r"\s\u200b\ufeff"
"""What separates words, for a character class: white space, and the invisible characters that pasting brings along."""

GUILLEMETS = "«»"
QUOTES = '"“”„‟＂' + GUILLEMETS
"""What opens and closes a phrase, straight and typographic."""

SINGLE_QUOTES = "'‘’‚"

OPERATORS = frozenset({"AND", "OR", "NOT", "ANDNOT", "ANDMAYBE"})
"""Words that are operators in upper case. The last two are Whoosh's."""

# A lone backslash at the very end stands for itself.
WORD = re.compile(rf"(?:\\(?:.|\Z)|(?!&&|\|\|)[^\\{SPACE}(){QUOTES}])+", re.DOTALL)
"""One word as it is typed, with its escapes, patterns and suffixes."""

FIELD_PREFIX = re.compile(r"([^\W\d]\w*):")
"""What looks like the name of a field."""

URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:mailto|urn|doi|tel|isbn):(?=[^\s:])", re.IGNORECASE)
"""How an address begins; no special character but quotation marks and spaces has a meaning in it."""

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_URL_STEP = re.compile(rf"\\(?:.|\Z)|[()]|[^\\{SPACE}(){QUOTES}]+", re.DOTALL)
_DIVIDING = re.compile(r"&(?=&)|\|(?=\|)|[,;](?=[^\W\d])")
_SPECIAL = re.compile(rf"[\\*?~^(){QUOTES}{SPACE}]")
_SPECIAL_IN_PHRASE = re.compile(rf"[\\{QUOTES.removesuffix(GUILLEMETS)}]")
_SPECIAL_IN_ADDRESS = re.compile(rf"[\\(){QUOTES}{SPACE}]")


def closing_quotes(opening: str) -> str:
    """The quotation marks that close a phrase opened by `opening`: people and word processors mix them."""
    return GUILLEMETS if opening in GUILLEMETS else QUOTES.removesuffix(GUILLEMETS)


def url_end(text: str, start: int) -> int:
    """Where the address that begins at `start` ends: brackets that are opened in it belong to it."""
    depth, position = 0, start
    while step := _URL_STEP.match(text, position):
        if step.group() == "(":
            depth += 1
        elif step.group() == ")":
            if depth == 0:
                break
            depth -= 1
        position = step.end()
    return position


def has_word_character(text: str) -> bool:
    """Whether there is a letter or a digit in it, so that it can match a word at all."""
    return any(map(str.isalnum, text))


def unescape(raw: str) -> str:
    """The text that is meant: a backslash makes the next character literal."""
    return _ESCAPE.sub(r"\1", raw) if "\\" in raw else raw


def split_escapes(raw: str) -> list[tuple[str, bool]]:
    """The characters that are meant, each with whether a backslash made it literal."""
    if "\\" not in raw:
        return [(character, False) for character in raw]
    pieces: list[tuple[str, bool]] = []
    characters = iter(raw)
    for character in characters:
        if character == "\\":
            pieces.append((next(characters, "\\"), True))
        else:
            pieces.append((character, False))
    return pieces


def escape_word(text: str, *, after_field: bool) -> str:
    """`text` as it has to be typed to be read as part of a word, with or without a field before it."""
    return _escape_start(_DIVIDING.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\g<0>", text)), after_field)


def escape_pattern(pattern: str, *, after_field: bool) -> str:
    """A wildcard pattern as it has to be typed: its `*` and `?` keep their meaning.

    One that ends with `?` is put in brackets, since at the end of a query that is punctuation.
    """
    typed = "".join(
        "\\" + character if literal else character if character in "*?" else _SPECIAL.sub(r"\\\g<0>", character)
        for character, literal in split_escapes(pattern)
    )
    typed = _escape_start(_DIVIDING.sub(r"\\\g<0>", typed), after_field)
    ending = typed[len(typed.rstrip("?!")) :]
    # In brackets, a name with a colon is a field again.
    return f"({_escape_start(typed, after_field=False)})" if "?" in ending else typed


def is_plain_address(text: str) -> bool:
    """Whether it is an address that reads as itself, without any escape."""
    is_balanced = text.count("(") == text.count(")")
    return bool(URL.match(text)) and "\\" not in text and is_balanced and url_end(text, 0) == len(text)


def escape_exact(value: str) -> str:
    """The value of a field that is matched exactly: patterns and suffixes have no meaning there."""
    typed = _DIVIDING.sub(r"\\\g<0>", _SPECIAL_IN_ADDRESS.sub(r"\\\g<0>", value).replace("*", "\\*"))
    return "\\" + typed if typed.startswith(("//", *SINGLE_QUOTES)) else typed


def escape_phrase(text: str) -> str:
    """What stands between straight quotation marks to mean `text`."""
    return _SPECIAL_IN_PHRASE.sub(r"\\\g<0>", text)


def _escape_start(typed: str, after_field: bool) -> str:
    """`typed`, guarded against being read as an operator, a prefix, a field or a comparison."""
    looks_compared = typed[:1] in set("[{<>=≤≥:") or typed.startswith("//")
    if typed[:1] in set("+-!,;" + SINGLE_QUOTES) or typed in OPERATORS or (after_field and looks_compared):
        return "\\" + typed
    if URL.match(typed) or (not after_field and FIELD_PREFIX.match(typed)):
        return typed.replace(":", "\\:", 1)
    return typed
