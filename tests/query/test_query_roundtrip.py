"""The normal form of a tree reads back as that tree; no text makes the parser raise."""

import re
from typing import Literal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchidx.fields import FIELDS
from searchidx.query import explain, parse
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
)
from searchidx.query.syntax import OPERATORS

DEFAULTS: tuple[Literal["all", "any"], ...] = ("all", "any")

# Everything that means something, so that random text is full of it.
PIECES = st.sampled_from(
    [
        *(f"{field.name}:" for field in FIELDS),
        *["foo:", "http://", "mailto:", "a", "b", "nato", "é", "北京", "1", "2025-01", "7d", "last week", "today"],
        *[" ", " ", "\t", "\u200b", "(", ")", "(", ")", '"', "“", "”", "«", "»", "'", "[", "]", "{", "}", " TO ", ".."],
        *["AND", "OR", "NOT", "ANDNOT", "ANDMAYBE", " AND ", " OR ", " NOT ", "&&", "||", "+", "-", "!", "&", "|"],
        *[
            "*",
            "?",
            "~",
            "~2",
            "^",
            "^2",
            "^0.5",
            "\\",
            ":",
            ">=",
            "<",
            "=",
            ">",
            ".",
            ",",
            "—",
            "€",
            ",",
            "‘",
            "’",
            "\ud800",
            "\x00",
        ],
    ]
)
QUERIES = st.lists(PIECES, max_size=30).map("".join) | st.text(st.characters(), max_size=60)


@settings(deadline=None)
@given(QUERIES)
@example('title:"')
@example("date:[")
@example("(model?)")
@example("model?! nato^2 OR model?!")
@example("title:(?a?)")
@example("(http://a)^2 id:(a)^3 (date:2025)^2")
@example("(a http://() OR (b c)")
@example("a\\")
@example("\\ud800")
def test_the_normal_form_of_anything_typed_reads_back_as_the_same_tree(query: str) -> None:
    for default in DEFAULTS:
        parsed = parse(query, default=default)
        for again in DEFAULTS:
            reread = parse(str(parsed.tree), default=again)
            assert reread.tree == parsed.tree
            assert reread.errors == ()


@settings(deadline=None)
@given(QUERIES)
def test_every_remark_points_into_the_text_and_can_be_shown(query: str) -> None:
    parsed = parse(query)
    for diagnostic in parsed.diagnostics:
        assert 0 <= diagnostic.start < diagnostic.end <= len(query)
        drawn, carets, *message = explain(query, diagnostic).split("\n")
        assert "^" in carets
        assert message == [f"{diagnostic.severity}: {diagnostic.message}"]
        drawn.encode()
    assert list(parsed.diagnostics) == sorted(parsed.diagnostics, key=lambda diagnostic: diagnostic.start)


@settings(deadline=None)
@given(QUERIES)
def test_a_suggestion_mends_what_it_is_made_for(query: str) -> None:
    for diagnostic in parse(query).diagnostics:
        if diagnostic.suggestion is None:
            continue
        mended = query[: diagnostic.start] + diagnostic.suggestion + query[diagnostic.end :]
        left = [(again.kind, again.start) for again in parse(mended).diagnostics]
        assert (diagnostic.kind, diagnostic.start) not in left


@settings(deadline=None)
@given(QUERIES)
@example("date:[2025-01 TO 2025-03 2025-04]")
def test_no_word_is_lost_without_a_remark(query: str) -> None:
    parsed = parse(query)
    if parsed.diagnostics:
        return
    kept = str(parsed.tree).replace("\\", " ").lower()
    names = {name for field in FIELDS for name in (field.name, *field.aliases)}
    for word in re.findall(r"[^\W_]+", query.replace("\\", " ")):
        assert (
            word.lower() in kept or word in {*OPERATORS, "TO", "to"} or word in names or set(word) <= set("0123456789")
        )


TEXT_FIELDS = st.sampled_from([None, *(field.name for field in FIELDS if field.kind in {"text", "facet"})])
TEXTS = st.text(st.sampled_from("aé1北 .,:;'’\"“«()[]{}<>=*?~^\\+-!&|/@#$\t"), max_size=6).map(lambda text: text + "x")
STARTS = TEXTS | st.sampled_from(
    ["AND", "NOT", "http://a", "https://a/(b)?c", "http://a(b", "speaker:x", "date:2025", "-x", ":x", "TO"]
)
DATES = st.sampled_from(["2024", "2025-01", "2025-03-01", "3 March 2025", "2025-W10", "2025-01-31T10:30", "2025-Q4"])
FACTORS = st.floats(0.001, 1000).map(lambda factor: round(factor, 6)).filter(lambda factor: factor != 1)

LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, STARTS, TEXT_FIELDS),
    st.builds(Word, STARTS, st.sampled_from(["id", "article", "url"])),
    st.builds(
        Phrase, TEXTS.map(lambda text: " ".join(text.split())) | st.just("two words"), st.integers(0, 1000), TEXT_FIELDS
    ),
    st.builds(Prefix, STARTS, TEXT_FIELDS),
    st.builds(Fuzzy, STARTS, st.integers(1, 2), TEXT_FIELDS),
    st.builds(
        Wildcard,
        st.sampled_from(["*x", "x?y", "?x", "a*b*c", "x??", "-x?", r"\*x*y", "AND?s", "h:*a", "h:x?", "[x?", "x?!"]),
        TEXT_FIELDS,
    ),
    st.builds(Range, st.just("date"), DATES, st.none(), st.booleans()),
    st.builds(Range, st.just("date"), st.none(), DATES, st.just(True), st.booleans()),
    st.builds(Range, st.just("date"), st.just("2022"), DATES, st.booleans(), st.booleans()),
    st.builds(Exists, st.sampled_from([field.name for field in FIELDS])),
    st.just(Everything()),
)


def normal(operator: type[And] | type[Or]) -> st.SearchStrategy[Node]:
    """An operator with operands of other kinds, as the grammar makes them: And in And is one And."""
    operands = TREES.filter(lambda node: not isinstance(node, operator))
    return st.lists(operands, min_size=2, max_size=4).map(lambda nodes: operator(tuple(nodes)))


TREES: st.SearchStrategy[Node] = st.deferred(
    lambda: (
        LEAVES
        | normal(And)
        | normal(Or)
        | TREES.filter(lambda node: not isinstance(node, Not)).map(Not)
        | st.builds(Boost, TREES.filter(lambda node: not isinstance(node, Boost)), FACTORS)
    )
)


@settings(deadline=None)
@given(TREES)
def test_every_tree_survives_being_printed_and_read(tree: Node) -> None:
    for default in DEFAULTS:
        parsed = parse(str(tree), default=default)
        assert parsed.tree == tree
        assert parsed.errors == ()
