"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["detect_language", "language_code", "language_of"]

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_TO_ISO_639_1 = {
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "nld": "nl",
    "dut": "nl",
    "dan": "da",
    "swe": "sv",
    "nor": "no",
    "nob": "no",
    "nb": "no",
    "fin": "fi",
    "pol": "pl",
    "ces": "cs",
    "cze": "cs",
    "rus": "ru",
    "ukr": "uk",
    "tur": "tr",
    "ara": "ar",
    "zho": "zh",
    "chi": "zh",
    "jpn": "ja",
    "kor": "ko",
}
_SAMPLE = 1200
"""Characters that are looked at; a thousand settle it, and each costs a microsecond."""
_LEAST_LETTERS = 20
_LEAST_SURE = 0.6
_SURE_ENOUGH_TO_CONTRADICT = 0.99
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset("the of and to that was is for on with said he his".split())


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag such as "en-GB", "pt_BR" or "deu"; None where it is no tag."""
    match = _TAG.fullmatch((tag or "").strip())
    if not match:
        return None
    code = match[1].lower()
    return _TO_ISO_639_1.get(code) or (code if len(code) == 2 else None)


def language_of(text: str, declared: str | None) -> str | None:
    """The declared language of a text where it can be, else the detected one.

    "en" is what publishing systems declare when nobody told them otherwise, so it is believed only of a text with
    English words in it.
    """
    code = language_code(declared)
    if code is None:
        return detect_language(text)
    if code == "en" and not _has_english_words(text):
        return detect_language(text, _SURE_ENOUGH_TO_CONTRADICT) or code
    return code


def detect_language(text: str, least_sure: float = _LEAST_SURE) -> str | None:
    """The ISO 639-1 code of the language that a text is in; None where it is too short to be `least_sure` of it.

    English is settled by its commonest words; other languages by py3langid (Lui & Baldwin, 2012).
    """
    words = _WORD.findall(text[:_SAMPLE].casefold())
    if sum(map(len, words)) < _LEAST_LETTERS:
        return None
    if words.count("the") >= 2 and sum(word in _ENGLISH for word in words) >= 0.12 * len(words):
        return "en"
    code, probability = _identifier().classify(text[:_SAMPLE])
    return str(code) if probability >= least_sure else None


def _has_english_words(text: str) -> bool:
    words = _WORD.findall(text[:_SAMPLE].casefold())
    return len(words) < 30 or sum(word in _ENGLISH for word in words) >= 0.03 * len(words)


@cache
def _identifier() -> LanguageIdentifier:
    """The model, loaded when a text first needs it, kept to the languages that have a two-letter code."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
