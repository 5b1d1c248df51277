"""Dates as articles print them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

__all__ = ["MONTHS", "parse_date", "parse_iso"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero ene gennaio janeiro januari styczeń stycznia января",
            "feb february februar février fevrier febrero febbraio fevereiro februari luty lutego февраля",
            "mar march märz maerz mars marzo março marco maart marzec marca марта",
            "apr april avril abril aprile abr kwietnia апреля",
            "may mai mayo maggio maio mei maj maja мая",
            "jun june juni juin junio giugno junho czerwca июня",
            "jul july juli juillet julio luglio julho lipca июля",
            "aug august août aout agosto augustus augusti sierpnia августа",
            "sep sept september septembre septiembre settembre setembro września сентября",
            "oct october oktober octobre octubre ottobre outubro okt października октября",
            "nov november novembre noviembre novembro listopada ноября",
            "dec december dezember décembre decembre diciembre dicembre dezembro dez desember grudnia декабря",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:[T\s]\s*(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d(?!\d))?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/.]?([01]\d)[/.]?([0-3]\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?(?!\d)"
)
_SLASHED = re.compile(r"(?<!\d)((?:19|20)\d\d)[/.](\d\d?)[/.](\d\d?)(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|nd|rd|th|er|\.|º)?\s*(?:of |de |d['’])?({_MONTH})\.?,?\s*(?:of |de |del )?((?:19|20)\d\d)",
    re.I,
)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.?\s*(\d\d?)(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)", re.I)
_DOTTED = re.compile(r"(?<!\d)(\d\d?)\.\s?(\d\d?)\.\s?((?:19|20)\d\d)(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d\d?)[/-](\d\d?)[/-]((?:19|20)\d\d)(?!\d)")
_WITH_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun),? \d", re.I)
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.h]([0-5]\d)(?::([0-5]\d))?\s*([ap]\.?m\.?)?", re.I)


_EARLIEST, _LATEST = 1600, 2200
"""Years of newspapers; systems write the year 1 for a date that they do not know."""


def parse_iso(text: str) -> datetime | None:
    """The date at the start of an ISO 8601 text, with its zone where it gives one; None where it is none."""
    match = _ISO.match(text.strip())
    return _from_iso(match) if match and not text.strip()[match.end() :].strip() else None


def parse_date(text: str | None, *, day_first: bool | None = None) -> datetime | None:
    """The first date in a text of any common form; midnight where it gives no time, naive where it gives no zone.

    `day_first` settles 3/4/2025; without it such a date is read only where one number is above 12.
    """
    if not text or len(text) > 400:
        return None
    text = text.strip()
    if match := _ISO.search(text):
        return _from_iso(match)
    if text.isdigit() and len(text) in (10, 13) and text[0] in "1":
        return datetime.fromtimestamp(int(text[:10]), tz=UTC)
    if _WITH_WEEKDAY.match(text):
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            pass
    if match := _SLASHED.search(text) or _COMPACT.search(text):
        if match.re is _SLASHED:
            return _build(match[1], match[2], match[3])
        date = _build(match[1], match[2], match[3], match[4] or "0", match[5] or "0", match[6] or "0")
        return date.replace(tzinfo=_zone(match[7])) if date and match[7] else date
    if match := _DAY_MONTH.search(text):
        return _with_clock(text, match.end(), match[3], str(MONTHS[match[2].lower()]), match[1])
    if match := _MONTH_DAY.search(text):
        return _with_clock(text, match.end(), match[3], str(MONTHS[match[1].lower()]), match[2])
    if match := _DOTTED.search(text):
        return _with_clock(text, match.end(), match[3], match[2], match[1])
    if match := _NUMERIC.search(text):
        first, second = int(match[1]), int(match[2])
        if first > 12 or (day_first and second <= 12):
            return _build(match[3], match[2], match[1])
        if second > 12 or day_first is False:
            return _build(match[3], match[1], match[2])
    return None


def _from_iso(match: re.Match[str]) -> datetime | None:
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    if hour == "24":
        hour = "0"
    date = _build(year, month, day, hour or "0", minute or "0", second or "0")
    if date is None:
        return None
    if fraction:
        date = date.replace(microsecond=int(fraction[:6].ljust(6, "0")))
    return date.replace(tzinfo=_zone(zone)) if zone else date


def _zone(text: str) -> timezone:
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    if offset >= timedelta(hours=24):
        return UTC
    return timezone(-offset if text[0] == "-" else offset)


def _with_clock(text: str, start: int, year: str, month: str, day: str) -> datetime | None:
    clock = _CLOCK.search(text, start, start + 24)
    if not clock:
        return _build(year, month, day)
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].lower().startswith("p") else 0)
    return _build(year, month, day, str(hour), clock[2], clock[3] or "0")


def _build(year: str, month: str, day: str, hour: str = "0", minute: str = "0", second: str = "0") -> datetime | None:
    if not _EARLIEST <= int(year) <= _LATEST:
        return None
    try:
        return datetime(int(year), int(month), int(day), int(hour), int(minute), min(int(second), 59))
    except ValueError:
        return None
