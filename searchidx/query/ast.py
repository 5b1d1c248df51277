"""The tree of a query: what the user typed, independent of any engine.

Every leaf carries the canonical name of its field, or None for the default fields. A tree says what is meant in terms
of sets: `Not(node)` is every passage that `node` does not match, also where it stands alone. `str(node)` is the normal
form, with every operator written out, so that it reads the same whatever the default operator is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime

from searchidx.fields import field_named
from searchidx.model import Span
from searchidx.query import syntax
from searchidx.record import Record

__all__ = [
    "And",
    "Boost",
    "Everything",
    "Exists",
    "Fuzzy",
    "Leaf",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Range",
    "Wildcard",
    "Word",
    "leaves",
]


class _Spanned(Record):
    """What every node has: its normal form, and where it was typed, which is no part of what makes two trees equal."""

    span: Span = field(default=(0, 0), compare=False, repr=False, kw_only=True)

    def __str__(self) -> str:
        return _normal_form(self)  # type: ignore[arg-type]


class Word(_Spanned):
    """A word as it was typed; analysis may split it ("anti-war", "U.S.") or find nothing in it.

    In a field that is matched exactly (`id`, `article`, `url`) it is the whole value.
    """

    text: str
    field: str | None = None


class Phrase(_Spanned):
    """Words next to each other, in this order; `slop` is how many positions they may be apart in all."""

    text: str
    slop: int = 0
    field: str | None = None


class Prefix(_Spanned):
    """Words that begin with `text`."""

    text: str
    field: str | None = None


class Wildcard(_Spanned):
    """Words that fit the pattern: `*` is any number of characters, `?` is one, `\\` makes the next one literal."""

    pattern: str
    field: str | None = None


class Fuzzy(_Spanned):
    """Words at most `distance` (1 or 2) edits away: a character put in, left out, replaced, or two swapped."""

    text: str
    distance: int = 1
    field: str | None = None


class Range(_Spanned):
    """Dates between two others, each as it was typed ("2025-01", "30d"); None is an open end."""

    field: str
    low: str | None
    high: str | None
    include_low: bool = True
    include_high: bool = True

    def bounds(self, *, today: date | None = None) -> tuple[date | datetime | None, date | datetime | None]:
        """First moment inside and first moment after; None is an open end. `today` is what "30d" counts from.

        Each end is a stretch of time: `[2025-01 TO 2025-03]` ends with the last of March, `{2025-01 TO *]` begins with
        the first of February.
        """
        # Imported here: queries without dates do without it.
        from searchidx.query import dates

        low = None if self.low is None else dates.interval(self.low, today=today)[0 if self.include_low else 1]
        high = None if self.high is None else dates.interval(self.high, today=today)[1 if self.include_high else 0]
        return low, high


class Everything(_Spanned):
    """Every passage."""


class Exists(_Spanned):
    """Passages in which the field has any value."""

    field: str


class And(_Spanned):
    """Passages that all of `nodes` match."""

    nodes: tuple[Node, ...]


class Or(_Spanned):
    """Passages that any of `nodes` matches; `And((a, Or((Everything(), b))))` is a, better where b matches too."""

    nodes: tuple[Node, ...]


class Not(_Spanned):
    """Every passage that `node` does not match."""

    node: Node


class Boost(_Spanned):
    """The same passages as `node`; its part in the score is multiplied by `factor`."""

    node: Node
    factor: float


Leaf = Word | Phrase | Prefix | Wildcard | Fuzzy | Range | Everything | Exists
Node = Leaf | And | Or | Not | Boost


def leaves(tree: Node) -> Iterator[Leaf]:
    """The leaves of a tree from left to right, however deep it is."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case And() | Or():
                waiting.extend(reversed(node.nodes))
            case Not() | Boost():
                waiting.append(node.node)
            case _:
                yield node


def _normal_form(node: Node) -> str:
    match node:
        case And(nodes):
            return " AND ".join(_operand(child, And) for child in nodes)
        case Or(nodes):
            return " OR ".join(_operand(child, Or) for child in nodes)
        case Not(child):
            return f"NOT {_operand(child, Not)}"
        case Boost(child, factor):
            return f"{_operand(child, Boost)}^{f'{factor:.6f}'.rstrip('0').rstrip('.')}"
        case Everything():
            return "*"
        case Exists(name):
            return f"{name}:*"
        case Range():
            return f"{node.field}:{_range(node)}"
        case _:
            return _term(node)


def _operand(child: Node, parent: type[And | Or | Not | Boost]) -> str:
    """The child in its normal form, in brackets where they are needed or help the eye."""
    if isinstance(child, And | Or):
        # An operator with one operand is printed as that operand, and needs no brackets of its own.
        bracketed = len(child.nodes) > 1 or parent is Boost
    elif parent is Boost:
        # The values of exact fields and of dates, and addresses, would swallow the caret.
        bracketed = isinstance(child, Not | Boost | Range | Exists) or (
            isinstance(child, Word) and (_is_exact(child.field) or bool(syntax.URL.match(child.text)))
        )
    else:
        bracketed = False
    return f"({child})" if bracketed else str(child)


def _term(node: Word | Phrase | Prefix | Wildcard | Fuzzy) -> str:
    prefix = f"{node.field}:" if node.field else ""
    after_field = bool(prefix)
    match node:
        case Phrase(text, slop):
            return f'{prefix}"{syntax.escape_phrase(text)}"' + (f"~{slop}" if slop else "")
        case Prefix(text):
            return f"{prefix}{syntax.escape_word(text, after_field=after_field)}*"
        case Fuzzy(text, distance):
            return f"{prefix}{syntax.escape_word(text, after_field=after_field)}~{distance if distance != 1 else ''}"
        case Wildcard(pattern):
            return prefix + syntax.escape_pattern(pattern, after_field=after_field)
        case Word(text):
            if syntax.is_plain_address(text):
                return f"{prefix}{text}"
            if _is_exact(node.field):
                return f"{prefix}{syntax.escape_exact(text)}"
            return f"{prefix}{syntax.escape_word(text, after_field=after_field)}"


def _range(node: Range) -> str:
    low, high = _date(node.low), _date(node.high)
    if node.high is None:
        return f"{'>=' if node.include_low else '>'}{low}"
    if node.low is None:
        return f"{'<=' if node.include_high else '<'}{high}"
    if low == high and node.include_low and node.include_high:
        return low
    return f"{'[' if node.include_low else '{'}{low} TO {high}{']' if node.include_high else '}'}"


def _date(text: str | None) -> str:
    return "*" if text is None else f'"{text}"' if " " in text else text


def _is_exact(name: str | None) -> bool:
    named = field_named(name) if name else None
    return named is not None and named.kind == "id"
