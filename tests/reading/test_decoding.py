"""Encodings, declared or not, and what is no text at all."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.errors import ReadingError
from searchidx.reading import read
from searchidx.reading.decoding import decode

GERMAN = "Der Bürgermeister sagte, die Straße zur Brücke bleibe für die Fußgänger geöffnet. "
FRENCH = "Le maire a déclaré que l’été « serait » difficile pour les pêcheurs du port. "
RUSSIAN = "Мэр заявил, что переговоры с министерством продолжатся до весны. "
JAPANESE = "市長は、春まで省との協議を続けると述べた。漁師たちは答えを待っている。"
POLISH = "Burmistrz powiedział, że rozmowy potrwają do wiosny, a rybacy czekają na odpowiedź z ministerstwa. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (POLISH, "cp1250"),
        ("“It’s late,” she said – and left.", "cp1252"),
    ],
)
def test_encodings_are_detected(text: str, encoding: str) -> None:
    text *= 3
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_believed_where_it_is_not_utf_8() -> None:
    assert decode("à".encode("cp1250", "replace") + "ł".encode("cp1250"), declared="windows-1250").endswith("ł")
    assert decode(GERMAN.encode(), declared="iso-8859-1") == GERMAN
    assert decode("“so”".encode("cp1252"), declared="iso-8859-1") == "“so”"
    assert decode(GERMAN.encode("cp1252"), declared="no-such-encoding") == GERMAN


def test_text_cut_inside_a_character_is_still_utf_8() -> None:
    cut = (GERMAN + "Brü").encode()[:-1]
    assert decode(cut).startswith(GERMAN)


@pytest.mark.parametrize(
    ("start", "name"),
    [(b"%PDF-1.7\n", "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff\xe0", "JPEG"), (b"\x7fELF\x02", "program")],
)
def test_known_binary_kinds_are_named(start: bytes, name: str) -> None:
    with pytest.raises(ReadingError, match=name):
        read(start + bytes(200), media_type="text/plain")


@pytest.mark.parametrize("seed", range(5))
def test_binary_noise_is_refused(seed: int) -> None:
    with pytest.raises(ReadingError, match="binary"):
        read(random.Random(seed).randbytes(5000), media_type="text/plain")


def test_a_stray_control_character_is_no_noise() -> None:
    assert read(b"The mayor\x00 said\x07 no.").text == "The mayor said no."


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except ReadingError as error:
        assert str(error)


@settings(deadline=None)
@given(st.text(max_size=200).filter(lambda text: not any(text.encode().startswith(b) for b in (codecs.BOM_UTF8,))))
def test_text_in_memory_is_taken_as_it_is(text: str) -> None:
    try:
        article = read(text, media_type="text/plain")
    except ReadingError:
        return
    assert "�" in text or "�" not in article.text
