"""Query text -> tree and diagnostics; docs/query-language.md is the guide to the language.

Nothing that a person types makes it raise. The parser keeps its own stack of open brackets and reads every character a
bounded number of times: time is linear in the length of the text, and depth costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from searchidx.fields import FIELDS, Field, field_named, nearest_field
from searchidx.model import Diagnostic
from searchidx.query import syntax
from searchidx.query.ast import Everything, Exists, Node, Word
from searchidx.query.combine import Clause, DefaultOperator, Operator, combine, normalize
from searchidx.query.diagnostics import DiagnosticKind, Remarks
from searchidx.query.phrases import PhraseReader
from searchidx.query.suffixes import read_boost
from searchidx.query.terms import TermReader
from searchidx.record import Record

__all__ = ["Parsed", "parse"]

_SPACES = re.compile(rf"[{syntax.SPACE}]*")
_OPERATOR = re.compile(
    rf"({'|'.join(sorted(syntax.OPERATORS, key=len, reverse=True))})(?=[{syntax.SPACE}(){syntax.QUOTES}]|\Z)|&&|\|\|"
)
_OPERATOR_SIGNS = {"&&": "AND", "||": "OR"}
_ALL_DOCUMENTS = re.compile(rf"\*:\*(?=[{syntax.SPACE})]|\Z)")
_NAME = re.compile(r"\w+")
_GROUP_SUFFIX = re.compile(rf"([~^])([^~^{syntax.SPACE}(){syntax.QUOTES}]*)")
_RANGE = re.compile(rf"(?:[<>=]{{1,2}})?[\[{{][^\[\]{{}}(){syntax.QUOTES}]{{0,200}}[\]}}]")

_MEANT = {
    "site": "publisher:", "outlet": "publisher:", "newspaper": "publisher:", "domain": "publisher:",
    "intitle": "title:", "headline": "title:", "inurl": "url:", "link": "url:",
    "body": "text:", "intext": "text:", "content": "text:",
    "person": "speaker:", "people": "speaker:", "who": "speaker:", "from": "speaker:",
    "company": "organization:", "organisation": "organization:",
    "subject": "topic:", "category": "topic:", "tag": "topic:", "medtop": "topic:medtop:",
    "writer": "author:", "byline": "author:", "says": "said:", "quoted": "quote:",
    "after": "date:>", "since": "date:>=", "before": "date:<", "until": "date:<=", "created": "date:", "day": "date:",
}  # fmt: skip
"""What people type elsewhere, or mean, and what it is here."""


class Parsed(Record):
    """A query as it was understood, and every remark on it, by position."""

    tree: Node
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps the query from being run."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "error")


def parse(text: str, *, default: DefaultOperator = "all", today: date | None = None) -> Parsed:
    """What `text` asks for. Where no operator stands between two words, `default` says whether both must match.

    An empty query is everything. Where there are errors the tree is the nearest sensible one, and does not ask what was
    meant: do not run it unless the person agrees. `today` is what relative dates count from when they are checked.
    """
    return _Parser(text, default, today).parse()


@dataclass(slots=True)
class _Prefixes:
    """What stands before a clause: NOT and -, +, Whoosh's ANDMAYBE."""

    start: int
    negated: bool = False
    required: bool = False
    preferred: bool = False
    dangling: tuple[int, int] | None = None
    """The place of a NOT that still waits for what it negates."""


@dataclass(slots=True)
class _Group:
    """An open bracket, or the query as a whole."""

    opened: int
    scope: Field | None
    prefixes: _Prefixes | None = None
    items: list[Clause | Operator] = field(default_factory=list)


class _Parser:
    def __init__(self, text: str, default: DefaultOperator, today: date | None) -> None:
        self._text = text
        self._default: DefaultOperator = default
        self._remarks = Remarks()
        self._today = today
        self._phrases = PhraseReader(text, self._remarks)
        self._terms = TermReader(text, self._remarks, self._phrases)
        self._groups = [_Group(0, None)]
        self._prefixes: _Prefixes | None = None

    def parse(self) -> Parsed:
        position = 0
        while (position := self._skip_spaces(position)) < len(self._text):
            position = self._step(position)
        self._close_open_groups()
        node = combine(self._finished(self._groups[0]), self._default, self._remarks).node
        if node is None and self._skip_spaces(0) < len(self._text) and not self._remarks.has_error:
            self._remarks.add(
                DiagnosticKind.NOTHING_TO_SEARCH,
                0,
                len(self._text),
                "there is no word to search for; * alone is every passage",
            )
        tree = Everything(span=(0, len(self._text))) if node is None else normalize(node, self._remarks)
        return Parsed(tree, self._remarks.in_order())

    def _step(self, position: int) -> int:
        """Reads what stands at `position`, which is no space; gives the position after it."""
        character = self._text[position]
        if character == "(":
            return self._open(position, self._groups[-1].scope)
        if character == ")":
            return self._close(position)
        if operator := _OPERATOR.match(self._text, position):
            return self._operate(operator)
        if self._is_prefix(position):
            return self._prefix(position)
        if everything := _ALL_DOCUMENTS.match(self._text, position):
            return self._append(Everything(span=everything.span()), position, everything.end())
        named = syntax.FIELD_PREFIX.match(self._text, position)
        if named and (named_field := self._field(named)):
            return self._value(named, named_field)
        if named and (end := self._unknown_field(named)) is not None:
            return end
        return self._term(position, position, self._groups[-1].scope)

    def _skip_spaces(self, position: int) -> int:
        spaces = _SPACES.match(self._text, position)
        return spaces.end() if spaces else position

    # Prefixes and operators

    def _is_prefix(self, position: int) -> bool:
        """Whether - + ! stands directly before something: a dash between spaces is a dash."""
        following = self._text[position + 1 : position + 2]
        return (
            self._text[position] in "+-!"
            and following not in {"", ")", self._text[position]}
            and self._skip_spaces(position + 1) == position + 1
        )

    def _prefix(self, position: int) -> int:
        prefixes = self._prefixes = self._prefixes or _Prefixes(position)
        if self._text[position] == "+":
            prefixes.required = True
        else:
            prefixes.negated = not prefixes.negated
        return position + 1

    def _operate(self, operator: re.Match[str]) -> int:
        start, end = operator.span()
        name = _OPERATOR_SIGNS.get(operator.group(), operator.group())
        if name != "NOT":
            self._drop_dangling()
            joint: Literal["AND", "OR"] = "OR" if name == "OR" else "AND"
            self._groups[-1].items.append(Operator(joint, operator.group(), start, end))
        if name in {"NOT", "ANDNOT"}:
            prefixes = self._prefixes = self._prefixes or _Prefixes(start)
            prefixes.negated = not prefixes.negated
            prefixes.dangling = (start, end) if name == "NOT" else None
        elif name == "ANDMAYBE":
            self._prefixes = _Prefixes(start, preferred=True)
        return end

    def _drop_dangling(self) -> None:
        """Forgets prefixes after which nothing came."""
        if self._prefixes and self._prefixes.dangling:
            self._remarks.add(
                DiagnosticKind.MISSING_OPERAND,
                *self._prefixes.dangling,
                'NOT has nothing after it and is left out; in quotation marks, "NOT" is a word',
            )
        self._prefixes = None

    # Brackets

    def _open(self, position: int, scope: Field | None) -> int:
        self._groups.append(_Group(position, scope, self._prefixes))
        self._prefixes = None
        return position + 1

    def _close(self, position: int) -> int:
        if len(self._groups) == 1:
            end = position + 1
            while self._text.startswith(")", end):
                end += 1
            self._remarks.add(
                DiagnosticKind.UNOPENED_BRACKET, position, end, "no bracket was opened before this one; left out"
            )
            return end
        return self._end_group(position + 1)

    def _end_group(self, end: int) -> int:
        """Makes one clause of what the innermost open bracket holds, with the boost that follows it."""
        group = self._groups[-1]
        inside = combine(self._finished(group), self._default, self._remarks)
        if not group.items:
            self._remarks.add(DiagnosticKind.EMPTY_GROUP, group.opened, end, "there is nothing between the brackets")
        while suffix := _GROUP_SUFFIX.match(self._text, end):
            end = suffix.end()
            if suffix[1] == "^":
                inside.boost(read_boost(suffix[2], *suffix.span(), self._remarks))
            else:
                message = f"{suffix.group()} belongs after a word or a phrase, not after brackets; left out"
                self._remarks.add(DiagnosticKind.LEFT_OUT, *suffix.span(), message)
        self._groups.pop()
        self._prefixes = group.prefixes
        return self._append(inside.node, group.opened, end)

    def _close_open_groups(self) -> None:
        end = len(self._text)
        while len(self._groups) > 1:
            last = first = self._groups[-1].opened
            while True:
                self._end_group(end)
                if len(self._groups) == 1 or self._groups[-1].opened != first - 1:
                    break
                first = self._groups[-1].opened
            self._remarks.add(
                DiagnosticKind.UNCLOSED_BRACKET,
                first,
                last + 1,
                "the bracket is not closed; closed at the end of the query"
                if first == last
                else f"{last + 1 - first} brackets are not closed; closed at the end of the query",
            )

    def _finished(self, group: _Group) -> list[Clause | Operator]:
        self._drop_dangling()
        return group.items

    # Fields

    def _field(self, named: re.Match[str]) -> Field | None:
        """The field that is named, if what follows is not an address or a colon."""
        found = field_named(named[1])
        if found is None or self._text.startswith("//", named.end()):
            return None
        return found

    def _value(self, named: re.Match[str], named_field: Field) -> int:
        """What follows `field:`."""
        start, end = named.start(), named.end()
        position = self._skip_spaces(end)
        if not self._has_value(position, is_near=position == end):
            self._remarks.add(
                DiagnosticKind.MISSING_VALUE,
                start,
                end,
                f"{named.group()} has nothing after it; write {named_field.name}:word, or {named_field.name}:* for any",
            )
            return self._append(None, start, end)
        if position > end:
            self._remarks.add(
                DiagnosticKind.SPACE_AFTER_FIELD,
                start,
                end,
                f"{named.group()} is taken as a field; to search for the word, leave out the colon",
            )
        if named_field.kind in {"text", "facet"}:
            while self._is_prefix(position):
                position = self._prefix(position)
        if self._text[position] == "(":
            return self._open(position, named_field)
        return self._term(start, position, named_field)

    def _has_value(self, position: int, *, is_near: bool) -> bool:
        following = self._text[position : position + 1]
        if following in {"", ")"} or self._text.startswith(("&&", "||"), position):
            return False
        if is_near:
            return True
        named = syntax.FIELD_PREFIX.match(self._text, position)
        return not (_OPERATOR.match(self._text, position) or (named and self._field(named)))

    def _unknown_field(self, named: re.Match[str]) -> int | None:
        """Remarks on a name that is no field; gives where to read on, or None where the colon is part of a word."""
        name, start, end = named[1], named.start(), named.end()
        following = self._text[end : end + 1]
        if name == "_exists_" and (target := _NAME.match(self._text, end)):
            if found := field_named(target.group()):
                return self._append(Exists(found.name, span=(start, target.end())), start, target.end())
            self._remark_unknown(target.group(), target.start(), target.end(), "")
            return self._append(None, start, target.end())
        if not following or following == ")" or following.isspace():
            return self._append(Word(name, self._scope_name(), span=(start, end - 1)), start, end)
        if following in ":/\\" or self._groups[-1].scope or syntax.URL.match(self._text, start):
            return None
        self._remark_unknown(name, start, end, ":")
        if unread := _RANGE.match(self._text, end):
            return self._append(None, start, unread.end())
        return end

    def _remark_unknown(self, name: str, start: int, end: int, colon: str) -> None:
        if self._remarks.is_full and self._remarks.has_error:
            return
        meant = _MEANT.get(name.lower()) if colon else None
        if meant is None and (nearest := nearest_field(name)):
            meant = nearest + colon
        names = ", ".join(known.name for known in FIELDS)
        self._remarks.add(
            DiagnosticKind.UNKNOWN_FIELD,
            start,
            end,
            f'there is no field "{name}"; '
            + (
                f"did you mean {meant}?" if meant else f"there are {names}. A word with a colon goes in quotation marks"
            ),
            meant,
        )

    def _scope_name(self) -> str | None:
        scope = self._groups[-1].scope
        return scope.name if scope else None

    # Clauses

    def _term(self, start: int, position: int, term_field: Field | None) -> int:
        if term_field and term_field.kind == "date":
            # Imported here: queries without dates do without it.
            from searchidx.query.ranges import RangeReader

            ranges = RangeReader(self._text, self._remarks, self._phrases, self._today)
            node, end = ranges.read(position, term_field)
        else:
            node, end = self._terms.read(position, term_field, open_brackets=len(self._groups) - 1)
        return self._append(node, start, end)

    def _append(self, node: Node | None, start: int, end: int) -> int:
        prefixes, self._prefixes = self._prefixes, None
        clause = Clause(node, start, end)
        if prefixes:
            clause.start = prefixes.start
            clause.required = prefixes.required and not prefixes.negated
            if prefixes.negated:
                clause.negate()
            if prefixes.preferred:
                clause.prefer()
        self._groups[-1].items.append(clause)
        return end
