"""The value of a date field: a date, a comparison, or a range between two dates."""

from __future__ import annotations

import re
from datetime import date

from searchidx.errors import QueryError
from searchidx.fields import Field
from searchidx.query import dates, syntax
from searchidx.query.ast import Exists, Node, Range
from searchidx.query.diagnostics import DiagnosticKind, Remarks
from searchidx.query.phrases import PhraseReader
from searchidx.query.suffixes import boosted, read_boost
from searchidx.record import Record

__all__ = ["RangeReader"]

_SPACES = rf"[{syntax.SPACE}]*"
_COMPARISON = re.compile(rf"(>=|=>|≥|<=|=<|≤|>|<|==?){_SPACES}")
_VALUE = re.compile(rf"(?:(?!\.\.)[^{syntax.SPACE}()\[\]{{}}{syntax.QUOTES}^,;])+")
_OPENING = re.compile(rf"[\[{{]{_SPACES}")
_JOINT = re.compile(rf"{_SPACES}(?:(to)(?![^{syntax.SPACE}\])}}])|(\.\.+)|[,;–—-])?{_SPACES}", re.IGNORECASE)
_CLOSING = re.compile(rf"{_SPACES}([\]}}])")
_REST_TO_CLOSING = re.compile(rf"[^\[\]{{}}(){syntax.QUOTES}]{{1,100}}([\]}}])")
_DOTS = re.compile(r"\.\.+")
_TO = re.compile(rf"{_SPACES}\bto(?=[{syntax.SPACE}]){_SPACES}", re.IGNORECASE)
_BOOST = re.compile(rf"\^([^{syntax.SPACE}(){syntax.QUOTES}]*)")
_YEARS = re.compile(r"([0-9]{4})[-–—]([0-9]{4})")
_GLUED = re.compile(r"[,;][0-9<>=*\[{]")
_FORM = "a range is written [2025-01 TO 2025-03], and * leaves an end open"


class _Value(Record):
    """A date as it was typed; None is a star, for an open end."""

    text: str | None
    start: int
    end: int

    def __str__(self) -> str:
        return "*" if self.text is None else f'"{self.text}"' if " " in self.text else self.text


class RangeReader:
    """Reads the values of date fields of one query, in the same manner as `TermReader` reads other terms."""

    def __init__(self, text: str, remarks: Remarks, phrases: PhraseReader, today: date | None) -> None:
        self._text = text
        self._remarks = remarks
        self._phrases = phrases
        self._today = today

    def read(self, start: int, field: Field) -> tuple[Node | None, int]:
        """What stands at `start`, which is neither a space nor a round bracket."""
        node: Node | None
        if opening := _OPENING.match(self._text, start):
            node, end = self._bracketed(opening, field)
        elif comparison := _COMPARISON.match(self._text, start):
            node, end = self._compared(comparison, field)
        else:
            node, end = self._bare(start, field)
        if _GLUED.match(self._text, end) and (rest := syntax.WORD.match(self._text, end)):
            message = (
                f'"{rest.group()}" is one thing too many; several dates are written {field.name}:(2024 OR 2025-03)'
            )
            self._remarks.add(DiagnosticKind.BAD_DATE, end, rest.end(), message)
            return None, rest.end()
        if boost := _BOOST.match(self._text, end):
            factor = read_boost(boost[1], *boost.span(), self._remarks)
            return node and boosted(node, factor, start, boost.end()), boost.end()
        return node, end

    def _bracketed(self, opening: re.Match[str], field: Field) -> tuple[Node | None, int]:
        """`[2025-01 TO 2025-03]`; `{` and `}` leave out what stands next to them."""
        start = opening.start()
        low = None if _TO.match(self._text, opening.end()) else self._value(opening.end())
        joint = self._joint(low.end if low else opening.end())
        high = self._value(joint.end())
        end = high.end if high else joint.end() if joint[1] or joint[2] else low.end if low else start + 1
        closing = _CLOSING.match(self._text, end)
        if closing is None and (rest := _REST_TO_CLOSING.match(self._text, end)):
            left_over = self._text[end : rest.start(1)].strip()
            message = f'"{left_over}" is one thing too many; {_FORM}'
            self._remarks.add(DiagnosticKind.BAD_DATE, end, rest.start(1), message)
            return None, rest.end()
        if closing:
            end = closing.end()
        else:
            message = f"the bracket {self._text[start]} is not closed; {_FORM}"
            self._remarks.add(DiagnosticKind.UNCLOSED_BRACKET, start, start + 1, message)
        if low is None and high is None:
            self._remarks.add(DiagnosticKind.MISSING_VALUE, start, end, f"there is no date in the range; {_FORM}")
            return None, end
        if not joint[1] and not joint[2]:
            low, high = low or high, high or low
            self._mended(low, high, start, end)
        excludes_low, excludes_high = self._text[start] == "{", closing is not None and closing[1] == "}"
        return self._range(field, low, high, (start, end), excludes_low, excludes_high), end

    def _compared(self, comparison: re.Match[str], field: Field) -> tuple[Node | None, int]:
        """`>=2025-01`, with or without a space."""
        start = comparison.start()
        value = self._value(comparison.end())
        if value is None:
            message = f"{comparison[1]} needs a date after it, as in {field.name}:>=2025-01"
            self._remarks.add(DiagnosticKind.MISSING_VALUE, start, comparison.end(), message)
            return None, comparison.end()
        inclusive = comparison[1] not in {"<", ">"}
        low = None if comparison[1] in {"<", "<=", "=<", "≤"} else value
        high = None if comparison[1] in {">", ">=", "=>", "≥"} else value
        return self._range(field, low, high, (start, value.end), not inclusive, not inclusive), value.end

    def _bare(self, start: int, field: Field) -> tuple[Node | None, int]:
        """`2025-01`, `2025-01..2025-03`, `7d`, `*`."""
        low = self._value(start)
        dots = _DOTS.match(self._text, low.end if low else start)
        if dots:
            high = self._value(dots.end())
            end = high.end if high else dots.end()
            if low or high:
                return self._range(field, low, high, (start, end)), end
            self._bad_date(dots.group(), start, end)
            return None, end
        if low is None:
            rest = syntax.WORD.match(self._text, start)
            end = rest.end() if rest else start
            if rest:
                self._bad_date(rest.group(), start, end)
            return None, end
        to = _TO.match(self._text, low.end)
        high = self._value(to.end()) if to else None
        if high and (high.text is None or self._is_date(high.text)):
            self._mended(low, high, start, high.end)
            return self._range(field, low, high, (start, high.end)), high.end
        if low.text and (years := _YEARS.fullmatch(low.text)):
            first, last = (_Value(year, low.start, low.end) for year in years.groups())
            self._mended(first, last, start, low.end)
            return self._range(field, first, last, (start, low.end)), low.end
        # "7d" alone is the seven days until now, as it is wherever else people type it.
        since = low.text is not None and dates.is_ago(low.text)
        return self._range(field, low, None if since else low, (start, low.end)), low.end

    def _joint(self, position: int) -> re.Match[str]:
        joint = _JOINT.match(self._text, position)
        assert joint is not None  # Every part of it is optional.
        return joint

    def _value(self, position: int) -> _Value | None:
        """The date at `position`, not yet understood."""
        if position < len(self._text) and self._phrases.opens(position):
            raw, end = self._phrases.quoted(position)
            text = " ".join(syntax.unescape(raw).split())
        elif match := dates.SPACED.match(self._text, position) or _VALUE.match(self._text, position):
            text, end = " ".join(match.group().split()), match.end()
        else:
            return None
        return _Value(None if text == "*" else text, position, end)

    def _range(
        self,
        field: Field,
        low: _Value | None,
        high: _Value | None,
        span: tuple[int, int],
        excludes_low: bool = False,
        excludes_high: bool = False,
    ) -> Node | None:
        """The range between two dates, where both are dates and one is not after the other."""
        typed = [value for value in (low, high) if value and value.text is not None]
        if not typed:
            return Exists(field.name, span=span)
        understood = [self._understands(value) for value in dict.fromkeys(typed)]
        if not all(understood):
            return None
        first, last = (value.text if value else None for value in (low, high))
        # An open end has nothing to leave out.
        node = Range(
            field.name, first, last, first is None or not excludes_low, last is None or not excludes_high, span=span
        )
        lower, upper = node.bounds(today=self._today)
        if lower is not None and upper is not None and dates.as_datetime(lower) >= dates.as_datetime(upper):
            self._remark_empty(low, high, span)
            return None
        return node

    def _remark_empty(self, low: _Value | None, high: _Value | None, span: tuple[int, int]) -> None:
        first, last = (dates.since(value.text or "", today=self._today) for value in (low, high) if value)
        if dates.as_datetime(first) > dates.as_datetime(last):
            message, suggestion = f"nothing lies in it: {low} is after {high}", f"[{high} TO {low}]"
        else:
            message, suggestion = f"nothing lies between {low} and {high}; [ and ] take them in", f"[{low} TO {high}]"
        self._remarks.add(DiagnosticKind.EMPTY_RANGE, *span, message, suggestion)

    def _understands(self, value: _Value) -> bool:
        text = value.text or ""
        if self._is_date(text):
            return True
        self._bad_date(text, value.start, value.end)
        return False

    def _is_date(self, text: str) -> bool:
        try:
            dates.interval(text, today=self._today)
        except QueryError:
            return False
        return True

    def _bad_date(self, text: str, start: int, end: int) -> None:
        try:
            dates.interval(text, today=self._today)
        except QueryError as error:
            meant = dates.mend(text, today=self._today)
            self._remarks.add(DiagnosticKind.BAD_DATE, start, end, str(error), meant)

    def _mended(self, low: _Value | None, high: _Value | None, start: int, end: int) -> None:
        written = f"[{low} TO {high}]"
        self._remarks.add(DiagnosticKind.RANGE_FORM, start, end, f"a range is written {written}; read as that", written)
