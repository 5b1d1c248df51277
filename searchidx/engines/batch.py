"""What a writer has been given since its last commit, so that a deletion reaches additions before it, and no other."""

from __future__ import annotations

from collections.abc import Iterable

from searchidx.engines.base import MAX_TERM_BYTES, TERM_FIELDS, VALUE_FIELDS, WORD_FIELDS, Document
from searchidx.errors import StoreError

__all__ = ["Batch", "fault"]

_NAMED = frozenset((*TERM_FIELDS, *WORD_FIELDS))
_COUNTED = frozenset(VALUE_FIELDS)


class Batch:
    """The documents added so far, numbered from 0."""

    def __init__(self) -> None:
        self.added = 0
        self.deleted: set[int] = set()
        """The numbers of those that were deleted again."""
        self._numbers: dict[str, dict[str, list[int]]] = {"id": {}, "article": {}}

    def add(self, document: Document) -> None:
        """Raises StoreError for a document that no engine could store and find again."""
        reason = fault(document)
        if reason:
            raise StoreError(f"The passage {document.id[:80]!r} cannot be stored: {reason}.")
        number = self.added
        self.added += 1
        self._numbers["id"].setdefault(document.id, []).append(number)
        self._numbers["article"].setdefault(document.article, []).append(number)

    def delete(self, field: str, values: Iterable[str]) -> None:
        numbers = self._numbers[field]
        for value in values:
            self.deleted.update(numbers.pop(value, ()))


def fault(document: Document) -> str | None:
    """Why no engine could store a document and find it again; None for one that can be stored."""
    if not (document.terms.keys() <= _NAMED and document.values.keys() <= _COUNTED):
        return f"there are no fields {sorted((document.terms.keys() - _NAMED) | (document.values.keys() - _COUNTED))}"
    if not (document.id and document.article):
        return "it has no id, or no article"
    if not (_fits(document.article_number) and _fits(document.date or 0)):
        return "its date or its article number does not fit into 64 bits"
    exact = [document.id, document.article, document.url or ""]
    for values in document.values.values():
        exact += values
    for text in (document.stored, *document.terms.values(), *exact):
        if not (text.isascii() or _is_text(text)):
            return "it holds half of a surrogate pair, which is no text"
    for value in exact:
        if len(value) * 4 > MAX_TERM_BYTES < len(value.encode()):  # no letter takes more than four bytes
            return f"an id, address or facet value is longer than {MAX_TERM_BYTES:,} bytes"
    return None


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fits(number: int) -> bool:
    return -(2**63) < number < 2**63 - 1
