"""One term at a position of the query: a word, a pattern, a phrase, an exact value."""

from __future__ import annotations

import re
import unicodedata

from searchidx.fields import Field, field_named
from searchidx.query import syntax
from searchidx.query.ast import Boost, Everything, Exists, Fuzzy, Node, Phrase, Prefix, Wildcard, Word
from searchidx.query.diagnostics import DiagnosticKind, Remarks

__all__ = ["MAX_BOOST", "MAX_DISTANCE", "MAX_SLOP", "MIN_BOOST", "TermReader", "boosted"]

MAX_DISTANCE = 2
"""Engines build automata for up to two edits; beyond that, most short words are near each other."""
MAX_SLOP = 1000
MIN_BOOST, MAX_BOOST = 0.001, 1000.0

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_BEFORE_CARET = re.compile(r"\^*(?:\\(?:.|\Z)|[^\\^])*", re.DOTALL)
_FUZZY_ENDING = re.compile(r"~([0-9]*(?:\.[0-9]*)?)\Z")
_SWAPPED_SUFFIXES = re.compile(r"([0-9.]+)(~[0-9.]*)")
_PHRASE_SUFFIX = re.compile(rf"([~^*])([^~^*{syntax.SPACE}(){syntax.QUOTES}]*)")
_PATTERN_IN_PHRASE = re.compile(r"(?<!\\)(?:(?<=\w)\*|\*(?=\w)|(?<=\w)\?(?=\w))")
_COMPARED = re.compile(r"([^\W\d]\w*)(=|[<>]=?|[≤≥])")
_PROXIMITY = re.compile(r"NEAR(?:/?[0-9]+)?|(?:ADJ|[WN]/?)[0-9]+|[wn]/[0-9]+")
_RANGE = re.compile(r"[\[{][^\]}\n]{0,200}?\sTO\s[^\]}\n]{0,200}[\]}]?|(?:[<>]=?|[≤≥])(?=[0-9])")


def boosted(node: Node, factor: float, start: int, end: int) -> Node:
    """`node` with its score multiplied; a boost of a boost is one boost."""
    inner, product = (node.node, node.factor * factor) if isinstance(node, Boost) else (node, factor)
    product = round(min(max(product, MIN_BOOST), MAX_BOOST), 6)
    return inner if product == 1 else Boost(inner, product, span=(start, end))


class TermReader:
    """Reads the terms of one query. Every method gives the node, or None where there is nothing to search for, and
    the position after it."""

    def __init__(self, text: str, remarks: Remarks) -> None:
        self._text = text
        self._remarks = remarks
        self._content_end = len(text.rstrip().rstrip("\u200b\ufeff"))

    def read(self, start: int, field: Field | None, *, open_brackets: int = 0) -> tuple[Node | None, int]:
        """The term at `start`, which is neither a space nor a bracket, of a field other than a date."""
        if self._text[start] in syntax.QUOTES:
            return self._phrase(start, field, open_brackets)
        if field and field.kind == "id":
            return self._exact(start, field)
        return self._word(start, field)

    def _phrase(self, start: int, field: Field | None, open_brackets: int) -> tuple[Node | None, int]:
        """Words between quotation marks, with `~slop` and `^boost`."""
        raw, end = self.quoted(start, open_brackets)
        text = syntax.unescape(raw)
        for pattern in _PATTERN_IN_PHRASE.finditer(raw):
            at = start + 1 + pattern.start()
            self._remarks.add(
                DiagnosticKind.PATTERN_IN_PHRASE,
                at,
                at + 1,
                f'"{pattern.group()}" is no pattern between quotation marks',
            )
        slop, factor = 0, 1.0
        while suffix := _PHRASE_SUFFIX.match(self._text, end):
            match suffix[1]:
                case "~":
                    slop = self._slop(suffix[2], suffix.start(), suffix.end())
                case "^":
                    factor = self.boost(suffix[2], suffix.start(), suffix.end())
                case _:
                    self._remarks.add(
                        DiagnosticKind.PATTERN_IN_PHRASE, end, end + 1, "a phrase cannot be continued by a pattern"
                    )
            end = suffix.end() if suffix[1] != "*" else end + 1
        if not syntax.has_word_character(text):
            self._remarks.add(DiagnosticKind.EMPTY_GROUP, start, end, "there is no word between the quotation marks")
            return None, end
        if field and field.kind == "id":
            node: Node = Word(text, field.name, span=(start, end))
        else:
            node = Phrase(text, slop, field.name if field else None, span=(start, end))
        return boosted(node, factor, start, end), end

    def quoted(self, start: int, open_brackets: int = 0) -> tuple[str, int]:
        """What stands between the quotation mark at `start` and its partner, as typed.

        Where the partner is missing, the brackets at the end of the query close what is open, not the phrase.
        """
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

    def boost(self, raw: str, start: int, end: int) -> float:
        """The number of a `^boost`; 1 where it is none."""
        if _NUMBER.fullmatch(raw) and MIN_BOOST <= float(raw) <= MAX_BOOST:
            return float(raw)
        factor = min(max(float(raw), MIN_BOOST), MAX_BOOST) if _NUMBER.fullmatch(raw) else 1.0
        self._remarks.add(
            DiagnosticKind.BAD_NUMBER,
            start,
            end,
            f"a boost is a number from {MIN_BOOST:g} to {MAX_BOOST:g}, such as ^2 or ^0.5; "
            + (f"taken as ^{factor:g}" if factor != 1 else "left out"),
        )
        return factor

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
        typed = syntax.WORD.match(self._text, start)
        if typed is None:
            return None, start
        raw, end = typed.group(), typed.end()
        head, distance, factor = self._suffixes(raw, start)
        pieces = syntax.split_escapes(head)
        if any(character in "*?" and not literal for character, literal in pieces):
            node = self._pattern(pieces, head == raw, name, start, end)
            if distance:
                self._remarks.add(
                    DiagnosticKind.PATTERN_AND_FUZZY, start, end, "a pattern cannot be fuzzy as well; ~ is left out"
                )
        else:
            text = "".join(character for character, _ in pieces)
            if not syntax.has_word_character(text):
                self._no_word(text, start, end)
                return None, end
            if field is None:
                self._remark_operator(raw, start)
            node = Fuzzy(text, distance, name, span=(start, end)) if distance else Word(text, name, span=(start, end))
        return node and boosted(node, factor, start, end), end

    def _suffixes(self, raw: str, start: int) -> tuple[str, int, float]:
        """The word without its suffixes, its distance (0 where it is not fuzzy) and its boost."""
        head_match = _BEFORE_CARET.match(raw)
        head = head_match.group() if head_match else raw
        boost = raw[len(head) + 1 :] if len(head) < len(raw) else None
        if boost is not None and (swapped := _SWAPPED_SUFFIXES.fullmatch(boost)):
            boost, head = swapped[1], head + swapped[2]
        factor = 1.0 if boost is None else self.boost(boost, start + raw.index("^", 1), start + len(raw))
        fuzzy = _FUZZY_ENDING.search(head)
        if fuzzy is None or _is_escaped(head, fuzzy.start()) or not syntax.has_word_character(head[: fuzzy.start()]):
            return head, 0, factor
        at = start + fuzzy.start()
        return head[: fuzzy.start()], self._distance(fuzzy[1], at, at + len(fuzzy.group())), factor

    def _pattern(
        self, pieces: list[tuple[str, bool]], is_bare: bool, name: str | None, start: int, end: int
    ) -> Node | None:
        """A word with `*` or `?` in it."""
        if is_bare and end == self._content_end and (asked := _without_question_mark(pieces)) is not None:
            text = "".join(character for character, _ in asked)
            if not syntax.has_word_character(text):
                return None
            self._remarks.add(
                DiagnosticKind.QUESTION_MARK,
                start + (end - start) - (len(pieces) - len(asked)),
                end,
                f"at the end of a query ? is punctuation; ({self._text[start:end]}) in brackets is a pattern",
            )
            return Word(text, name, span=(start, end))
        # An escape is kept where it makes a difference; a run of stars is one star.
        pattern = re.sub(
            r"(?<!\\)\*+",
            "*",
            "".join("\\" + c if literal and c in "*?\\" else "\\\\" if c == "\\" else c for c, literal in pieces),
        )
        if pattern == "*" and len(pieces) == 1:
            return Exists(name, span=(start, end)) if name else Everything(span=(start, end))
        if not syntax.has_word_character(pattern):
            if set(pattern) == {"?"}:
                self._no_word(pattern, start, end)
                return None
            self._remarks.add(
                DiagnosticKind.PATTERN_TOO_WIDE,
                start,
                end,
                "a pattern needs a letter or a digit; a single * stands for every passage",
                "*",
            )
            return Exists(name, span=(start, end)) if name else Everything(span=(start, end))
        specials = [index for index, (character, literal) in enumerate(pieces) if character in "*?" and not literal]
        if all(pieces[index][0] == "*" for index in specials) and specials == list(
            range(len(pieces) - len(specials), len(pieces))
        ):
            text = "".join(character for character, _ in pieces[: -len(specials)])
            return Prefix(text, name, span=(start, end))
        return Wildcard(pattern, name, span=(start, end))

    def _exact(self, start: int, field: Field) -> tuple[Node | None, int]:
        """The value of a field that is matched whole: nothing in it is a suffix."""
        if syntax.URL.match(self._text, start):
            end = syntax.url_end(self._text, start)
            raw = self._text[start:end]
        else:
            typed = syntax.WORD.match(self._text, start)
            if typed is None:
                return None, start
            raw, end = typed.group(), typed.end()
            if raw == "*":
                return Exists(field.name, span=(start, end)), end
            if any(character == "*" and not literal for character, literal in syntax.split_escapes(raw)):
                self._remarks.add(
                    DiagnosticKind.UNSUPPORTED_IN_FIELD,
                    start,
                    end,
                    f"{field.name} is matched whole, patterns do not work in it; {field.name}:* is any value",
                )
        return Word(syntax.unescape(raw), field.name, span=(start, end)), end

    def _slop(self, raw: str, start: int, end: int) -> int:
        if raw.isdecimal() and raw.isascii() and len(raw) < 9 and int(raw) <= MAX_SLOP:
            return int(raw)
        slop = MAX_SLOP if raw.isdecimal() and raw.isascii() else 1
        self._remarks.add(
            DiagnosticKind.BAD_NUMBER,
            start,
            end,
            f'after a phrase ~ takes a number to {MAX_SLOP}, as in "two words"~5; taken as ~{slop}',
            f"~{slop}",
        )
        return slop

    def _distance(self, raw: str, start: int, end: int) -> int:
        if not raw:
            return 1
        if raw.isdecimal() and raw.isascii() and len(raw) < 9 and int(raw) <= MAX_DISTANCE:
            return int(raw)
        distance = 1 if "." in raw else MAX_DISTANCE
        self._remarks.add(
            DiagnosticKind.BAD_NUMBER,
            start,
            end,
            f"a fuzzy word is 1 or 2 edits away, as in typo~ or typo~2; taken as ~{distance}",
            f"~{distance}",
        )
        return distance

    def _no_word(self, text: str, start: int, end: int) -> None:
        """Punctuation goes without saying; a sign that somebody may have meant to search for does not."""
        if text == "|":
            self._remarks.add(DiagnosticKind.OPERATOR_AS_WORD, start, end, "| is punctuation; write OR", "OR")
        elif not all(unicodedata.category(character).startswith("P") for character in text):
            self._remarks.add(
                DiagnosticKind.LEFT_OUT, start, end, f'"{text}" has no letter or digit and cannot be searched for'
            )

    def _remark_operator(self, raw: str, start: int) -> None:
        """Words that are operators elsewhere."""
        compared = _COMPARED.match(raw)
        if compared and (field := field_named(compared[1])):
            comparison = compared[2] if field.kind == "date" and compared[2] != "=" else ""
            written = f"{field.name}:{comparison}"
            self._remarks.add(
                DiagnosticKind.OPERATOR_AS_WORD,
                start,
                start + compared.end(),
                f"searched for as words; did you mean {written} with a colon?",
                written,
            )
        elif _PROXIMITY.fullmatch(raw):
            self._remarks.add(
                DiagnosticKind.OPERATOR_AS_WORD,
                start,
                start + len(raw),
                f'{raw} is searched for as a word; words near each other are written "two words"~5',
            )


def _is_escaped(raw: str, index: int) -> bool:
    before = raw[:index]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _without_question_mark(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]] | None:
    """The word without the question mark that ends it; None where it is a pattern besides."""
    end = len(pieces)
    while end and pieces[end - 1][0] in "?!" and not pieces[end - 1][1]:
        end -= 1
    if end == len(pieces) or any(character in "*?" and not literal for character, literal in pieces[:end]):
        return None
    return pieces[:end]
