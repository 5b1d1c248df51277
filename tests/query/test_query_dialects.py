"""What people have learnt to type elsewhere, and what comes of it here.

The queries are written after the documentation of the systems that they are grouped by.
"""

import pytest

from searchidx.query import parse

UNDERSTOOD = {
    "Lucene": [
        ('title:"red lines" AND text:talks', 'title:"red lines" AND text:talks'),
        ("te?t test* te*t", "te?t AND test* AND te*t"),
        ("roam~1", "roam~"),
        ('"peace talks"~10', '"peace talks"~10'),
        ('talks^4 "peace talks"^0.5', 'talks^4 AND "peace talks"^0.5'),
        ('"peace talks" || talks', '"peace talks" OR talks'),
        ('"peace talks" NOT "trade talks"', '"peace talks" AND NOT "trade talks"'),
        ("(peace OR trade) AND talks", "(peace OR trade) AND talks"),
        ('title:(+return +"red line")', 'title:return AND title:"red line"'),
        (r"\(1\+1\)\:2", r"\(1+1\):2"),
        ("date:[20250101 TO 20250301]", "date:[20250101 TO 20250301]"),
        ("*:* -nato", "* AND NOT nato"),
        ("_exists_:speaker", "speaker:*"),
        ("((peace AND talks) OR (trade AND talks) OR war) AND NOT sport",
         "((peace AND talks) OR (trade AND talks) OR war) AND NOT sport"),
    ],
    "Whoosh": [
        ("peace ANDNOT war", "peace AND NOT war"),
        ("peace ANDMAYBE war", "peace AND (* OR war)"),
        ("date:[20250101 to 20250301]", "date:[20250101 TO 20250301]"),
        ("date:[to 2025]", "date:<=2025"),
        ("date:[2025 to]", "date:>=2025"),
        ("title:(peace OR war)^2.5", "(title:peace OR title:war)^2.5"),
        ('date:"12 jan 2025"', 'date:"12 jan 2025"'),
    ],
    "Tantivy": [
        ("+peace -war", "peace AND NOT war"),
        ("speaker:markov^2", "speaker:markov^2"),
        ("date:>=2025-01-01", "date:>=2025-01-01"),
        ("date:{2024 TO *}", "date:>2024"),
        ("speaker:*", "speaker:*"),
        ("*", "*"),
    ],
    "GitHub": [
        ("nato date:2025-01-01..2025-03-01", "nato AND date:[2025-01-01 TO 2025-03-01]"),
        ("nato date:>2025-01-01", "nato AND date:>2025-01-01"),
        ("nato date:2025-01-01..*", "nato AND date:>=2025-01-01"),
        ("nato date:*..2025-01-01", "nato AND date:<=2025-01-01"),
        ("nato NOT eu", "nato AND NOT eu"),
        ("nato -publisher:blog", "nato AND NOT publisher:blog"),
        ('author:"Ida Holm" nato', 'author:"Ida Holm" AND nato'),
    ],
    "web search": [
        ('"red lines" -sport', '"red lines" AND NOT sport'),
        ("(nato OR otan) guarantees", "(nato OR otan) AND guarantees"),
        ("ukraine: what comes next", "ukraine AND what AND comes AND next"),
        ("COVID-19 vaccine", "COVID-19 AND vaccine"),
        ("https://example.org/news?id=3", "https://example.org/news?id=3"),
        ("desk@example.org", "desk@example.org"),
        ("Trump's tariffs", "Trump's AND tariffs"),
        ("nato, eu, un", "nato, AND eu, AND un"),
        ("Harbour strike enters 3rd week – live", "Harbour AND strike AND enters AND 3rd AND week AND live"),
    ],
}  # fmt: skip

REMARKED = {
    "Lucene": [
        ("speaker:{Aida TO Carmen}", "unsupported-in-field"),
        ("roam~0.8", "bad-number"),
        ("status:active", "unknown-field"),
        ("/joh?n(ath[oa]n)/", "operator-as-word"),
        ("date:[2025-01-01T00:00:00Z TO *]", "bad-date"),
    ],
    "Whoosh": [("date:'last tuesday'", "bad-date"), ("title:'red line'", "single-quotes")],
    "GitHub": [("is:open", "unknown-field"), ("created:>2025-01-01", "unknown-field")],
    "web search": [
        ("site:example.org nato", "unknown-field"),
        ("intitle:nato", "unknown-field"),
        ("nato after:2025-01-01", "unknown-field"),
        ("nato | otan", "operator-as-word"),
        ("nato AROUND(5) ukraine", "operator-as-word"),
        ("nato or otan", "operator-as-word"),
        ('"nato * ukraine"', "pattern-in-phrase"),
        ("what did she say about nato?", "question-mark"),
        ("‘red line’ nato", "single-quotes"),
    ],
    "news archives": [
        ("nato w/5 ukraine", "operator-as-word"),
        ("nato NEAR/5 ukraine", "operator-as-word"),
        ("nato NEAR ukraine", "operator-as-word"),
        ("nato ADJ3 ukraine", "operator-as-word"),
        ("headline:nato", "unknown-field"),
        ("byline:holm", "unknown-field"),
    ],
}


@pytest.mark.parametrize(
    ("query", "normal_form"),
    [pytest.param(*case, id=f"{of}: {case[0]}") for of, cases in UNDERSTOOD.items() for case in cases],
)
def test_understood(query: str, normal_form: str) -> None:
    parsed = parse(query)
    assert str(parsed.tree) == normal_form
    assert parsed.diagnostics == ()


@pytest.mark.parametrize(
    ("query", "kind"), [pytest.param(*case, id=f"{of}: {case[0]}") for of, cases in REMARKED.items() for case in cases]
)
def test_remarked_on(query: str, kind: str) -> None:
    assert [diagnostic.kind for diagnostic in parse(query).diagnostics] == [kind]


@pytest.mark.parametrize(
    ("query", "mended"),
    [
        ("site:example.org", "publisher:example.org"),
        ("created:>2025-01-01", "date:>2025-01-01"),
        ("nato after:2025-01-01", "nato AND date:>2025-01-01"),
        ("before:2025", "date:<2025"),
        ("intitle:nato", "title:nato"),
        ("byline:holm", "author:holm"),
        ("nato or otan", "nato OR otan"),
        ("medtop:20000638", "topic:medtop:20000638"),
        ("date:[2025-01-01T00:00:00Z TO *]", "date:>=2025-01-01T00:00:00"),
    ],
)
def test_taking_the_suggestion_gives_what_was_meant(query: str, mended: str) -> None:
    (diagnostic,) = parse(query).diagnostics
    parsed = parse(query[: diagnostic.start] + str(diagnostic.suggestion) + query[diagnostic.end :])
    assert str(parsed.tree) == mended
    assert parsed.diagnostics == ()
