"""What can be remarked on a query, and how a terminal shows where."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Literal

from searchidx.model import Diagnostic

__all__ = ["DiagnosticKind", "Remarks", "explain"]

Severity = Literal["error", "warning", "notice"]


class DiagnosticKind(StrEnum):
    """Every remark that the grammar makes, with its severity.

    An error keeps a query from being run, since it would not answer what was asked; a warning says how a slip was
    mended; a notice says how something was read that can be read in two ways.
    """

    severity: Severity

    def __new__(cls, value: str, severity: Severity) -> DiagnosticKind:
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.severity = severity
        return kind

    UNKNOWN_FIELD = "unknown-field", "error"
    MISSING_VALUE = "missing-value", "error"
    BAD_DATE = "bad-date", "error"
    EMPTY_RANGE = "empty-range", "error"
    UNSUPPORTED_IN_FIELD = "unsupported-in-field", "error"
    PATTERN_TOO_WIDE = "pattern-too-wide", "error"
    NOTHING_TO_SEARCH = "nothing-to-search", "error"
    TOO_DEEP = "too-deep", "error"

    UNCLOSED_QUOTE = "unclosed-quote", "warning"
    UNCLOSED_BRACKET = "unclosed-bracket", "warning"
    UNOPENED_BRACKET = "unopened-bracket", "warning"
    EMPTY_GROUP = "empty-group", "warning"
    MISSING_OPERAND = "missing-operand", "warning"
    RANGE_FORM = "range-form", "warning"
    PATTERN_IN_PHRASE = "pattern-in-phrase", "warning"
    PATTERN_AND_FUZZY = "pattern-and-fuzzy", "warning"
    BAD_NUMBER = "bad-number", "warning"

    MIXED_OPERATORS = "mixed-operators", "notice"
    OPERATOR_AS_WORD = "operator-as-word", "notice"
    SINGLE_QUOTES = "single-quotes", "notice"
    SPACE_AFTER_FIELD = "space-after-field", "notice"
    QUESTION_MARK = "question-mark", "notice"
    LEFT_OUT = "left-out", "notice"


class Remarks:
    """Collects the diagnostics of one query; of a query that is wrong everywhere, the first ones."""

    MOST = 50

    def __init__(self) -> None:
        self._diagnostics: list[Diagnostic] = []
        self.has_error = False

    @property
    def is_full(self) -> bool:
        return len(self._diagnostics) >= self.MOST

    def add(self, kind: DiagnosticKind, start: int, end: int, message: str, suggestion: str | None = None) -> None:
        """`suggestion` is what to type in place of `query[start:end]`."""
        is_first_error = kind.severity == "error" and not self.has_error
        # The first error is what refuses the query: it is kept even where remarks have been plenty.
        if not self.is_full or is_first_error:
            self._diagnostics.append(Diagnostic(kind.value, message, start, end, suggestion, kind.severity))
        self.has_error = self.has_error or is_first_error

    def in_order(self) -> tuple[Diagnostic, ...]:
        """By position."""
        return tuple(sorted(self._diagnostics, key=lambda diagnostic: (diagnostic.start, diagnostic.end)))


_MARGIN = 60


def explain(query: str, diagnostic: Diagnostic) -> str:
    """Three lines for a terminal: the query as typed, carets under the place in question, and the message.

    Of a long query, the stretch around that place is shown. Control characters are shown as spaces and unprintable ones
    as U+FFFD, so that nothing typed can steer the terminal.
    """
    start = min(max(diagnostic.start, 0), len(query))
    end = min(max(diagnostic.end, start), len(query))
    left = start - _MARGIN if start > 2 * _MARGIN else 0
    # A long stretch is shown by its beginning.
    right = min(len(query), max(end, start + 1) + _MARGIN, start + 2 * _MARGIN)
    if len(query) - right < _MARGIN // 3:
        right = len(query)
    opening, closing = "…" if left else "", "…" if right < len(query) else ""
    before, marked, after = (
        "".join(map(_printable, part))
        for part in (query[left:start], query[start : min(end, right)], query[min(end, right) : right])
    )
    indent = " " * _width(opening + before)
    carets = "^" * max(_width(marked), 1)
    label = f"{diagnostic.severity}: {diagnostic.message}"
    return f"  {opening}{before}{marked}{after}{closing}\n  {indent}{carets}\n{label}"


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    # Cf holds the marks that turn the direction of writing round, and joiners that a width cannot be given to.
    return "\ufffd" if category in {"Cs", "Co", "Cn"} else "" if category == "Cf" else character


def _width(text: str) -> int:
    # Imported here: only a query that went wrong needs it.
    from rich.cells import cell_len

    return cell_len(text)
