"""What is said about a query that went wrong: kind, place, what to type instead, and the tree all the same."""

import pytest

from searchidx.fields import FIELDS
from searchidx.model import Diagnostic
from searchidx.query import DiagnosticKind, explain, parse
from searchidx.query.diagnostics import Remarks


def remark(query: str, default: str = "all") -> Diagnostic:
    """The only remark on a query."""
    (diagnostic,) = parse(query, default=default).diagnostics
    return diagnostic


CASES = [
    # query, kind, the place, what to type there instead, the tree
    ("speker:markov", "unknown-field", "speker:", "speaker:", "markov"),
    ("nato autor:smith", "unknown-field", "autor:", "author:", "nato AND smith"),
    ("medtop:20000638", "unknown-field", "medtop:", "topic:medtop:", "20000638"),
    ("speakers:markov", "unknown-field", "speakers:", "speaker:", "markov"),
    ("organisation:nato", "unknown-field", "organisation:", "organization:", "nato"),
    ("site:example.org", "unknown-field", "site:", "publisher:", "example.org"),
    ("after:2025-01 nato", "unknown-field", "after:", "date:>", "2025-01 AND nato"),
    ("xyzzy:(a OR b)", "unknown-field", "xyzzy:", None, "a OR b"),
    ('xyzzy:"a b"', "unknown-field", "xyzzy:", None, '"a b"'),
    ("-xyzzy:a", "unknown-field", "xyzzy:", None, "NOT a"),
    ("nato created:[2025 TO *]", "unknown-field", "created:", "date:", "nato"),
    ("_exists_:speker", "unknown-field", "speker", "speaker", "*"),
    ("speaker:", "missing-value", "speaker:", None, "*"),
    ("nato speaker: ", "missing-value", "speaker:", None, "nato"),
    ("(speaker:) nato", "missing-value", "speaker:", None, "nato"),
    ("speaker: AND nato", "missing-value", "speaker:", None, "nato"),
    ("speaker: title:nato", "missing-value", "speaker:", None, "title:nato"),
    ("date:>= nato", "bad-date", "nato", None, "*"),
    ("date:>=", "missing-value", ">=", None, "*"),
    ("date:[] nato", "missing-value", "[]", None, "nato"),
    ("date:soon nato", "bad-date", "soon", None, "nato"),
    ("date:2025-02-30", "bad-date", "2025-02-30", None, "*"),
    ("date:2025-13 nato", "bad-date", "2025-13", None, "nato"),
    ("date:2025-01*", "bad-date", "2025-01*", "2025-01", "*"),
    ("date:31/01/2025", "bad-date", "31/01/2025", "2025-01-31", "*"),
    ("date:2024-01,2024-02 nato", "bad-date", ",2024-02", None, "nato"),
    ("date:>=2024-01,<2024-03", "bad-date", ",<2024-03", None, "*"),
    ("date:1/2/2025", "bad-date", "1/2/2025", None, "*"),
    ("date:>2025-01-31T00:00:00Z", "bad-date", "2025-01-31T00:00:00Z", "2025-01-31T00:00:00", "*"),
    ("date:[2025-01 TO 2025-99] nato", "bad-date", "2025-99", None, "nato"),
    ("date:[2025-01 TO 2025-03 2025-04]", "bad-date", " 2025-04", None, "*"),
    ("date:[2025-03 TO 2025-01]", "empty-range", "[2025-03 TO 2025-01]", "[2025-01 TO 2025-03]", "*"),
    ("date:{2025-01 TO 2025-02}", "empty-range", "{2025-01 TO 2025-02}", "[2025-01 TO 2025-02]", "*"),
    ("date:2025-03..2025-01", "empty-range", "2025-03..2025-01", "[2025-01 TO 2025-03]", "*"),
    ("speaker:[a TO b] nato", "unsupported-in-field", "[a TO b]", None, "nato"),
    ("title:>=5 nato", "unsupported-in-field", ">=", None, "title:5 AND nato"),
    ("article:a1*", "unsupported-in-field", "a1*", None, r"article:a1\*"),
    ("?* nato", "pattern-too-wide", "?*", "*", "* AND nato"),
    ("**", "pattern-too-wide", "**", "*", "*"),
    ("title:*-*", "pattern-too-wide", "*-*", "*", "title:*"),
    ("\"firm guarantees", "unclosed-quote", '"', None, '"firm guarantees"'),
    ("speaker:“Sergei Markov", "unclosed-quote", "“", None, 'speaker:"Sergei Markov"'),
    ('(nato OR "red line)', "unclosed-quote", '"', None, 'nato OR "red line"'),
    ("(a OR b", "unclosed-bracket", "(", None, "a OR b"),
    ("(((a OR b", "unclosed-bracket", "(((", None, "a OR b"),
    ("date:[2025-01 TO 2025-03 nato", "unclosed-bracket", "[", None, "date:[2025-01 TO 2025-03] AND nato"),
    ("date:[2025-01 TO", "unclosed-bracket", "[", None, "date:>=2025-01"),
    ("a) b", "unopened-bracket", ")", None, "a AND b"),
    ("(a)))) b", "unopened-bracket", ")))", None, "a AND b"),
    ("() nato", "empty-group", "()", None, "nato"),
    ("title:() nato", "empty-group", "()", None, "nato"),
    ('"" nato', "empty-group", '""', None, "nato"),
    ('a OR "—"', "empty-group", '"—"', None, "a"),
    ("nato AND", "missing-operand", "AND", None, "nato"),
    ("OR nato", "missing-operand", "OR", None, "nato"),
    ("nato && || eu", "missing-operand", "||", None, "nato AND eu"),
    ("nato NOT", "missing-operand", "NOT", None, "nato"),
    ("nato (eu AND)", "missing-operand", "AND", None, "nato AND eu"),
    ("date:[2025-01 2025-03]", "range-form", "[2025-01 2025-03]", "[2025-01 TO 2025-03]", "date:[2025-01 TO 2025-03]"),
    ("date:[2024, 2025]", "range-form", "[2024, 2025]", "[2024 TO 2025]", "date:[2024 TO 2025]"),
    ("date:[2025-01]", "range-form", "[2025-01]", "[2025-01 TO 2025-01]", "date:2025-01"),
    ("date:2024 TO 2025 nato", "range-form", "2024 TO 2025", "[2024 TO 2025]", "date:[2024 TO 2025] AND nato"),
    ("date:2024-2025 nato", "range-form", "2024-2025", "[2024 TO 2025]", "date:[2024 TO 2025] AND nato"),
    ('"security guarant*"', "pattern-in-phrase", "*", None, '"security guarant*"'),
    ('"organi?ation of states"', "pattern-in-phrase", "?", None, '"organi?ation of states"'),
    ('"nato * ukraine"', "pattern-in-phrase", "*", None, '"nato * ukraine"'),
    ('"security guarant"*', "pattern-in-phrase", "*", None, '"security guarant"'),
    ("guarant*~", "pattern-and-fuzzy", "guarant*~", None, "guarant*"),
    ("typo~3", "bad-number", "~3", "~2", "typo~2"),
    ("typo~0.8", "bad-number", "~0.8", "~1", "typo~"),
    ('"a b"~', "bad-number", "~", "~1", '"a b"~1'),
    ('"a b"~99999999999', "bad-number", "~99999999999", "~1000", '"a b"~1000'),
    ("nato^", "bad-number", "^", None, "nato"),
    ("nato^high", "bad-number", "^high", None, "nato"),
    ("nato^-1", "bad-number", "^-1", None, "nato"),
    ("(a b)^5000", "bad-number", "^5000", "^1000", "(a AND b)^1000"),
    ("a b OR c", "mixed-operators", "a b OR c", None, "(a AND b) OR c"),
    ("nato or ukraine", "operator-as-word", "or", "OR", "nato AND or AND ukraine"),
    ("nato not ukraine", "operator-as-word", "not", "NOT", "nato AND not AND ukraine"),
    ("speaker:a or speaker:b or c", "operator-as-word", "or", "OR", "speaker:a AND or AND speaker:b AND or AND c"),
    ("nato | ukraine", "operator-as-word", "|", "OR", "nato AND ukraine"),
    ("nato NEAR/5 ukraine", "operator-as-word", "NEAR/5", None, "nato AND NEAR/5 AND ukraine"),
    ("nato w/5 ukraine", "operator-as-word", "w/5", None, "nato AND w/5 AND ukraine"),
    ("speaker=markov", "operator-as-word", "speaker=", "speaker:", "speaker=markov"),
    ("date>=2025", "operator-as-word", "date>=", "date:>=", "date>=2025"),
    ("speaker :markov", "operator-as-word", "speaker :", "speaker:", "speaker AND :markov"),
    ("speaker = markov", "operator-as-word", "speaker = ", "speaker:", "speaker AND markov"),
    ("'red line' nato", "single-quotes", "'red line'", '"red line"', '"red line" AND nato'),
    ("‘don’t panic’~2", "single-quotes", "‘don’t panic’", '"don’t panic"', '"don’t panic"~2'),
    ("speaker:'Sergei Markov'", "single-quotes", "'Sergei Markov'", '"Sergei Markov"', 'speaker:"Sergei Markov"'),
    ("speaker: markov", "space-after-field", "speaker:", None, "speaker:markov"),
    ("who won territory?", "question-mark", "?", None, "who AND won AND territory"),
    ("title:really?!", "question-mark", "?!", None, "title:really"),
    ("nato €", "left-out", "€", None, "nato"),
    ("(nato eu)~5", "left-out", "~5", None, "nato AND eu"),
    ("()", "nothing-to-search", "()", None, "*"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "kind", "place", "suggestion", "normal_form"), CASES)
def test_remarks(query: str, kind: str, place: str, suggestion: str | None, normal_form: str) -> None:
    parsed = parse(query)
    diagnostic = next(diagnostic for diagnostic in parsed.diagnostics if diagnostic.kind == kind)
    assert query[diagnostic.start : diagnostic.end] == place
    assert diagnostic.suggestion == suggestion
    assert diagnostic.severity == DiagnosticKind(kind).severity
    assert str(parsed.tree) == normal_form


def test_every_kind_of_remark_has_a_case() -> None:
    assert {kind for _, kind, *_ in CASES} | {"too-deep"} == set(DiagnosticKind)


def test_one_slip_gets_one_remark() -> None:
    assert [query for query, *_ in CASES if len(parse(query).diagnostics) > 1] == ["()"]


def test_brackets_that_are_not_closed_are_each_pointed_at() -> None:
    query = "a (b OR ((c d"
    found = parse(query).diagnostics
    assert [(diagnostic.kind, diagnostic.start, diagnostic.end) for diagnostic in found] == [
        ("unclosed-bracket", 2, 3),
        ("unclosed-bracket", 8, 10),
    ]


def test_lower_case_or_says_nothing_where_any_word_may_match() -> None:
    assert parse("nato or ukraine", default="any").diagnostics == ()
    assert remark("nato and ukraine", default="any").suggestion == "AND"


@pytest.mark.parametrize(
    "query",
    [
        "whether or not they will come back soon",
        "war and peace",
        "or",
        "not",
        "or nato",
        "what they did not say about the war",
        '"or" nato eu',
        "speaker:or title:not",
        r"nato \OR voters",
    ],
)
def test_lower_case_operators_in_ordinary_language_go_without_remark(query: str) -> None:
    assert parse(query).diagnostics == ()


def test_a_name_that_is_near_no_field_gets_the_list_of_fields() -> None:
    message = remark("xyzzy:nato").message
    assert all(field.name in message for field in FIELDS)


def test_a_date_that_is_none_gets_the_list_of_forms() -> None:
    assert "2025-01-31T10:30" in remark("date:soon").message


def test_errors_are_those_remarks_that_keep_a_query_from_being_run() -> None:
    parsed = parse("speker:markov (nato")
    assert [diagnostic.kind for diagnostic in parsed.diagnostics] == ["unknown-field", "unclosed-bracket"]
    assert [diagnostic.kind for diagnostic in parsed.errors] == ["unknown-field"]


@pytest.mark.parametrize("query", ["OR", "NOT", "AND", "()", '""', "—", "€", "?", "!!", ")", "((", "+", "title:€"])
def test_a_query_without_any_word_is_refused(query: str) -> None:
    assert "nothing-to-search" in [diagnostic.kind for diagnostic in parse(query).errors]


def test_of_a_query_that_is_wrong_everywhere_the_first_remarks_are_kept_and_an_error_among_them() -> None:
    diagnostics = parse("€ " * 500 + "xyzzy:nato").diagnostics
    assert len(diagnostics) == Remarks.MOST + 1
    assert [diagnostic.kind for diagnostic in diagnostics if diagnostic.severity == "error"] == ["unknown-field"]


def test_explain_draws_carets_under_the_place() -> None:
    query = "nato speker:markov"
    assert explain(query, remark(query)) == (
        "  nato speker:markov\n"
        "       ^^^^^^^\n"
        'error: there is no field "speker"; did you mean speaker:?'
    )  # fmt: skip


def carets(query: str) -> tuple[str, str]:
    drawn, line, _ = explain(query, parse(query).diagnostics[0]).split("\n")
    return drawn, line


def test_explain_measures_wide_and_combining_characters() -> None:
    assert carets("北京 €") == ("  北京 €", "       ^")
    assert carets("cafe\u0301 €") == ("  cafe\u0301 €", "       ^")
    assert carets("北京:x") == ("  北京:x", "  ^^^^^")


def test_explain_shows_nothing_that_steers_a_terminal() -> None:
    drawn, line = carets("a\x1b[31m\tb\u202e\ud800 €")
    assert drawn == "  a [31m b\ufffd €"
    assert line == "            ^"


def test_explain_shows_the_stretch_around_the_place_of_a_long_query() -> None:
    query = "word " * 100 + "speker:markov" + " more" * 100
    drawn, line, _ = explain(query, remark(query)).split("\n")
    assert len(drawn) < 140
    assert drawn.startswith("  …")
    assert drawn.endswith("…")
    assert drawn[line.index("^") : line.rindex("^") + 1] == "speker:"
