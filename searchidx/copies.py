"""Which articles of an index are near copies of one another: what is known of it, and the file that keeps it.

The groups follow from the articles alone (`searchidx.minhash` finds them): a file that is lost is made again when the
index is next written. Articles go by their numbers, which are never given to another text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from searchidx.errors import IndexDamagedError
from searchidx.record import Record

__all__ = ["NO_COPIES", "Copies", "Group", "load_copies"]

Group = Mapping[int, str]
"""Two or more articles that are near copies of one another: the number and id of each, in the order of numbers."""


class Copies(Record):
    """The groups of near copies among the articles with numbers up to `compared`."""

    compared: int = 0
    groups: tuple[Group, ...] = ()

    @cached_property
    def _group_of(self) -> dict[int, Group]:
        return {number: group for group in self.groups for number in group}

    def group_of(self, number: int) -> Group:
        """The group of an article; empty where it has no copies."""
        return self._group_of.get(number, {})

    def others(self, article_id: str) -> tuple[str, ...]:
        """The ids of the near copies of an article."""
        for group in self.groups:
            if article_id in group.values():
                return tuple(other for other in group.values() if other != article_id)
        return ()

    @property
    def surplus(self) -> int:
        """How many articles fewer there would be if each group were one."""
        return sum(len(group) - 1 for group in self.groups)

    def as_text(self) -> str:
        """What `load_copies` reads."""
        groups = [list(group.items()) for group in self.groups]
        return json.dumps({"compared": self.compared, "groups": groups}, separators=(",", ":"))


NO_COPIES = Copies()


def load_copies(path: Path) -> Copies:
    """What a file holds; no groups where there is none. IndexDamagedError where it is not what was written."""
    try:
        read = json.loads(path.read_bytes())
        groups = tuple({int(number): str(article_id) for number, article_id in group} for group in read["groups"])
        return Copies(int(read["compared"]), groups)
    except FileNotFoundError:
        return NO_COPIES
    except (ValueError, KeyError, TypeError, RecursionError):
        raise IndexDamagedError(
            f"{path} is damaged: delete it, and it is made again when the index is next written"
        ) from None
