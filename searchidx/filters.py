"""What narrows a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Any, Literal

from searchidx.record import Record

__all__ = ["NO_FILTERS", "Filters", "Moment", "Values"]

Values = str | Sequence[str] | None
"""One value, several of which any will do, or no choice."""
Moment = str | date | datetime | None
"""A day, as text ("2025-03", "30d") or as a date; None sets no bound."""


class Filters(Record):
    """Facet values wanted and not wanted, dates, and how words combine. `Index.search` says what each means."""

    where: Mapping[str, Values] = field(default_factory=dict)
    exclude: Mapping[str, Values] = field(default_factory=dict)
    since: Moment = None
    until: Moment = None
    match: Literal["all", "any"] = "all"

    def as_arguments(self) -> dict[str, Any]:
        """The keyword arguments that the methods of `Index` take."""
        names = ("where", "exclude", "since", "until", "match")
        return {name: getattr(self, name) for name in names}

    @property
    def empty(self) -> bool:
        """Whether nothing narrows the query."""
        return not (self.where or self.exclude or self.since or self.until)


NO_FILTERS = Filters()
