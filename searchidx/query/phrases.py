"""What stands between quotation marks."""

from __future__ import annotations

import re

from searchidx.fields import Field
from searchidx.query import syntax
from searchidx.query.ast import Node, Phrase, Word
from searchidx.query.diagnostics import DiagnosticKind, Remarks
from searchidx.query.suffixes import boosted, read_boost, read_slop

__all__ = ["PhraseReader"]

_SUFFIX = re.compile(rf"([~^])([^~^*{syntax.SPACE}(){syntax.QUOTES}]*)|\*+")
_PATTERN = re.compile(r"(?<!\\)(?:\*+|(?<=\w)\?(?=\w))")
_SINGLE = syntax.SINGLE_QUOTES
_SINGLE_QUOTED = re.compile(
    # Two words or more; an apostrophe within a word belongs to it.
    rf"[{_SINGLE}](?=\w)((?:[^{_SINGLE}{syntax.QUOTES}\\()\[\]]|(?<=\w)[{_SINGLE}](?=\w)){{3,300}})(?<=[\w.,!?…])[{_SINGLE}](?!\w)"
)


class PhraseReader:
    """Reads the phrases of one query."""

    def __init__(self, text: str, remarks: Remarks) -> None:
        self._text = text
        self._remarks = remarks

    def opens(self, position: int) -> bool:
        """Whether a quotation mark at `position` begins a phrase."""
        if self._text[position] in syntax.QUOTES:
            return True
        single = _SINGLE_QUOTED.match(self._text, position)
        return single is not None and len(single[1].split()) > 1

    def read(self, start: int, field: Field | None, open_brackets: int) -> tuple[Node | None, int]:
        """The phrase that opens at `start`, with its slop and boost, and the position after it.

        Where there is no word in it, the node is None. The values of fields that are matched whole may be quoted, too.
        """
        raw, closed = self.quoted(start, open_brackets)
        text = syntax.unescape(raw)
        if self._text[start] in _SINGLE:
            message = "single quotation marks are taken to make a phrase"
            self._remarks.add(DiagnosticKind.SINGLE_QUOTES, start, closed, message, f'"{raw}"')
        for pattern in _PATTERN.finditer(self._text, start + 1, start + 1 + len(raw)):
            message = f"{pattern.group()} is no pattern between quotation marks, where words are taken as they are"
            self._remarks.add(DiagnosticKind.PATTERN_IN_PHRASE, *pattern.span(), message)
        slop, factor, end = self._suffixes(closed)
        if not syntax.has_word_character(text):
            message = "there is no word between the quotation marks"
            self._remarks.add(DiagnosticKind.EMPTY_GROUP, start, closed, message)
            return None, end
        span = (start, end)
        node: Node
        if field and field.kind == "id":
            node = Word(text, field.name, span=span)
        else:
            node = Phrase(" ".join(text.split()), slop, field.name if field else None, span=span)
        return boosted(node, factor, *span), end

    def quoted(self, start: int, open_brackets: int = 0) -> tuple[str, int]:
        """What stands between the quotation mark at `start` and its partner, as typed, and the position after it.

        Where the partner is missing, the brackets at the end of the query close what is open and not the phrase.
        """
        if single := _SINGLE_QUOTED.match(self._text, start):
            return single[1], single.end()
        closing = syntax.closing_quotes(self._text[start])
        inside = re.compile(rf"(?:\\(?:.|\Z)|[^\\{closing}])*", re.DOTALL).match(self._text, start + 1)
        assert inside is not None  # It matches nothing at all, too.
        raw, end = inside.group(), inside.end()
        if end < len(self._text):
            return raw, end + 1
        message = f"the quotation mark {self._text[start]} is not closed; what follows is one phrase, to the end"
        self._remarks.add(DiagnosticKind.UNCLOSED_QUOTE, start, start + 1, message)
        brackets = min(len(raw) - len(raw.rstrip(")")), open_brackets)
        return raw[: len(raw) - brackets], end - brackets

    def _suffixes(self, position: int) -> tuple[int, float, int]:
        """Slop, boost, and the position after them."""
        slop, factor = 0, 1.0
        while suffix := _SUFFIX.match(self._text, position):
            position = suffix.end()
            match suffix[1]:
                case "~":
                    slop = read_slop(suffix[2], *suffix.span(), self._remarks)
                case "^":
                    factor = read_boost(suffix[2], *suffix.span(), self._remarks)
                case _:
                    message = "a phrase cannot be continued by a pattern"
                    self._remarks.add(DiagnosticKind.PATTERN_IN_PHRASE, *suffix.span(), message)
        return slop, factor, position
