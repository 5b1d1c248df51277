"""The guide to the query language is true: its examples are run, its tables are complete."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import pytest

from searchidx.fields import FIELDS
from searchidx.query import DiagnosticKind, explain, parse
from searchidx.query.dates import interval

GUIDE = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text(encoding="utf-8")
WEDNESDAY = date(2025, 11, 19)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


def examples(language: str) -> list[tuple[str, str]]:
    lines = [line for block in blocks(language) for line in block.splitlines()]
    return [(typed.strip(), understood.strip()) for typed, understood in (line.split("→") for line in lines)]


def rows(heading: str) -> list[list[str]]:
    """The cells of the rows of the table under a heading, without its head."""
    section = GUIDE.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize(("typed", "understood"), examples("query"))
def test_examples_where_all_must_match(typed: str, understood: str) -> None:
    check(typed, understood, "all")


@pytest.mark.parametrize(("typed", "understood"), examples("query any"))
def test_examples_where_any_may_match(typed: str, understood: str) -> None:
    check(typed, understood, "any")


def check(typed: str, understood: str, default: Literal["all", "any"]) -> None:
    parsed = parse(typed, default=default, today=WEDNESDAY)
    assert str(parsed.tree) == understood
    assert {diagnostic.kind for diagnostic in parsed.diagnostics} <= {"question-mark"}


@pytest.mark.parametrize("block", blocks("remark"))
def test_remarks_are_drawn_as_shown(block: str) -> None:
    query, drawn = block.rstrip("\n").split("\n---\n")
    (diagnostic,) = parse(query).diagnostics
    assert explain(query, diagnostic) == drawn


@pytest.mark.parametrize(
    ("heading", "severity"),
    [
        ("Errors: the query is refused", "error"),
        ("Warnings: a slip was mended", "warning"),
        ("Notices: it can be read in two ways", "notice"),
    ],
)
def test_every_kind_of_remark_is_listed_with_a_query_that_gets_it(heading: str, severity: str) -> None:
    listed = {code(kind)[0]: code(example) for kind, example, _ in rows(heading)}
    assert list(listed) == [kind.value for kind in DiagnosticKind if kind.severity == severity]
    for kind, queries in listed.items():
        for query in queries:
            assert [diagnostic.kind for diagnostic in parse(query).diagnostics][:1] == [
                kind
            ] or kind == "nothing-to-search"


def test_the_table_of_fields_is_the_table_of_the_program() -> None:
    assert [(code(name), text, code(also)) for name, text, also in rows("Fields")] == [
        ([field.name], field.description, list(field.aliases)) for field in FIELDS
    ]


@pytest.mark.parametrize("row", rows("Dates"), ids=lambda row: row[0])
def test_dates_mean_what_the_table_says(row: list[str]) -> None:
    expected = tuple(datetime.fromisoformat(cell) if " " in cell else date.fromisoformat(cell) for cell in row[1:])
    for typed in code(row[0]):
        assert interval(typed, today=WEDNESDAY) == expected
