"""Newsletters: messages as files (.eml) and mailboxes (mbox, RFC 4155)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO, cast

from searchidx.errors import ReadingError
from searchidx.model import Article
from searchidx.reading.cleaning import clean
from searchidx.reading.dates import parse_date
from searchidx.reading.decoding import decode
from searchidx.reading.draft import Draft, characters
from searchidx.reading.html import draft_of_page
from searchidx.reading.plain import blocks_of_lines
from searchidx.reading.registry import Context, Unread, read_member

__all__ = ["read_mailbox", "read_message"]


def read_message(stream: BinaryIO, context: Context) -> Iterator[Article]:
    """The one article of a message."""
    yield _draft(context.load(stream), context).finish()


def read_mailbox(stream: BinaryIO, context: Context) -> Iterator[Article | Unread]:
    """The articles of a mailbox, a message each, as it is read; a message that cannot be read is reported."""
    number = 0
    for number, data in enumerate(_messages(stream, context), start=1):
        message = context.member(f"message {number}", url=context.url, media_type="message/rfc822")
        yield from read_member(io.BytesIO(data), replace(message, depth=context.depth))
    if not number:
        raise ReadingError("there is no message in it; a mailbox begins with a line 'From '")


def _messages(stream: BinaryIO, context: Context) -> Iterator[bytes]:
    """The messages of a mailbox: each begins with a line "From " after an empty line; ">From " in a body is quoted."""
    message: io.BytesIO | None = None
    after_empty = True
    for line in iter(lambda: stream.readline(1 << 20), b""):
        if after_empty and line.startswith(b"From "):
            if message:
                yield message.getvalue()
            message = io.BytesIO()
        elif message and message.tell() <= context.limits.document:
            message.write(line[1:] if line.startswith(b">") and line.lstrip(b">").startswith(b"From ") else line)
        after_empty = not line.strip()
    if message:
        yield message.getvalue()


def _draft(data: bytes, context: Context) -> Draft:
    try:
        message = message_from_bytes(data, policy=policy.default)
        page = message.get_body(("html",))
        text = message.get_body(("plain",))
    except (MessageError, ValueError, LookupError, AttributeError, IndexError, TypeError) as error:
        raise ReadingError(f"it is no message, or a broken one: {error}") from error
    if not message.keys():
        raise ReadingError("it is no message: it has no headers")
    draft = Draft()
    if page is not None:
        try:
            draft = draft_of_page(_content(cast(EmailMessage, page)))
        except ReadingError:
            page = None
    if text is not None:
        plain = blocks_of_lines(_content(cast(EmailMessage, text)).splitlines())
        # A page laid out in tables may give little; then the plain part is the better one.
        if characters(plain) > 2 * characters(draft.blocks):
            draft.blocks = plain
    name, address = parseaddr(_header(message, "From"))
    draft.title = _header(message, "Subject") or draft.title
    draft.url = _header(message, "Archived-At").strip("<>") or draft.url or context.url
    draft.publisher = name or address or draft.publisher
    draft.published = parse_date(_header(message, "Date")) or draft.published
    draft.language = _header(message, "Content-Language") or draft.language
    return draft


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean(str(message.get(name) or ""))
    except (ValueError, LookupError, AttributeError, IndexError, TypeError):
        # The standard parser stumbles over some broken headers only when they are asked for.
        return ""


def _content(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    return decode(payload, declared=part.get_content_charset()) if isinstance(payload, bytes) else ""
