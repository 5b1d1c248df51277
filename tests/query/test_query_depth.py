"""Long and deep queries: time grows with the length, and nothing overflows."""

import time

import pytest

from searchidx.query import Parsed, parse
from searchidx.query.ast import And, Boost, Node, Not, Or, Word
from searchidx.query.combine import MAX_DEPTH

LENGTH = 20_000


def depth(tree: Node) -> int:
    match tree:
        case And() | Or():
            return 1 + max(depth(node) for node in tree.nodes)
        case Not() | Boost():
            return 1 + depth(tree.node)
        case _:
            return 0


@pytest.mark.parametrize(
    "piece",
    [
        *["(", ")", '"', '" a ', "«", "-", "-(", "+(", "!", "NOT ", "AND ", "OR ", "&", "|", "a ", "or ", "'a "],
        *[
            "a OR (b AND ",
            "(+a -b ",
            "(a b) OR ",
            "a*",
            "?a",
            "*",
            "a~1",
            "~",
            "^",
            "a^2",
            "^2^",
            "\\",
            ":",
            "a:",
            "€ ",
        ],
        *["title:", "title:(", "title:[", "title:[a TO ", "http://(", "http://a)", "speker:a ", "_exists_:"],
        *["date:[", "date:[ ", "date:[2025 TO ", "date:last ", "date:..", "date:2025-01 ", "date:2025-99 ", "date:>="],
        *[" ", "date:" + " " * 50, "[" + " " * 50, '"a"~', '"a"^', '"a"*', "(a)^2~", "1", "a", "…"],
    ],
)
def test_time_is_linear(piece: str) -> None:
    query = piece * (LENGTH // len(piece))
    started = time.process_time()
    tree = parse(query).tree
    str(tree)
    hash(tree)
    # It takes about 0.1 s; a quadratic step would take many times as long.
    assert time.process_time() - started < 2


def test_brackets_without_need_cost_no_depth() -> None:
    parsed = parse("(" * 10_000 + "nato" + ")" * 10_000)
    assert parsed.tree == Word("nato")
    assert parsed.diagnostics == ()


def test_operators_of_one_kind_cost_no_depth() -> None:
    tree = parse("(" * 10_000 + "a" + " AND b)" * 10_000).tree
    assert tree == And((Word("a"), *[Word("b")] * 10_000))


def test_a_query_that_is_too_deep_is_refused_and_still_holds_every_word() -> None:
    levels = 5_000
    parsed = parse("(a OR (b AND " * levels + "c" + "))" * levels)
    assert [error.kind for error in parsed.errors] == ["too-deep"]
    assert depth(parsed.tree) == MAX_DEPTH
    assert str(parsed.tree).count("a") == levels
    assert parse(str(parsed.tree)) == Parsed(parsed.tree)


def test_the_deepest_query_that_is_allowed() -> None:
    half = MAX_DEPTH // 2
    parsed = parse("(a OR (b AND " * half + "c" + "))" * half)
    assert parsed.errors == ()
    assert depth(parsed.tree) == MAX_DEPTH
    assert parse(str(parsed.tree)).tree == parsed.tree
