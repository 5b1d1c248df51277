"""How text becomes words and terms."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchidx.analysis import fold, is_stop_word, joined, places, terms, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Dam will hold.", "the dam will hold"),
        # Possessives go, contractions stay whole, names part.
        ("Ukraine's O'Neil doesn't", "ukraine o neil doesnt"),
        ("Ukraine’s O’Neil doesn’t", "ukraine o neil doesnt"),
        ("l'Élysée d'Orsay", "l elysee d orsay"),
        ("the actors' guild", "the actors guild"),
        # Numbers keep their inner marks, thousands lose them.
        ("15,000 men, 3.5bn euros, 1.5 and 2,5", "15000 men 3.5bn euros 1.5 and 25"),
        ("in 2025, or 2025.", "in 2025 or 2025"),
        # Abbreviations, and pronouns that are none.
        ("the U.S. and us", "the u.s. and us"),
        ("the US and the WHO told us who", "the u.s. and the w.h.o. told us who"),
        ("at 9 a.m. in the U.S.A.", "at 9 am in the usa"),
        ("The U.N.", "the un"),
        ("End.Start", "end start"),
        # Hyphens part.
        ("an e-mail from a vice-president", "an e mail from a vice president"),
        ("snake_case and user@example.org", "snake case and user example org"),
        # Accents, ligatures, strokes and case of other scripts.
        ("Łódź Straße Ångström Æsir Đà İstanbul ıslak", "lodz strasse angstrom aesir da istanbul islak"),
        ("ΑΘΉΝΑ Ελλάς МОСКВА", "αθηνα ελλασ москва"),
        ("ﬁnal Ｆｕｌｌ 𝐁𝐨𝐥𝐝 ᴬ²", "final full bold a2"),
        # Every ideograph is a word; vowel signs belong to theirs.
        ("東京都 and ソウル", "東 京 都 and ソ ウ ル"),
        ("हिन्दी में किताब", "हिन्दी में किताब"),
        ("e\u0301lan élan", "elan elan"),
        ("", ""),
        ("— … !? “”", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Floods flooded the villages", "flood flood the villag"),
        (None, "Floods flooded the villages", "flood flood the villag"),
        ("de", "Überschwemmungen der Häuser", "uberschwemm der haus"),
        ("fr", "les élections européennes", "le elect europeen"),
        ("zh", "floods", "floods"),
        ("unheard of", "floods", "floods"),
    ],
)
def test_terms_are_stems_in_the_language_of_the_text(language: str | None, text: str, expected: str) -> None:
    assert terms(text, language) == expected.split()


def test_stop_words() -> None:
    assert all(map(is_stop_word, ("the", "The", "us", "Who", "not")))
    assert not any(map(is_stop_word, ("US", "U.S.", "WHO", "river", "")))
    assert is_stop_word("A")  # a capital letter alone begins a sentence


TEXTS = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            "U.S.",
            "a.m",
            "l'Élysée",
            "3.5bn",
            "’s",
            "'T",
            "東京",
            "हिन्दी",
            "x\u0301",
            "15,0",
            ".",
            ",",
            " ",
            "\u2028",
            "\x1f",
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["en", "de", "ar", "hi", "zh", None]))
@example("ﷺ", None)  # one letter that stands for four words
@example("a\u00a0b\u3000c", None)
def test_all_ways_to_the_terms_agree(text: str, language: str | None) -> None:
    found, plain = joined(text, language)
    assert found.split(" ") == (terms(text, language) or [""])
    assert set(plain.split(" ")) == set(words(text) or [""])
    listed = list(tokens(text, language))
    assert [token.term for token in listed] == terms(text, language)
    assert [token.word for token in listed] == words(text)
    assert [terms(text[token.start : token.end], language) for token in listed] == [[token.term] for token in listed]
    assert not any(character.isspace() for word in (*words(text), *terms(text, language)) for character in word)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_tokens_stand_in_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert words(text[token.start : token.end]) == [token.word] or "." in text
        end = token.end


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_places_are_those_of_the_tokens(text: str, data: st.DataObject) -> None:
    listed = list(tokens(text))
    wanted = data.draw(st.sets(st.sampled_from([token.term for token in listed] or ["none"])))
    assert sorted(places(text, wanted)) == [(token.start, token.end) for token in listed if token.term in wanted]


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=20))
@example("ᴬ𝐁ℌ")
@example("ß ẞ ŉ ǰ ΐ İ ı ﬃ ſ")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=20))
def test_case_and_composition_do_not_tell_words_apart(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)
    assert fold(text.casefold()) == fold(text)
