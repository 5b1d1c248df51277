"""Bylines, keywords and dates in the forms that articles print."""

from __future__ import annotations

import pytest

from searchidx.reading.dates import parse_date, parse_iso
from searchidx.reading.values import split_authors, split_keywords


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ida Holm and Lars Berg", ["Ida Holm", "Lars Berg"]),
        ("Written by Ida Holm, Staff Writer", ["Ida Holm"]),
        ("Ida Holm, Lars Berg & Bo Li", ["Ida Holm", "Lars Berg", "Bo Li"]),
        ("IDA HOLM AND SEÁN O'MALLEY III", ["Ida Holm", "Seán O'Malley III"]),
        ("Kevin Berg", ["Kevin Berg"]),
        ("Yasemin Da Costa", ["Yasemin Da Costa"]),
        ("Da Costa, Maria", ["Da Costa", "Maria"]),
        ("Holm, Ida", ["Ida Holm"]),
        ("Bo Li, Jr.", ["Bo Li, Jr."]),
        ("Ida Holm, PhD", ["Ida Holm, PhD"]),
        ("Ida Holm, CNN Business", ["Ida Holm"]),
        ("Ida Holm | EXA News for exa.org", ["Ida Holm"]),
        ("Ida Holm in Nordhavn", ["Ida Holm"]),
        ("Ida Holm And Lars Berg For The Example On Sunday", ["Ida Holm", "Lars Berg"]),
        ("Ida Holm (Nordhavn)", ["Ida Holm"]),
        ("Von Ida Holm und Lars Berg", ["Ida Holm", "Lars Berg"]),
        ("ida@example.org", []),
        ("https://example.org/ida", []),
        ("REUTERS", ["REUTERS"]),
        ("admin", []),
        ("", []),
    ],
)
def test_bylines(byline: str, names: list[str]) -> None:
    assert list(split_authors(byline)) == names


def test_keywords() -> None:
    assert split_keywords("fish, quotas; Nordhavn") == ("fish", "quotas", "Nordhavn")
    assert split_keywords(["fish,quotas", "@internal"]) == ("fish", "quotas")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-03-12", "2025-03-12T00:00:00"),
        ("2025-03-12T09:30:00Z", "2025-03-12T09:30:00+00:00"),
        ("2025-03-12T09:30:00.123+0130", "2025-03-12T09:30:00.123000+01:30"),
        ("2025-03-12 09:30", "2025-03-12T09:30:00"),
        ("20250312T093000+0100", "2025-03-12T09:30:00+01:00"),
        ("20250312", "2025-03-12T00:00:00"),
        ("2025/3/12", "2025-03-12T00:00:00"),
        ("12 March 2025", "2025-03-12T00:00:00"),
        ("12. März 2025, 9:30 Uhr", "2025-03-12T09:30:00"),
        ("le 1er août 2025", "2025-08-01T00:00:00"),
        ("12 de marzo de 2025", "2025-03-12T00:00:00"),
        ("March 12th, 2025 at 9:30 p.m.", "2025-03-12T21:30:00"),
        ("Mar 12, 2025, 9:30 pm CST", "2025-03-12T21:30:00"),
        ("Updated Mar. 12, 2025", "2025-03-12T00:00:00"),
        ("12.03.2025", "2025-03-12T00:00:00"),
        ("13/3/2025", "2025-03-13T00:00:00"),
        ("3/13/2025", "2025-03-13T00:00:00"),
        ("Wed, 12 Mar 2025 09:30:00 +0100", "2025-03-12T09:30:00+01:00"),
        ("1741771800", "2025-03-12T09:30:00+00:00"),
        ("3/4/2025", None),
        ("0001-01-01T00:00:00Z", None),
        ("2025-13-45", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    parsed = parse_date(text)
    assert (parsed.isoformat() if parsed else None) == date


def test_an_ambiguous_date_is_read_where_its_order_is_known() -> None:
    assert str(parse_date("3/4/2025", day_first=True))[:10] == "2025-04-03"
    assert str(parse_date("3/4/2025", day_first=False))[:10] == "2025-03-04"


def test_iso_only() -> None:
    assert parse_iso("2025-03-12") and not parse_iso("12 March 2025") and not parse_iso("2025-03-12 or later")
