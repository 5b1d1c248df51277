"""The clauses between two brackets -> one node: NOT before AND before OR, and what stands side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from searchidx.query.ast import And, Boost, Everything, Node, Not, Or, Word, leaves
from searchidx.query.diagnostics import DiagnosticKind, Remarks
from searchidx.query.suffixes import boosted
from searchidx.record import Record

__all__ = ["MAX_DEPTH", "Clause", "DefaultOperator", "Operator", "combine", "normalize"]

DefaultOperator = Literal["all", "any"]

MAX_DEPTH = 100
"""Operators within operators; whoever walks a tree may recurse."""

_SHORT = 60


@dataclass(slots=True)
class Clause:
    """A node with what its place among the others says about it; None where there is nothing to search for."""

    node: Node | None
    start: int
    end: int
    required: bool = False
    """It had a +."""

    @property
    def excludes(self) -> bool:
        return isinstance(self.node, Not)

    def negate(self) -> None:
        if isinstance(self.node, Not):
            self.node = self.node.node
        elif self.node is not None:
            self.node = Not(self.node, span=(self.start, self.end))

    def prefer(self) -> None:
        """Makes it count for the score only."""
        if self.node is not None:
            self.node = Or((Everything(span=(self.start, self.start)), self.node), span=(self.start, self.end))

    def boost(self, factor: float) -> None:
        if self.node is not None:
            self.node = boosted(self.node, factor, self.start, self.end)


class Operator(Record):
    """AND or OR between two clauses; `typed` is how it was written."""

    name: Literal["AND", "OR"]
    typed: str
    start: int
    end: int


class _Run(Record):
    """What stands between two ORs: groups side by side, each of clauses with AND between them."""

    groups: tuple[tuple[Clause, ...], ...]

    @property
    def clauses(self) -> list[Clause]:
        return [clause for group in self.groups for clause in group]


def combine(items: Sequence[Clause | Operator], default: DefaultOperator, remarks: Remarks) -> Clause:
    """One clause that says what the items say together; its node is None where there is nothing to search for."""
    _remark_lower_case_operator(items, default, remarks)
    runs = [run for run in _runs(items, remarks) if run.groups]
    if not runs:
        return Clause(None, 0, 0)
    parts = [_all_of(run.clauses) if default == "all" else _run_of_any(run) for run in runs]
    whole = _any_of_with_required(parts)
    if _is_mixed(runs, default):
        _remark_mixed(whole, default, remarks)
    return whole


def _runs(items: Sequence[Clause | Operator], remarks: Remarks) -> Iterator[_Run]:
    """The items between ORs; an operator that lacks an operand is remarked on and left out."""
    groups: list[list[Clause]] = [[]]
    pending: Operator | None = None
    begun = False
    for item in items:
        if isinstance(item, Operator):
            if pending or not begun:
                _remark_missing(item, "before", pending, remarks)
            else:
                pending = item
            continue
        if pending and pending.name == "OR":
            yield _run(groups)
            groups = [[]]
        elif pending is None and begun:
            groups.append([])
        groups[-1].append(item)
        pending, begun = None, True
    if pending:
        _remark_missing(pending, "after", None, remarks)
    yield _run(groups)


def _run(groups: list[list[Clause]]) -> _Run:
    searched = (tuple(clause for clause in group if clause.node is not None) for group in groups)
    return _Run(tuple(group for group in searched if group))


def _run_of_any(run: _Run) -> Clause:
    """Clauses side by side where any may match: + and - hold for all of them."""
    clauses = [_all_of(group) for group in run.groups]
    if len(clauses) == 1:
        return clauses[0]
    excluded = [clause for clause in clauses if clause.excludes]
    rest = [clause for clause in clauses if not clause.excludes]
    return _all_of([_any_of_with_required(rest), *excluded] if rest else excluded)


def _any_of_with_required(clauses: Sequence[Clause]) -> Clause:
    """Any of them; where some are required, these, and better where one of the others matches too."""
    required = [clause for clause in clauses if clause.required]
    optional = [clause for clause in clauses if not clause.required]
    if not required:
        return _joined(Or, optional)
    if optional:
        preferred = _joined(Or, optional)
        preferred.prefer()
        required.append(preferred)
    whole = _joined(And, required)
    whole.required = True
    return whole


def _all_of(clauses: Sequence[Clause]) -> Clause:
    whole = _joined(And, clauses)
    wanted = [clause for clause in clauses if not clause.excludes]
    whole.required = bool(wanted) and all(clause.required for clause in wanted)
    return whole


def _joined(operator: type[And] | type[Or], clauses: Sequence[Clause]) -> Clause:
    start, end = min(clause.start for clause in clauses), max(clause.end for clause in clauses)
    nodes = tuple(clause.node for clause in clauses if clause.node is not None)
    return Clause(nodes[0] if len(nodes) == 1 else operator(nodes, span=(start, end)), start, end)


def normalize(tree: Node, remarks: Remarks) -> Node:
    """The same tree with And in And and Or in Or made one, and no deeper than MAX_DEPTH."""
    return _normalized(tree, 1, remarks)


def _normalized(node: Node, depth: int, remarks: Remarks) -> Node:
    if not isinstance(node, And | Or | Not | Boost):
        return node
    operands = list(_operands(node)) if isinstance(node, And | Or) else [node.node]
    if depth == MAX_DEPTH and any(isinstance(operand, And | Or | Not | Boost) for operand in operands):
        message = f"more than {MAX_DEPTH} operators within each other; write it flatter"
        remarks.add(DiagnosticKind.TOO_DEEP, *node.span, message)
        return (And if isinstance(node, And) else Or)(tuple(leaves(node)), span=node.span)
    inner = [_normalized(operand, depth + 1, remarks) for operand in operands]
    if isinstance(node, Not | Boost):
        return replace(node, node=inner[0])
    # What was too deep may have become an operand of the same kind.
    nodes = (part for operand in inner for part in (operand.nodes if type(operand) is type(node) else (operand,)))
    return replace(node, nodes=tuple(nodes))


def _operands(node: And | Or) -> Iterator[Node]:
    """The operands of a node, and those of operands of its own kind in their place."""
    waiting: list[Node] = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, And | Or) and type(current) is type(node):
            waiting.extend(reversed(current.nodes))
        else:
            yield current


def _is_mixed(runs: Sequence[_Run], default: DefaultOperator) -> bool:
    """Whether words side by side stand next to an operator that binds otherwise."""
    if default == "all":
        return len(runs) > 1 and any(len(run.groups) > 1 for run in runs)
    return any(len(run.groups) > 1 and any(len(group) > 1 for group in run.groups) for run in runs)


def _remark_mixed(whole: Clause, default: DefaultOperator, remarks: Remarks) -> None:
    rule = "a space is AND, which binds before OR" if default == "all" else "a space is OR, AND binds before it"
    # What is short is also flat enough to be printed.
    reading = (
        f"read as {normalize(whole.node, Remarks())}" if whole.node and whole.end - whole.start <= _SHORT else rule
    )
    message = f"{reading}; use brackets to say what belongs together"
    remarks.add(DiagnosticKind.MIXED_OPERATORS, whole.start, whole.end, message)


def _remark_missing(operator: Operator, where: str, previous: Operator | None, remarks: Remarks) -> None:
    lacking = (
        f"{operator.typed} follows {previous.typed} directly"
        if previous
        else f"{operator.typed} has nothing {where} it"
    )
    hint = f'; in quotation marks, "{operator.typed}" is a word' if operator.typed.isalpha() else ""
    message = f"{lacking} and is left out{hint}"
    remarks.add(DiagnosticKind.MISSING_OPERAND, operator.start, operator.end, message)


def _remark_lower_case_operator(items: Sequence[Clause | Operator], default: DefaultOperator, remarks: Remarks) -> None:
    """A notice where "or" or "not" was most likely meant as an operator: in a short query, or beside other syntax."""
    is_short = len(items) <= 3
    if not is_short and all(isinstance(item, Clause) and _bare(item) for item in items):
        return
    # "and" among words that must all match, and "or" among words of which any may, change nothing.
    telling = {"or", "not"} if default == "all" else {"and", "not"}
    for before, item, after in zip(items, items[1:], items[2:], strict=False):
        word = _bare(item)
        if (
            word
            and word.lower() in telling
            and not word.isupper()
            and not isinstance(after, Operator)
            and isinstance(before, Clause)
        ):
            upper = word.upper()
            assert isinstance(item, Clause)
            message = f'"{word}" is searched for as a word; the operator is written {upper}'
            remarks.add(DiagnosticKind.OPERATOR_AS_WORD, item.start, item.end, message, upper)
            return


def _bare(item: Clause | Operator) -> str | None:
    """The text of a plain word without field or prefix."""
    if isinstance(item, Clause) and not item.required and isinstance(item.node, Word) and item.node.field is None:
        return item.node.text
    return None
