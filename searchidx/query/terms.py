"""One term at a position of the query: a word, a pattern, a phrase, an exact value."""

from __future__ import annotations

import re
import unicodedata

from searchidx.fields import Field, field_named
from searchidx.query import syntax
from searchidx.query.ast import Everything, Exists, Fuzzy, Node, Prefix, Wildcard, Word
from searchidx.query.diagnostics import DiagnosticKind, Remarks
from searchidx.query.phrases import PhraseReader
from searchidx.query.suffixes import boosted, split_suffixes

__all__ = ["TermReader"]

_Pieces = list[tuple[str, bool]]
"""Characters, each with whether a backslash made it literal."""

_COMPARED = re.compile(r"([^\W\d]\w*)[ \t]{0,3}(?:([<>]=?|[≤≥])|==?|(?<=[ \t]):)[ \t]{0,3}(?=\S)")
_PROXIMITY = re.compile(r"(?:NEAR|AROUND)(?:/?[0-9]+)?|(?:ADJ|[WN]/?)[0-9]+|[wn]/[0-9]+")
_REGULAR_EXPRESSION = re.compile(r"/(?=[^\s/]*[*+?|\[\](){}^$\\])[^\s/]{1,200}/(?=[\s)]|\Z)")
_RANGE = re.compile(r"[\[{][^\]}\n]{0,200}?\sTO\s[^\]}\n]{0,200}[\]}]?|(?:[<>]=?|[≤≥])(?=[0-9])")
_LIST_MARKS = re.compile(r"[,;]+")
_NEXT_OF_LIST = re.compile(r"(?<=[^\\])[,;](?=[^\W\d])")


class TermReader:
    """Reads the terms of one query.

    Every method gives the node, or None where there is nothing to search for, and the position after it.
    """

    def __init__(self, text: str, remarks: Remarks, phrases: PhraseReader) -> None:
        self._text = text
        self._remarks = remarks
        self._phrases = phrases
        self._content_end = len(text.rstrip().rstrip("\u200b\ufeff"))

    def read(self, start: int, field: Field | None, *, open_brackets: int = 0) -> tuple[Node | None, int]:
        """The term at `start`, which is neither a space nor a bracket, of a field other than a date."""
        if self._phrases.opens(start):
            return self._phrases.read(start, field, open_brackets)
        if field and field.kind == "id":
            return self._exact(start, field)
        return self._word(start, field)

    def _word(self, start: int, field: Field | None) -> tuple[Node | None, int]:
        name = field.name if field else None
        if syntax.URL.match(self._text, start):
            end = syntax.url_end(self._text, start)
            return Word(syntax.unescape(self._text[start:end]), name, span=(start, end)), end
        if field and (refused := _RANGE.match(self._text, start)):
            message = f"{field.name} is searched by words; ranges and comparisons are for dates: date:>=2025-01"
            self._remarks.add(DiagnosticKind.UNSUPPORTED_IN_FIELD, *refused.span(), message)
            if refused.group()[0] in "[{":
                return None, refused.end()
            start = refused.end()
        if expression := _REGULAR_EXPRESSION.match(self._text, start):
            message = "there are no regular expressions; searched for as words and patterns"
            self._remarks.add(DiagnosticKind.OPERATOR_AS_WORD, *expression.span(), message)
        typed = syntax.WORD.match(self._text, start)
        if typed is None:
            return None, start
        raw, end = typed.group(), typed.end()
        if field is None:
            start, raw = self._without_list_marks(start, raw)
            end = start + len(raw)
            if not raw:
                return None, end
        head, distance, factor = split_suffixes(raw, start, self._remarks)
        pieces = syntax.split_escapes(head)
        node: Node | None
        if any(character in "*?" and not literal for character, literal in pieces):
            node = self._pattern(pieces, name, start, end, has_suffix=head != raw)
            if distance:
                message = "a pattern cannot be fuzzy as well; ~ is left out"
                self._remarks.add(DiagnosticKind.PATTERN_AND_FUZZY, start, end, message)
        else:
            text = "".join(character for character, _ in pieces)
            if not syntax.has_word_character(text):
                self._remark_no_word(text, start, end)
                return None, end
            if field is None:
                self._remark_operator(raw, start)
            node = Fuzzy(text, distance, name, span=(start, end)) if distance else Word(text, name, span=(start, end))
        return node and boosted(node, factor, start, end), end

    def _without_list_marks(self, start: int, raw: str) -> tuple[int, str]:
        """The first item of a list without spaces, such as "nato,eu"; "1,000" is a number."""
        if marks := _LIST_MARKS.match(raw):
            start, raw = start + marks.end(), raw[marks.end() :]
        following = _NEXT_OF_LIST.search(raw)
        return start, raw[: following.start()] if following else raw

    def _pattern(self, pieces: _Pieces, name: str | None, start: int, end: int, *, has_suffix: bool) -> Node | None:
        """A word with `*` or `?` in it."""
        if not has_suffix and end == self._content_end and (asked := _without_question_mark(pieces)) is not None:
            return self._question(asked, name, start, end)
        # An escape is kept where it makes a difference; a run of stars is one star.
        kept = "".join("\\" + c if c == "\\" or (literal and c in "*?") else c for c, literal in pieces)
        pattern = re.sub(r"(?<!\\)\*+", "*", kept)
        everything = Exists(name, span=(start, end)) if name else Everything(span=(start, end))
        if kept == "*":
            return everything
        if not syntax.has_word_character(pattern):
            if set(pattern) == {"?"}:
                self._remark_no_word(pattern, start, end)
                return None
            message = "a pattern needs a letter or a digit; a single * stands for every passage"
            self._remarks.add(DiagnosticKind.PATTERN_TOO_WIDE, start, end, message, "*")
            return everything
        signs = [index for index, (character, literal) in enumerate(pieces) if character in "*?" and not literal]
        ends_in_stars = signs[0] + len(signs) == len(pieces) and all(pieces[index][0] == "*" for index in signs)
        if ends_in_stars:
            return Prefix("".join(character for character, _ in pieces[: signs[0]]), name, span=(start, end))
        return Wildcard(pattern, name, span=(start, end))

    def _question(self, pieces: _Pieces, name: str | None, start: int, end: int) -> Node | None:
        """The last word of a query that ends with a question mark."""
        text = "".join(character for character, _ in pieces)
        if not syntax.has_word_character(text):
            return None
        mark = len(self._text[start:end].rstrip("?!"))
        message = f"at the end of a query ? is punctuation; in brackets, ({self._text[start:end]}) is a pattern"
        self._remarks.add(DiagnosticKind.QUESTION_MARK, start + mark, end, message)
        return Word(text, name, span=(start, start + mark))

    def _exact(self, start: int, field: Field) -> tuple[Node | None, int]:
        """The value of a field that is matched whole: nothing in it is a suffix."""
        if syntax.URL.match(self._text, start):
            end = syntax.url_end(self._text, start)
            return Word(syntax.unescape(self._text[start:end]), field.name, span=(start, end)), end
        typed = syntax.WORD.match(self._text, start)
        if typed is None:
            return None, start
        raw, end = typed.group(), typed.end()
        if raw == "*":
            return Exists(field.name, span=(start, end)), end
        if any(character == "*" and not literal for character, literal in syntax.split_escapes(raw)):
            message = f"{field.name} is matched whole, patterns do not work in it; {field.name}:* is any value"
            self._remarks.add(DiagnosticKind.UNSUPPORTED_IN_FIELD, start, end, message)
        return Word(syntax.unescape(raw), field.name, span=(start, end)), end

    def _remark_no_word(self, text: str, start: int, end: int) -> None:
        """Punctuation goes without saying; a currency or an emoji, which may have been meant, does not."""
        if text == "|":
            self._remarks.add(DiagnosticKind.OPERATOR_AS_WORD, start, end, "| is punctuation; write OR", "OR")
        elif any(unicodedata.category(character) in {"Sc", "So"} for character in text):
            message = f'"{text}" has no letter or digit and cannot be searched for'
            self._remarks.add(DiagnosticKind.LEFT_OUT, start, end, message)

    def _remark_operator(self, raw: str, start: int) -> None:
        """Words that are operators elsewhere."""
        compared = _COMPARED.match(self._text, start)
        if compared and (field := field_named(compared[1])):
            written = f"{field.name}:{compared[2] or ''}" if field.kind == "date" else f"{field.name}:"
            message = f"searched for as words; a field is written {written} without a space"
            self._remarks.add(DiagnosticKind.OPERATOR_AS_WORD, *compared.span(), message, written)
        elif _PROXIMITY.fullmatch(raw):
            message = f'{raw} is searched for as a word; words near each other are written "two words"~5'
            self._remarks.add(DiagnosticKind.OPERATOR_AS_WORD, start, start + len(raw), message)


def _without_question_mark(pieces: _Pieces) -> _Pieces | None:
    """The word without the question mark that ends it; None where it is a pattern besides."""
    end = len(pieces)
    while end and pieces[end - 1][0] in "?!" and not pieces[end - 1][1]:
        end -= 1
    if end == len(pieces) or any(character in "*?" and not literal for character, literal in pieces[:end]):
        return None
    return pieces[:end]
