"""Languages: declared, detected, and declared wrongly."""

from __future__ import annotations

import pytest

from searchidx.reading import read
from searchidx.reading.language import detect_language, language_code, language_of

TEXTS = {
    "en": "The mayor of the harbour town said that the talks with the ministry would go on until the spring.",
    "de": "Der Bürgermeister der Hafenstadt sagte, die Gespräche mit dem Ministerium würden bis zum Frühling dauern.",
    "fr": "Le maire de la ville portuaire a déclaré que les discussions avec le ministère iraient jusqu’au printemps.",
    "es": "El alcalde de la ciudad portuaria dijo que las charlas con el ministerio durarían hasta la primavera.",
    "it": "Il sindaco della città portuale ha detto che i colloqui con il ministero dureranno fino alla primavera.",
    "nl": "De burgemeester van de havenstad zei dat de gesprekken met het ministerie tot het voorjaar zouden duren.",
    "da": "Borgmesteren i havnebyen sagde, at forhandlingerne med ministeriet ville fortsætte til foråret.",
    "pl": "Burmistrz miasta portowego powiedział, że rozmowy z ministerstwem potrwają do wiosny.",
    "ru": "Мэр портового города заявил, что переговоры с министерством продолжатся до весны.",
    "ja": "港町の市長は、春まで省との協議を続けると述べた。漁師たちは答えを待っている。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_are_detected(code: str) -> None:
    assert detect_language(TEXTS[code]) == code


def test_what_is_too_short_to_tell_stays_open() -> None:
    assert detect_language("NATO 2025") is None
    assert detect_language("") is None


def test_a_declared_language_is_believed() -> None:
    assert language_of(TEXTS["da"], "no") == "no"
    assert language_of("NATO", "sv-SE") == "sv"


def test_english_is_believed_only_of_english() -> None:
    assert language_of(TEXTS["de"] * 3, "en-US") == "de"
    assert language_of(TEXTS["en"] * 3, "en-US") == "en"
    assert language_of("A list: 1, 2, 3", "en") == "en"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-GB", "en"),
        ("pt_BR", "pt"),
        ("zh-Hant-TW", "zh"),
        ("deu", "de"),
        ("nb-NO", "no"),
        ("English", None),
        ("", None),
    ],
)
def test_language_tags(tag: str, code: str | None) -> None:
    assert language_code(tag) == code


def test_an_article_that_says_nothing_of_its_language() -> None:
    assert read(TEXTS["fr"] * 2).language == "fr"
