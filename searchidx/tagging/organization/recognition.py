"""The organizations of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from searchidx.model import Organization
from searchidx.tagging.organization.aliases import AliasTable
from searchidx.tagging.organization.article import NamedEntity, Reading
from searchidx.tagging.organization.belief import believed_names, believed_table_names
from searchidx.tagging.organization.naming import Named, Naming

__all__ = ["Recall", "organizations"]

Recall = Literal["normal", "high"]

_THRESHOLD = {"normal": 0.0, "high": -1.0}
"""What the weights of a bare name must sum to, in logits; set on our own labelled articles."""


def organizations(
    text: str,
    *,
    recall: Recall = "normal",
    aliases: AliasTable | None = None,
    persons: Iterable[str] = (),
    entities: Iterable[NamedEntity] = (),
) -> list[Organization]:
    """The organizations that a text names, in the order of their first mention.

    Evidence is, in this order of belief: the alias table, a definition in the text ("Long Name (ABC)"), a telling word
    in the name ("… University", "Ministry of …"), and what stands in or around a bare capitalised name ("shares of X",
    "X's chief executive"). A short form counts for the organization whose long form stands anywhere in the text.
    Offsets are characters of `text`.

    recall: "high" also believes weaker contexts.
    aliases: replaces the table that comes with searchidx; see `AliasTable.load`.
    persons: full names already known to be persons.
    entities: what a tagger found in the same text; they speak for a bare name or against it, but make none alone.

    Raises ValueError for an unknown `recall`.
    """
    if recall not in _THRESHOLD:
        raise ValueError(f"recall is 'normal' or 'high', not {recall!r}")
    threshold = _THRESHOLD[recall]
    table = aliases if aliases is not None else AliasTable.default()
    reading = Reading(text, table, persons, entities)
    believed = believed_table_names(reading, threshold) + believed_names(reading, threshold)
    places: dict[str, list[Named]] = defaultdict(list)
    for one in Naming(reading, table).named(believed):
        # At the head of a sentence the article is no part of a name that only telling words make one.
        places[one.name if one.entry is not None else one.name.removeprefix("The ")].append(one)
    found = [
        Organization(
            name,
            tuple(sorted({(one.start, one.end) for one in group})),
            tuple(dict.fromkeys(one.evidence for one in group)),
            next((one.entry.wikidata for one in group if one.entry is not None), None),
        )
        for name, group in places.items()
    ]
    return sorted(found, key=lambda one: one.spans[0])
