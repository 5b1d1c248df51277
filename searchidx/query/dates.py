"""What a date in a query means: a stretch of time, half-open.

Days and times are as articles print them; there is no arithmetic with time zones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from searchidx.errors import QueryError

__all__ = ["ACCEPTED", "SPACED", "Moment", "as_datetime", "interval", "is_ago", "mend", "since", "until"]

Moment = date | datetime
"""A `date` is its midnight."""

ACCEPTED = (
    "2025, 2025-01, 2025-01-31, 2025-01-31T10:30, 2025-W05, 2025-Q1, January 2025, today, yesterday, "
    "last week, this month, 7d, 2w, 6m, 1y"
)
"""The forms that `interval` takes, for messages."""

_UNITS = {
    "d": "day", "day": "day", "days": "day",
    "w": "week", "week": "week", "weeks": "week",
    "m": "month", "mo": "month", "month": "month", "months": "month",
    "q": "quarter", "quarter": "quarter", "quarters": "quarter",
    "y": "year", "year": "year", "years": "year",
}  # fmt: skip
# Not calendar.month_name, which speaks the language of the process.
_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}

_UNIT = "days?|weeks?|months?|quarters?|years?"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))

SPACED = re.compile(
    rf"(?:last|past|previous|this|current)\s{{1,9}}(?:[0-9]{{1,9}}\s{{1,9}})?(?:{_UNIT})\b"
    rf"|[0-9]{{1,9}}\s{{1,9}}(?:{_UNIT})(?:\s{{1,9}}ago)?\b"
    rf"|[0-9]{{1,2}}\s{{1,9}}(?:{_MONTH})\.?,?\s{{1,9}}[0-9]{{4}}\b"
    rf"|(?:{_MONTH})\.?\s{{1,9}}(?:[0-9]{{1,2}},?\s{{1,9}})?[0-9]{{4}}\b"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\s[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\b"
    r"|q[1-4]\s{1,9}[0-9]{4}\b",
    re.IGNORECASE,
)
"""A date that has spaces in it and is recognisable without quotation marks."""


def interval(text: str, *, today: date | None = None) -> tuple[Moment, Moment]:
    """The first moment of what `text` names, and the first moment after it.

    `today` is what relative dates count from; by default the present day of this machine.
    Weeks begin on Monday (ISO 8601). "7d" and "7 days ago" are that one day; "last 7 days" runs from it through today;
    "last week" is the whole week before this one.
    Raises QueryError, saying what is accepted, where `text` is no date or names a day that does not exist.
    """
    moments = _moments(text, today or date.today())
    if moments is None:
        meant = mend(text, today=today)
        raise QueryError(
            f'"{text}" is no date that can be searched; '
            + (f"did you mean {meant}?" if meant else f"accepted are {ACCEPTED}")
        )
    return moments


def mend(text: str, *, today: date | None = None) -> str | None:
    """What was most likely meant by something that is no date; None where that is not clear.

    Time zones are taken off, since times are compared as articles print them; so are patterns ("2025-01*" is the whole
    of 2025-01). A day that stands first is put last where it can only be the day.
    """
    meant = " ".join(_PATTERN.sub("", text).split())
    if zoned := _WITH_ZONE.fullmatch(meant.lower()):
        meant = meant[: zoned.end("time")]
    elif day_first := _DAY_FIRST.fullmatch(meant):
        day, month, year = (int(part) for part in day_first.groups())
        if day <= 12 and day != month:
            return None
        meant = f"{year}-{month:02}-{day:02}"
    return meant if meant != text and _moments(meant, today or date.today()) else None


def since(text: str, *, today: date | None = None) -> Moment:
    """The first moment that is on or after what `text` names: an inclusive lower bound. Raises QueryError."""
    return interval(text, today=today)[0]


def until(text: str, *, today: date | None = None) -> Moment:
    """The first moment after what `text` names: an exclusive upper bound. Raises QueryError."""
    return interval(text, today=today)[1]


def is_ago(text: str) -> bool:
    """Whether `text` counts back from today, like "7d" or "6 months ago": standing alone it means "since then"."""
    return _AGO.fullmatch(" ".join(text.lower().split())) is not None


def as_datetime(moment: Moment) -> datetime:
    """The moment as a datetime without a zone, so that days and times can be compared."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def _moments(text: str, today: date) -> tuple[Moment, Moment] | None:
    typed = " ".join(text.lower().split())
    for pattern, meaning in _FORMS:
        if match := pattern.fullmatch(typed):
            try:
                return meaning(match, today)
            except (ValueError, OverflowError):
                return None  # A day, a month or a week that the calendar does not have.
    return None


def _back(day: date, count: int, unit: str) -> date:
    """The day that many units before; at the end of a shorter month, its last day."""
    if unit in {"day", "week"}:
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * {"month": 1, "quarter": 3, "year": 12}[unit]
    first, after = _months(months // 12, months % 12 + 1, 1)
    return first.replace(day=min(day.day, (after - first).days))


def _day(day: date) -> tuple[date, date]:
    # The calendar of `datetime` ends with 9999-12-31, which people use for "no end".
    return day, day + timedelta(days=1) if day < date.max else date.max


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    first = date(year, month, 1)
    after = year * 12 + month - 1 + count
    return first, date(after // 12, after % 12 + 1, 1) if after // 12 <= date.max.year else date.max


def _period(day: date, unit: str) -> tuple[date, date]:
    """The whole day, week, month, quarter or year that `day` lies in."""
    match unit:
        case "day":
            return _day(day)
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=7)
        case "month":
            return _months(day.year, day.month, 1)
        case "quarter":
            return _months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case _:
            return _months(day.year, 1, 12)


def _time(match: re.Match[str], _today: date) -> tuple[datetime, datetime]:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    start = datetime(year, month, day, hour, minute, second)
    return start, start + timedelta(seconds=1 if match[6] else 60 if match[5] else 3600)


def _iso_week(match: re.Match[str], _today: date) -> tuple[date, date]:
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    if match[3]:
        return _day(monday + timedelta(days=int(match[3]) - 1))
    return monday, monday + timedelta(days=7)


def _quarter(match: re.Match[str], _today: date) -> tuple[date, date]:
    return _months(int(match["year"]), int(match["quarter"]) * 3 - 2, 3)


def _named_day(match: re.Match[str], today: date) -> tuple[date, date]:
    return _day(today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match[0], 0)))


def _ago(match: re.Match[str], today: date) -> tuple[date, date]:
    return _day(_back(today, int(match[1]), _UNITS[match[2]]))


def _last_several(match: re.Match[str], today: date) -> tuple[date, date]:
    return _back(today, int(match[1]), _UNITS[match[2]]), _day(today)[1]


def _this_or_last(match: re.Match[str], today: date) -> tuple[date, date]:
    this = _period(today, _UNITS[match[2]])
    return this if match[1] in {"this", "current"} else _period(this[0] - timedelta(days=1), _UNITS[match[2]])


def _ymd(match: re.Match[str], _today: date) -> tuple[date, date]:
    return _day(date(int(match["year"]), _month(match["month"]), int(match["day"])))


def _ym(match: re.Match[str], _today: date) -> tuple[date, date]:
    return _months(int(match["year"]), _month(match["month"]), 1)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text]


_TIME = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[t ]([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?)?"
_WITH_ZONE = re.compile(rf"(?P<time>{_TIME}) ?(?:z|utc|gmt|[+-][0-9]{{2}}:?(?:[0-9]{{2}})?)")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_PATTERN = re.compile(r"[-/.]?[*?]+\Z")
_AGO = re.compile(rf"(?:now ?|today ?)?-?([0-9]{{1,9}}) ?({'|'.join(_UNITS)})(?: ago)?")

_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], tuple[Moment, Moment]]], ...] = (
    (re.compile("([0-9]{4})"), lambda match, _: _months(int(match[1]), 1, 12)),
    (re.compile("(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})"), _ym),
    (re.compile("(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\\2(?P<day>[0-9]{1,2})"), _ymd),
    (re.compile("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"), _ymd),
    (re.compile(_TIME), _time),
    (re.compile("([0-9]{4})-?w([0-9]{1,2})(?:-([1-7]))?"), _iso_week),
    (re.compile("(?P<year>[0-9]{4})[- ]?q(?P<quarter>[1-4])"), _quarter),
    (re.compile("q(?P<quarter>[1-4])[- ]?(?P<year>[0-9]{4})"), _quarter),
    (re.compile(f"(?P<month>{_MONTH})\\.? (?P<year>[0-9]{{4}})"), _ym),
    (re.compile(f"(?P<day>[0-9]{{1,2}}) (?P<month>{_MONTH})\\.?,? (?P<year>[0-9]{{4}})"), _ymd),
    (re.compile(f"(?P<month>{_MONTH})\\.? (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})"), _ymd),
    (re.compile("today|now|yesterday|tomorrow"), _named_day),
    (_AGO, _ago),
    (re.compile(f"(?:last|past|previous) ([0-9]{{1,9}}) ({_UNIT})"), _last_several),
    (re.compile(f"(last|past|previous|this|current) ({_UNIT})"), _this_or_last),
)
