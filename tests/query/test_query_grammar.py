"""What each way of typing means, told in the normal form of the tree."""

from datetime import date

import pytest

from searchidx.fields import FIELDS
from searchidx.query import parse
from searchidx.query.ast import (
    And,
    Boost,
    Everything,
    Exists,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Range,
    Wildcard,
    Word,
    leaves,
)


def meaning(query: str, default: str = "all") -> str:
    """The normal form of a query that nothing is to be said about."""
    parsed = parse(query, default=default, today=date(2025, 11, 19))
    assert parsed.diagnostics == ()
    return str(parsed.tree)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("nato", Word("nato")),
        ('"firm guarantees"', Phrase("firm guarantees")),
        ('"firm guarantees"~5', Phrase("firm guarantees", 5)),
        ("guarant*", Prefix("guarant")),
        ("*ship", Wildcard("*ship")),
        ("organi?ation", Wildcard("organi?ation")),
        ("zelensky~", Fuzzy("zelensky", 1)),
        ("zelensky~2", Fuzzy("zelensky", 2)),
        ("zelensky~0", Word("zelensky")),
        ("speaker:markov", Word("markov", "speaker")),
        ('speaker:"Sergei Markov"', Phrase("Sergei Markov", 0, "speaker")),
        ("title:guarant*", Prefix("guarant", "title")),
        ("title:zelensky~", Fuzzy("zelensky", 1, "title")),
        ("date:>=2025-01", Range("date", "2025-01", None)),
        ("date:>2025-01", Range("date", "2025-01", None, include_low=False)),
        ("date:<2025-01", Range("date", None, "2025-01", include_high=False)),
        ("date:2025-01", Range("date", "2025-01", "2025-01")),
        ("date:{2024 TO 2025-03]", Range("date", "2024", "2025-03", include_low=False)),
        ("*", Everything()),
        ("speaker:*", Exists("speaker")),
        ("nato^2.5", Boost(Word("nato"), 2.5)),
        ("a b", And((Word("a"), Word("b")))),
        ("a OR b", Or((Word("a"), Word("b")))),
        ("-a", Not(Word("a"))),
        ("article:A1#2~x^2", Word("A1#2~x^2", "article")),
        ('url:"https://example.org/a b"', Word("https://example.org/a b", "url")),
    ],
)
def test_each_kind_of_node(query: str, tree: Node) -> None:
    assert parse(query).tree == tree
    assert parse(query).diagnostics == ()


@pytest.mark.parametrize(
    ("query", "normal_form"),
    [
        ("nato guarantees", "nato AND guarantees"),
        ("nato AND guarantees", "nato AND guarantees"),
        ("nato && guarantees", "nato AND guarantees"),
        ("nato&&guarantees", "nato AND guarantees"),
        ("nato || eu", "nato OR eu"),
        ("nato OR eu OR un", "nato OR eu OR un"),
        ("nato -eu", "nato AND NOT eu"),
        ("nato !eu", "nato AND NOT eu"),
        ("nato NOT eu", "nato AND NOT eu"),
        ("nato AND NOT eu", "nato AND NOT eu"),
        ("nato ANDNOT eu", "nato AND NOT eu"),
        ("NOT(nato)", "NOT nato"),
        ("NOT NOT nato", "nato"),
        ("NOT NOT NOT nato", "NOT nato"),
        ("-(a OR b)", "NOT (a OR b)"),
        ('-"cold war"', 'NOT "cold war"'),
        ("-a -b", "NOT a AND NOT b"),
        ("+a +b", "a AND b"),
        ("+a b", "a AND b"),
        ("a ANDMAYBE b", "a AND (* OR b)"),
        ("a ANDMAYBE NOT b", "a AND (* OR NOT b)"),
        ("((a))", "a"),
        ("(a AND b) AND (c AND d)", "a AND b AND c AND d"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("(a b)^2", "(a AND b)^2"),
        ("-a^2", "NOT a^2"),
        ("-(a b)^2", "NOT (a AND b)^2"),
        ("(NOT a)^2", "(NOT a)^2"),
        ("((a)^2)^3", "a^6"),
        ("a^1", "a"),
        ("nato(ukraine)", "nato AND ukraine"),
    ],
)
def test_operators(query: str, normal_form: str) -> None:
    assert meaning(query) == normal_form


@pytest.mark.parametrize(
    ("query", "normal_form"),
    [
        ("a AND b OR c", "(a AND b) OR c"),
        ("a OR b AND c", "a OR (b AND c)"),
        ("NOT a AND b", "NOT a AND b"),
        ("NOT a OR b", "NOT a OR b"),
        ("a AND (b OR c)", "a AND (b OR c)"),
    ],
)
def test_not_binds_before_and_and_and_before_or(query: str, normal_form: str) -> None:
    assert meaning(query) == normal_form
    assert meaning(query, "any") == normal_form


@pytest.mark.parametrize(
    ("query", "normal_form"),
    [
        ("a b", "a OR b"),
        ("a b -c", "(a OR b) AND NOT c"),
        ("-c a b", "(a OR b) AND NOT c"),
        ("a NOT c", "a AND NOT c"),
        ("-a -b", "NOT a AND NOT b"),
        ("+a b", "a AND (* OR b)"),
        ("+a b c", "a AND (* OR b OR c)"),
        ("+a +b c", "a AND b AND (* OR c)"),
        ("+a b -c", "a AND (* OR b) AND NOT c"),
        ("+a +b", "a AND b"),
        ("+a OR b", "a AND (* OR b)"),
        ("a OR -b", "a OR NOT b"),
        ("(a b) AND c", "(a OR b) AND c"),
        ("title:(a b)", "title:a OR title:b"),
    ],
)
def test_where_any_word_may_match_plus_and_minus_still_hold(query: str, normal_form: str) -> None:
    assert meaning(query, "any") == normal_form


@pytest.mark.parametrize(
    "text",
    [
        "anti-war", "U.S.", "1,000", "$1.5m", "50%", "o'clock", "l’ONU", "AT&T", "C++", "@kyiv", "#peace", "a/b", "a_b",
        "12:30", "3:16", "16:9", "a::b", ":smile", "C:/temp", "nato–russia", "Müller", "北京", "Київ", "नाटो", "don't",
        "TODAY", "Android", "ORAL", "NOTE", "and", "~500", "3.14", "e.g.",
    ],
)  # fmt: skip
def test_what_stays_one_word(text: str) -> None:
    assert parse(text).tree == Word(text)
    assert parse(text).diagnostics == ()


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "https://example.org/a?b=c&&d=e#f",
        "https://example.org/wiki/Minsk_(agreement)",
        "https://example.org/~user/*",
        "mailto:desk@example.org",
        "doi:10.1000/182",
        "ftp://example.org:21/x^2",
    ],
)
def test_an_address_is_one_word_and_nothing_in_it_is_special(address: str) -> None:
    for query, tree in [
        (address, Word(address)),
        (f"({address})", Word(address)),
        (f"url:{address}", Word(address, "url")),
        (f"nato {address} -eu", And((Word("nato"), Word(address), Not(Word("eu"))))),
    ]:
        assert parse(query).tree == tree
        assert parse(query).diagnostics == ()


@pytest.mark.parametrize(
    ("query", "normal_form"),
    [
        ("nato — ukraine", "nato AND ukraine"),
        ("nato - ukraine", "nato AND ukraine"),
        ("Johnson & Johnson", "Johnson AND Johnson"),
        ("nato ... ukraine", "nato AND ukraine"),
        ("Well , yes !", "Well AND yes"),
        ("Ukraine: what next", "Ukraine AND what AND next"),
        ("\ufeffnato\u200bukraine\u00a0today\u3000now", "nato AND ukraine AND today AND now"),
        ("nato,eu;un", "nato AND eu AND un"),
        ("nato, eu ,un", "nato, AND eu AND un"),
        ("nato,eu*", "nato AND eu*"),
        ("--option", "\\--option"),
    ],
)
def test_punctuation_between_words_says_nothing(query: str, normal_form: str) -> None:
    assert meaning(query) == normal_form


@pytest.mark.parametrize("query", ["“firm guarantees”", "„firm guarantees“", "«firm guarantees»", '“firm guarantees"'])
def test_typographic_quotation_marks_make_phrases(query: str) -> None:
    assert parse(query).tree == Phrase("firm guarantees")


@pytest.mark.parametrize(
    ("query", "normal_form"),
    [
        ("org:nato", "organization:nato"),
        ("by:smith", "author:smith"),
        ("lang:en", "language:en"),
        ("published:2025", "date:2025"),
        ("Speaker:markov", "speaker:markov"),
        ("speaker:(putin OR markov)", "speaker:putin OR speaker:markov"),
        ("title:(a OR (b AND text:c))", "title:a OR (title:b AND text:c)"),
        ("-title:(a b)", "NOT (title:a AND title:b)"),
        ("title:-a", "NOT title:a"),
        ("title:(a)^2", "title:a^2"),
        ('said:"red line"~3^2', 'said:"red line"~3^2'),
        ('said:"red line"^2~3', 'said:"red line"~3^2'),
        ("title:OR", "title:\\OR"),
        ("topic:medtop:11000000", "topic:medtop:11000000"),
        ("topic:(medtop:11000000 OR war)", "topic:medtop:11000000 OR topic:war"),
        ("*:*", "*"),
        ("*:* -a", "* AND NOT a"),
        ("_exists_:speaker", "speaker:*"),
        ("text:https://example.org/a?b", "text:https://example.org/a?b"),
    ],
)
def test_fields(query: str, normal_form: str) -> None:
    assert meaning(query) == normal_form


def test_every_field_can_be_named_by_every_name() -> None:
    for field in FIELDS:
        value = "2025" if field.kind == "date" else "x1"
        for name in (field.name, *field.aliases, field.name.upper()):
            (leaf,) = leaves(parse(f"{name}:{value}").tree)
            assert not isinstance(leaf, Everything)
            assert leaf.field == field.name


@pytest.mark.parametrize(
    ("query", "normal_form"),
    [
        ("date:[2025-01 TO 2025-03]", "date:[2025-01 TO 2025-03]"),
        ("date:[2025-01 to 2025-03]", "date:[2025-01 TO 2025-03]"),
        ("date:{2023 TO 2025}", "date:{2023 TO 2025}"),
        ("date:[2025 TO *]", "date:>=2025"),
        ("date:[2025 TO]", "date:>=2025"),
        ("date:{2025 TO *}", "date:>2025"),
        ("date:[* TO 2025]", "date:<=2025"),
        ("date:[TO 2025}", "date:<2025"),
        ("date:[* TO *]", "date:*"),
        ("date:*", "date:*"),
        ("date:2025-01..2025-03", "date:[2025-01 TO 2025-03]"),
        ("date:2025-01..*", "date:>=2025-01"),
        ("date:*..2025-01", "date:<=2025-01"),
        ("date:2025-01..", "date:>=2025-01"),
        ("date:..2025-01", "date:<=2025-01"),
        ("date:>= 2025-01", "date:>=2025-01"),
        ("date:≥2025-01", "date:>=2025-01"),
        ("date:=2025-01", "date:2025-01"),
        ("date:[2025-01 TO 2025-01]", "date:2025-01"),
        ("date:yesterday", "date:yesterday"),
        ("date:last week", 'date:"last week"'),
        ('date:"last week"', 'date:"last week"'),
        ("date:last week nato", 'date:"last week" AND nato'),
        ("date:[last week TO today]", 'date:["last week" TO today]'),
        ("date:>=3 March 2025", 'date:>="3 March 2025"'),
        ("date:7d", "date:>=7d"),
        ("date:-7d", "date:>=-7d"),
        ("date:<7d", "date:<7d"),
        ("date:[30d TO 7d]", "date:[30d TO 7d]"),
        ("date:[now-7d TO now]", "date:[now-7d TO now]"),
        ("date:2025-01-31T10:30", "date:2025-01-31T10:30"),
        ("date:(2024 OR 2025-03)", "date:2024 OR date:2025-03"),
        ("date:(>=2024 AND <2025-03)", "date:>=2024 AND date:<2025-03"),
        ("-date:2025", "NOT date:2025"),
        ("date:2025^2", "(date:2025)^2"),
        ("date:>=2025-01 nato", "date:>=2025-01 AND nato"),
    ],
)
def test_dates(query: str, normal_form: str) -> None:
    assert meaning(query) == normal_form


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        (r"speaker\:markov", Word("speaker:markov")),
        (r"\-nato", Word("-nato")),
        (r"\AND", Word("AND")),
        (r"guarant\*", Word("guarant*")),
        (r"what\?", Word("what?")),
        (r"typo\~2", Word("typo~2")),
        (r"x\^2", Word("x^2")),
        (r"new\ york", Word("new york")),
        (r"\(a\)", Word("(a)")),
        (r"\"a", Word('"a')),
        (r'"say \"no\" now"', Phrase('say "no" now')),
        (r"a\*b*", Prefix("a*b")),
        (r"a\*b*c", Wildcard(r"a\*b*c")),
        ("a\\", Word("a\\")),
        (r"a\&&b", Word("a&&b")),
        (r"a\,b", Word("a,b")),
        (r"\'a b'", And((Word("'a"), Word("b'")))),
    ],
)
def test_a_backslash_makes_the_next_character_literal(query: str, tree: Node) -> None:
    assert parse(query).tree == tree


@pytest.mark.parametrize("query", ["", " ", "\n\t", "\ufeff"])
def test_an_empty_query_is_everything(query: str) -> None:
    parsed = parse(query)
    assert parsed.tree == Everything()
    assert parsed.diagnostics == ()


def test_spans_point_at_what_was_typed() -> None:
    query = 'nato  -speaker:"Sergei Markov" (guarant*)^2 date:2025-01'
    spans = [query[slice(*leaf.span)] for leaf in leaves(parse(query).tree)]
    assert spans == ["nato", '"Sergei Markov"', "guarant*", "2025-01"]


def test_spans_are_no_part_of_what_makes_trees_equal() -> None:
    assert parse("nato").tree == parse("   nato").tree
    assert hash(parse("nato").tree) == hash(parse("   nato").tree)


def test_bounds_of_a_range_are_half_open() -> None:
    def bounds(query: str) -> tuple[object, object]:
        tree = parse(query).tree
        assert isinstance(tree, Range)
        return tree.bounds(today=date(2025, 11, 19))

    assert bounds("date:2025-01") == (date(2025, 1, 1), date(2025, 2, 1))
    assert bounds("date:[2025-01 TO 2025-03]") == (date(2025, 1, 1), date(2025, 4, 1))
    assert bounds("date:{2025-01 TO 2025-03}") == (date(2025, 2, 1), date(2025, 3, 1))
    assert bounds("date:>2025-01") == (date(2025, 2, 1), None)
    assert bounds("date:<=2025-01") == (None, date(2025, 2, 1))
    assert bounds("date:7d") == (date(2025, 11, 12), None)
