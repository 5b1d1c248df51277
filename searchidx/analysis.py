"""How text becomes terms: one set of words, folds, stems and stop words for every engine, query and highlight.

Engines are handed finished terms, so that no engine's own tokenizer can disagree with another's. A text has two forms:

* *words*: case and accents folded ("Élysée's" gives "elysee"); prefixes, wildcards and fuzzy words look here;
* *terms*: the words' Snowball stems in the language of the text; everything else looks here.

Nothing is dropped from a text. Stop words are left out of queries instead, so that "to be or not to be" can be found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Set
from functools import cache
from typing import NamedTuple, TypeVar

import Stemmer

__all__ = [
    "ANALYSIS_VERSION",
    "STOP_WORDS",
    "Token",
    "fold",
    "is_stop_word",
    "joined",
    "places",
    "terms",
    "tokens",
    "words",
]

ANALYSIS_VERSION = 2
"""Raised whenever the same text would give other terms: indexes of another version have to be built again."""

DEFAULT_LANGUAGE = "en"
"""Texts and queries of unknown language are stemmed as this one."""

_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
_INDIC = "\u0900-\u0963\u0966-\u0df3\u0e30-\u0e4e\u0eb0-\u0ece\u1000-\u109f\u1780-\u17d3"
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

_TAIL = (
    r"(?:'(?:[sStTdDmM]|re|RE|ve|VE|ll|LL)(?![^\W_])"  # the possessive and contractions belong to their word
    r"|(?<=\d)(?:[.,]\d+)+[^\W_]*"  # 15,000 and 3.5bn are one word
    r"|(?<![^\W_][^\W_])(?<=[^\W\d_])\.(?:[^\W\d_]\.)+(?:[^\W\d_](?![^\W_]))?"  # so are U.S. and a.m.
    r")?"
)
_SIMPLE = re.compile(rf"[^\W_]+{_TAIL}")
# Two ranges of scripts, with room for the punctuation between them: more ranges take longer to compile than to search.
_NEEDS_CARE = re.compile("[\u0300-\u1fff\u2e80-\uffff]")


@cache
def _careful() -> re.Pattern[str]:
    """Words of scripts whose vowel signs are no letters to Python, or that put no spaces between words."""
    ideograph = f"[{_IDEOGRAPHS}]"  # every character is a word, and typing several makes a phrase
    return re.compile(rf"{ideograph}|(?:(?!{ideograph})[^\W_][{_MARKS}{_INDIC}]*)+{_TAIL}")


def _found(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, as matches whose places are those in the text."""
    if text.isascii():
        return _SIMPLE.finditer(text)
    # One apostrophe for all: replaced letter for letter, so that every place stays what it is.
    text = text.replace("’", "'").replace("ʼ", "'")
    return (_careful() if _NEEDS_CARE.search(text) else _SIMPLE).finditer(text)


def _surfaces(text: str) -> list[str]:
    return _SIMPLE.findall(text) if text.isascii() else [match.group() for match in _found(text)]


# Letters that Unicode does not decompose but that people type without their stroke.
_STROKES = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h", "ŋ": "ng", "ŧ": "t"}
)
_INNER = str.maketrans("", "", "'.,")
_DECIMAL = re.compile(r"\d+\.\d+[^\W\d_]*")

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

STOP_WORDS = frozenset(
    """a about after all also am an and any are as at be because been before being but by can could did do does doing
    down during each few for from further had has have having he her here hers him his how i if in into is it its
    itself just me more most my no nor not now of off on once only or other our out over own same she should so some
    such than that the their them then there these they this those through to too under until up us very was we were
    what when where which while who whom why will with would you your""".split()
)
"""English words that say nothing about a subject; left out of queries that have any other word."""


_Answer = TypeVar("_Answer")


class Token(NamedTuple):
    """One word of a text, where it stands (characters), and its two forms."""

    start: int
    end: int
    word: str
    term: str


def fold(text: str) -> str:
    """The text without case and accents, as every word is compared."""
    if text.isascii():
        return text.lower()
    # Twice, as in Unicode's NFKC_Casefold: what a letter such as 𝐁 stands for has a case of its own.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in decomposed if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", plain).translate(_STROKES)


def _word(surface: str) -> str:
    word = fold(surface)
    if not word.isalnum():
        # A letter such as ﷺ stands for several words, but is one.
        word = "".join(word.split()).replace("’", "'").replace("ʼ", "'").removesuffix("'s")
        word = word if _DECIMAL.fullmatch(word) else word.translate(_INNER)
    if word in STOP_WORDS and len(surface) > 1 and surface.isupper():
        # The US, the U.S. and the WHO are no pronouns.
        return "".join(letter + "." for letter in word)
    return word


class _Memo(dict[str, _Answer]):
    """What a function answers, remembered: news repeats its words, so almost every call is one dictionary access."""

    LIMIT = 500_000

    def __init__(self, answer: Callable[[str], _Answer]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, asked: str) -> _Answer:
        if len(self) >= self.LIMIT:
            self.clear()
        answer = self[asked] = self._answer(asked)
        return answer


_words = _Memo(_word)


@cache
def _terms(language: str | None) -> _Memo[str]:
    algorithm = _STEMMERS.get(language or DEFAULT_LANGUAGE)
    if algorithm is None or algorithm not in Stemmer.algorithms():
        return _words
    stemmer = Stemmer.Stemmer(algorithm)
    return _Memo(lambda surface: stemmer.stemWord(_words[surface]) or _words[surface])


@cache
def _chunks(language: str | None) -> _Memo[tuple[str, str]]:
    """What stands between two spaces, punctuation and all, to its terms and words: no word reaches across a space."""
    return _Memo(lambda chunk: (" ".join(terms(chunk, language)), " ".join(words(chunk))))


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return list(map(_words.__getitem__, _surfaces(text)))


def terms(text: str, language: str | None = None) -> list[str]:
    """The stems of a text's words, in order; `language` is an ISO 639-1 code, English where it is None."""
    return list(map(_terms(language).__getitem__, _surfaces(text)))


def joined(text: str, language: str | None = None) -> tuple[str, str]:
    """The terms of a text in order, and each of its words once, both joined by spaces: what an engine is given."""
    if not (parts := text.split()):
        return "", ""
    found, plain = zip(*map(_chunks(language).__getitem__, parts), strict=True)
    return " ".join(filter(None, found)), " ".join(filter(None, dict.fromkeys(plain)))


def tokens(text: str, language: str | None = None) -> Iterator[Token]:
    """Every word of a text with its place."""
    forms = _terms(language)
    for match in _found(text):
        surface = match.group()
        yield Token(match.start(), match.end(), _words[surface], forms[surface])


def places(text: str, wanted: Set[str], language: str | None = None) -> list[tuple[int, int]]:
    """Where the words stand whose term is one of those wanted (characters), in no order."""
    forms = _terms(language)
    parts = set(text.split())
    remembered = list(zip(parts, map(_chunks(language).__getitem__, parts), strict=True))
    found = []
    # Most of what stands between spaces holds nothing that is wanted, which its remembered terms tell at once.
    for chunk in {part for term in wanted for part, (terms, _) in remembered if term in terms}:
        within = [match.span() for match in _found(chunk) if forms[match.group()] in wanted]
        at = text.find(chunk) if within else -1
        while at >= 0:
            end = at + len(chunk)
            if (at == 0 or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
                found += [(at + start, at + stop) for start, stop in within]
            at = text.find(chunk, at + 1)
    return found


def is_stop_word(surface: str) -> bool:
    """Whether a word, as typed, may be left out of a query: "us" may, "US" and "U.S." may not."""
    return _words[surface] in STOP_WORDS
