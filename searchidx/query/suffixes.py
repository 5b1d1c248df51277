"""What can follow a word, a phrase or a bracket: `~` and `^`, each with a number."""

from __future__ import annotations

import re

from searchidx.query import syntax
from searchidx.query.ast import Boost, Node
from searchidx.query.diagnostics import DiagnosticKind, Remarks

__all__ = ["MAX_BOOST", "MAX_DISTANCE", "MAX_SLOP", "MIN_BOOST", "boosted", "read_boost", "read_slop", "split_suffixes"]

MAX_DISTANCE = 2
"""Engines build automata for up to two edits; beyond that, most short words are near each other."""
MAX_SLOP = 1000
MIN_BOOST, MAX_BOOST = 0.001, 1000.0

_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_WHOLE = re.compile(r"[0-9]+")
_LONGEST = 9
_BEFORE_CARET = re.compile(r"\^*(?:\\(?:.|\Z)|[^\\^])*", re.DOTALL)
_FUZZY_ENDING = re.compile(r"~([0-9]*(?:\.[0-9]*)?)\Z")
_SWAPPED = re.compile(r"([0-9.]+)(~[0-9.]*)")


def boosted(node: Node, factor: float, start: int, end: int) -> Node:
    """`node` with its score multiplied; a boost of a boost is one boost."""
    inner, product = (node.node, node.factor * factor) if isinstance(node, Boost) else (node, factor)
    product = round(min(max(product, MIN_BOOST), MAX_BOOST), 6)
    return inner if product == 1 else Boost(inner, product, span=(start, end))


def read_boost(raw: str, start: int, end: int, remarks: Remarks) -> float:
    """The number after a `^`, which stands at `start`; 1 where it is none."""
    factor = float(raw) if _DECIMAL.fullmatch(raw) else None
    if factor is not None and MIN_BOOST <= factor <= MAX_BOOST:
        return factor
    allowed = f"after ^ stands a number from {MIN_BOOST:g} to {MAX_BOOST:g}, such as ^2 or ^0.5"
    if factor is None:
        remarks.add(DiagnosticKind.BAD_NUMBER, start, end, f"{allowed}; left out")
        return 1.0
    nearest = min(max(factor, MIN_BOOST), MAX_BOOST)
    remarks.add(DiagnosticKind.BAD_NUMBER, start, end, f"{allowed}; taken as ^{nearest:g}", f"^{nearest:g}")
    return nearest


def read_slop(raw: str, start: int, end: int, remarks: Remarks) -> int:
    """The number after the `~` of a phrase, which stands at `start`."""
    slop = _whole(raw)
    if slop is not None and slop <= MAX_SLOP:
        return slop
    nearest = 1 if slop is None else MAX_SLOP
    message = f'after the ~ of a phrase stands a number to {MAX_SLOP}, as in "two words"~5; taken as ~{nearest}'
    remarks.add(DiagnosticKind.BAD_NUMBER, start, end, message, f"~{nearest}")
    return nearest


def split_suffixes(raw: str, start: int, remarks: Remarks) -> tuple[str, int, float]:
    """A word that begins at `start`, without its suffixes; its distance, 0 where it is not fuzzy; and its boost."""
    before_caret = _BEFORE_CARET.match(raw)
    head = before_caret.group() if before_caret else raw
    factor = 1.0
    if len(head) < len(raw):
        at, boost = start + len(head), raw[len(head) + 1 :]
        if swapped := _SWAPPED.fullmatch(boost):
            boost, head = swapped[1], head + swapped[2]
        factor = read_boost(boost, at, start + len(raw), remarks)
    fuzzy = _FUZZY_ENDING.search(head)
    if fuzzy is None or _is_escaped(head, fuzzy.start()) or not syntax.has_word_character(head[: fuzzy.start()]):
        return head, 0, factor
    return head[: fuzzy.start()], _distance(fuzzy[1], start + fuzzy.start(), start + fuzzy.end(), remarks), factor


def _distance(raw: str, start: int, end: int, remarks: Remarks) -> int:
    distance = _whole(raw) if raw else 1
    if distance is not None and distance <= MAX_DISTANCE:
        return distance
    nearest = 1 if distance is None else MAX_DISTANCE
    message = f"a fuzzy word is 1 or 2 edits away, as in typo~ or typo~2; taken as ~{nearest}"
    remarks.add(DiagnosticKind.BAD_NUMBER, start, end, message, f"~{nearest}")
    return nearest


def _whole(raw: str) -> int | None:
    """A whole number; of a very long one, only that it is large."""
    return int(raw[:_LONGEST]) if _WHOLE.fullmatch(raw) else None


def _is_escaped(raw: str, index: int) -> bool:
    before = raw[:index]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
