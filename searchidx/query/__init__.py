"""Query text in, tree and diagnostics out; no engine is known here."""

from searchidx.query.diagnostics import DiagnosticKind, explain
from searchidx.query.grammar import Parsed, parse

__all__ = ["DiagnosticKind", "Parsed", "explain", "parse"]
