"""Which stretch of time each way of writing a date names."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchidx.errors import QueryError
from searchidx.query.dates import as_datetime, interval, mend, since, until

WEDNESDAY = date(2025, 11, 19)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2025", "2025-01-01", "2026-01-01"),
        ("2025-01", "2025-01-01", "2025-02-01"),
        ("2025-1", "2025-01-01", "2025-02-01"),
        ("2025-12", "2025-12-01", "2026-01-01"),
        ("2025-01-31", "2025-01-31", "2025-02-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2025/01/31", "2025-01-31", "2025-02-01"),
        ("20250131", "2025-01-31", "2025-02-01"),
        ("31 January 2025", "2025-01-31", "2025-02-01"),
        ("Jan. 31, 2025", "2025-01-31", "2025-02-01"),
        ("January 2025", "2025-01-01", "2025-02-01"),
        ("SEPT 2025", "2025-09-01", "2025-10-01"),
        ("2025-W01", "2024-12-30", "2025-01-06"),
        ("2025-w05-3", "2025-01-29", "2025-01-30"),
        ("2025-Q1", "2025-01-01", "2025-04-01"),
        ("Q4 2025", "2025-10-01", "2026-01-01"),
        ("today", "2025-11-19", "2025-11-20"),
        ("now", "2025-11-19", "2025-11-20"),
        ("yesterday", "2025-11-18", "2025-11-19"),
        ("this week", "2025-11-17", "2025-11-24"),
        ("last week", "2025-11-10", "2025-11-17"),
        ("last   Month", "2025-10-01", "2025-11-01"),
        ("this quarter", "2025-10-01", "2026-01-01"),
        ("last quarter", "2025-07-01", "2025-10-01"),
        ("previous year", "2024-01-01", "2025-01-01"),
        ("7d", "2025-11-12", "2025-11-13"),
        ("7 days ago", "2025-11-12", "2025-11-13"),
        ("now-7d", "2025-11-12", "2025-11-13"),
        ("2w", "2025-11-05", "2025-11-06"),
        ("6m", "2025-05-19", "2025-05-20"),
        ("1y", "2024-11-19", "2024-11-20"),
        ("last 7 days", "2025-11-12", "2025-11-20"),
        ("past 3 months", "2025-08-19", "2025-11-20"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_days(text: str, first: str, after: str) -> None:
    assert interval(text, today=WEDNESDAY) == (date.fromisoformat(first), date.fromisoformat(after))


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2025-01-31T10:30", "2025-01-31T10:30", "2025-01-31T10:31"),
        ("2025-01-31 10:30:15", "2025-01-31T10:30:15", "2025-01-31T10:30:16"),
        ("2025-01-31T10", "2025-01-31T10:00", "2025-01-31T11:00"),
        ("2025-12-31T23:59", "2025-12-31T23:59", "2026-01-01T00:00"),
    ],
)
def test_times(text: str, first: str, after: str) -> None:
    assert interval(text) == (datetime.fromisoformat(first), datetime.fromisoformat(after))


def test_at_the_end_of_a_shorter_month_counting_back_gives_its_last_day() -> None:
    assert since("1m", today=date(2025, 3, 31)) == date(2025, 2, 28)
    assert since("1y", today=date(2024, 2, 29)) == date(2023, 2, 28)


def test_since_is_the_first_moment_and_until_the_first_one_after() -> None:
    assert since("2025-01") == date(2025, 1, 1)
    assert until("2025-01") == date(2025, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2025-13",
        "2025-02-30",
        "0000",
        "2025-W54",
        "2025-01-31T25:00",
        "99999999y",
        "999999999d",
        "٢٠٢٥",
        "12",
    ],
)
def test_what_is_no_date_is_refused_with_the_forms_that_are_accepted(text: str) -> None:
    with pytest.raises(QueryError, match="no date that can be searched; accepted are 2025, 2025-01"):
        interval(text, today=WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2025-01-31T10:30:00Z", "2025-01-31T10:30:00"),
        ("2025-01-31 10:30+02:00", "2025-01-31 10:30"),
        ("31/01/2025", "2025-01-31"),
        ("31.1.2025", "2025-01-31"),
        ("2/2/2025", "2025-02-02"),
        ("1/2/2025", None),
        ("31/31/2025", None),
        ("2025-*", "2025"),
        ("2025-01*", "2025-01"),
        ("*", None),
        ("2025", None),
        ("soon", None),
    ],
)
def test_what_was_most_likely_meant(text: str, meant: str | None) -> None:
    assert mend(text) == meant
    if meant:
        with pytest.raises(QueryError, match=f"did you mean {meant}"):
            interval(text)


@settings(deadline=None)
@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,5}[-./ ]?[QqWw]?[0-9]{0,2}[-T ]?[0-9dwmy:]{0,5}", fullmatch=True))
def test_every_text_names_a_stretch_of_time_or_is_refused(text: str) -> None:
    try:
        first, after = interval(text, today=WEDNESDAY)
    except QueryError as error:
        assert text in str(error)
    else:
        assert as_datetime(first) < as_datetime(after) or as_datetime(after).year == 9999
