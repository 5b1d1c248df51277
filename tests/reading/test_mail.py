"""Newsletters as messages and mailboxes, written by the standard library."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from searchidx.errors import ReadingError
from searchidx.reading import read_file, read_stream

TEXT = "The mayor of the harbour town said that the talks with the ministry would go on until the spring."


def message(subject: str = "Harbour briefing – März", *, page: bool = True) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "The Example Briefing <news@example.org>"
    mail["Subject"] = subject
    mail["Date"] = "Wed, 12 Mar 2025 09:30:00 +0000"
    mail.set_content(f"{TEXT}\n\nFrom the harbour it is an hour to the capital.\n")
    if page:
        mail.add_alternative(f"<html><body><h2>In brief</h2><p>{TEXT}</p><p>{TEXT}</p></body></html>", subtype="html")
    return mail


@pytest.mark.parametrize("page", [True, False])
def test_a_message(page: bool) -> None:
    (article,) = read_stream(bytes(message(page=page)), name="a.eml")
    assert (article.title, article.publisher) == ("Harbour briefing – März", "The Example Briefing")
    assert article.published == datetime(2025, 3, 12, 9, 30, tzinfo=UTC)
    assert TEXT in article.text


def test_the_plain_part_is_read_where_the_page_gives_little() -> None:
    mail = message(page=False)
    mail.add_alternative("<html><body><p>Your mail program shows no pages.</p></body></html>", subtype="html")
    (article,) = read_stream(bytes(mail), name="a.eml")
    assert TEXT in article.text


def test_a_mailbox(tmp_path: Path) -> None:
    path = tmp_path / "letters.mbox"
    box = mailbox.mbox(path)
    for number in range(3):
        box.add(message(f"Briefing {number}", page=False))
    box.close()
    articles = list(read_file(path))
    assert [a.title for a in articles] == ["Briefing 0", "Briefing 1", "Briefing 2"]
    assert all("From the harbour it is an hour" in a.text and ">From" not in a.text for a in articles)


def test_a_message_without_text_in_a_mailbox_is_reported(tmp_path: Path) -> None:
    data = b"From a@example.org Wed Mar 12 09:30:00 2025\nSubject: Empty\n\n\n"
    data += b"From a@example.org Wed Mar 12 09:30:00 2025\nSubject: Full\n\n" + TEXT.encode() + b"\n"
    problems: list[ReadingError] = []
    (article,) = read_stream(data, on_problem=problems.append)
    assert article.title == "Full"
    assert [str(problem) for problem in problems] == ["message 1: no text was found in it"]


def test_what_is_no_message() -> None:
    with pytest.raises(ReadingError, match=r"no headers|no text"):
        list(read_stream(b"\n\nnothing", name="a.eml"))
    with pytest.raises(ReadingError, match="no message in it"):
        list(read_stream(b"nothing", name="a.mbox"))
