"""Facets: what is selected, and how the values of each are counted.

Several values of one facet mean any of them; different facets all hold; what is excluded never shows. A facet's counts
leave its own selection aside, so that the other choices stay visible. Passages are counted exactly, always; articles
exactly as long as the match set is not larger than `MOST_COUNTED`, and beyond it as marked estimates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from searchidx.analysis import fold
from searchidx.engines.base import AllOf, Clause, EngineReader, Not, Unscored, ValueIn
from searchidx.errors import UnknownFieldError
from searchidx.fields import FACETS, field_named
from searchidx.model import Diagnostic, Facet, FacetValue
from searchidx.record import Record
from searchidx.taxonomy import Taxonomy
from searchidx.vocabulary import FacetValues

__all__ = ["MOST_COUNTED", "Selection", "count", "facet_name"]

MOST_COUNTED = 50_000
"""Match sets up to this many passages have their articles counted exactly."""


def facet_name(name: str) -> str:
    """The canonical name of a facet; UnknownFieldError, with a suggestion, where there is none."""
    found = field_named(name)
    if found is not None and found.kind == "facet":
        return found.name
    import difflib

    names = [facet.name for facet in FACETS]
    near = difflib.get_close_matches(name.lower(), names, n=1)
    hint = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(names)}"
    raise UnknownFieldError(f'there is no facet "{name}"; {hint}')


class Selection(Record):
    """Which values of which facets are wanted and which are not."""

    included: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def narrow(self, clause: Clause, *, leave_out: str | None = None) -> Clause:
        """The clause within the selection, the wanted values of one facet left aside."""
        filters: list[Clause] = [
            Unscored(ValueIn(name, values)) for name, values in self.included.items() if name != leave_out
        ]
        filters += [Not(ValueIn(name, values)) for name, values in self.excluded.items()]
        return AllOf((clause, *filters)) if filters else clause


def known_values(
    reader: EngineReader, facet: FacetValues, values: Sequence[str], taxonomy: Taxonomy
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """The values as the index holds them, and a remark on each that it does not hold.

    Case and accents may differ where only one value fits; topics may be given by id, slug or label.
    """
    name = facet.name
    found: list[str] = []
    remarks: list[Diagnostic] = []
    for value in values:
        wanted = (taxonomy.resolve(value) or value) if name == "topic" else value
        if not reader.search(ValueIn(name, (wanted,)), limit=0).total:
            same = [held for held in facet.counts if fold(held) == fold(value)]
            if len(same) == 1:
                wanted = same[0]
                remarks.append(
                    Diagnostic("value-taken-as", f'{name} "{value}" is taken as "{wanted}"', severity="notice")
                )
            else:
                remarks.append(_unknown(name, value, wanted, list(facet.counts), taxonomy))
        found.append(wanted)
    return tuple(dict.fromkeys(found)), remarks


def _unknown(name: str, value: str, wanted: str, vocabulary: Sequence[str], taxonomy: Taxonomy) -> Diagnostic:
    import difflib

    if name == "topic":
        if wanted in taxonomy:
            return Diagnostic("unknown-value", f'no passage has the topic "{value}"', severity="warning")
        near = taxonomy.suggest(value)
    else:
        folded = {fold(held): held for held in vocabulary}
        near = [folded[key] for key in difflib.get_close_matches(fold(value), folded, n=3, cutoff=0.6)]
        if not near:
            near = [held for key, held in folded.items() if fold(value) in key][:3]
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    suggestion = near[0] if near else None
    return Diagnostic(
        "unknown-value", f'no passage has {name} "{value}"{hint}', suggestion=suggestion, severity="warning"
    )


def count(
    reader: EngineReader,
    clause: Clause,
    names: Sequence[str],
    selection: Selection,
    taxonomy: Taxonomy,
    *,
    top: int,
    total: int | None = None,
) -> tuple[Facet, ...]:
    """Each facet over what the clause matches within the selection, its `top` most frequent values (of a hierarchy, as
    many of the top level and as many below it) and whatever is selected. `total` is how many passages match within the
    selection, where that is known."""
    # Facets without a selection of their own count over the same matches: one pass serves them all.
    shared = [name for name in names if name not in selection.included]
    passes = [(shared, selection.narrow(clause))] if shared else []
    passes += [([name], selection.narrow(clause, leave_out=name)) for name in names if name in selection.included]
    counted: dict[str, Facet] = {}
    for together, narrowed in passes:
        known = total if together is shared else None
        matches = reader.search(narrowed, limit=0).total if known is None else known
        exact = matches <= MOST_COUNTED
        values = reader.count_values(narrowed, together)
        shown: dict[str, list[tuple[str, int]]] = {}
        for name in together:
            listed = list(values[name].counts)
            chosen = _chosen(name, listed, top, taxonomy)
            held = {value for value, _ in chosen}
            passages = dict(listed)
            selected = (*selection.included.get(name, ()), *selection.excluded.get(name, ()))
            for value in dict.fromkeys(selected):
                if value not in held:
                    often = passages.get(value, 0)
                    if not (often or values[name].complete):  # the engine has not listed them all
                        often = reader.search(AllOf((narrowed, ValueIn(name, (value,)))), limit=0).total
                    chosen.append((value, often))
            shown[name] = chosen
        # What stands in one passage stands in one article.
        wanted = {name: [value for value, passages in pairs if passages > 1] for name, pairs in shown.items()}
        by_value = reader.count_articles_by_value if exact else reader.estimate_articles_by_value
        articles = by_value(narrowed, wanted)
        for name in together:
            counted[name] = Facet(
                field=name,
                values=tuple(
                    _value(name, value, passages, articles[name].get(value, passages), selection, taxonomy)
                    for value, passages in shown[name]
                ),
                further=max(0, len(values[name].counts) + values[name].missing - sum(n > 0 for _, n in shown[name])),
                further_exact=values[name].complete,
                articles_exact=exact,
            )
    return tuple(counted[name] for name in names)


def _chosen(name: str, listed: list[tuple[str, int]], top: int, taxonomy: Taxonomy) -> list[tuple[str, int]]:
    if name != "topic":
        return listed[:top]
    # Topics are a hierarchy: the most frequent tops, and the most frequent ones below, each below the one above it.
    shown: set[str] = set()
    tops = below = 0
    for value, _ in listed:
        path = taxonomy.path(value) if value in taxonomy else (value,)
        if len(path) == 1:
            tops += 1
        else:
            below += 1
        if (tops if len(path) == 1 else below) <= top:
            shown.update(path)
    by_parent: dict[str | None, list[tuple[str, int]]] = {}
    for value, passages in listed:
        if value in shown:
            concept = taxonomy.get(value)
            by_parent.setdefault(concept.parent if concept else None, []).append((value, passages))
    chosen: list[tuple[str, int]] = []
    waiting = by_parent.get(None, [])[::-1]
    while waiting:
        chosen.append(waiting.pop())
        waiting += by_parent.get(chosen[-1][0], [])[::-1]
    return chosen


def _value(name: str, value: str, passages: int, articles: int, selection: Selection, taxonomy: Taxonomy) -> FacetValue:
    concept = taxonomy.get(value) if name == "topic" else None
    return FacetValue(
        value=value,
        label=concept.label if concept else value,
        passages=passages,
        articles=articles,
        selected=value in selection.included.get(name, ()),
        excluded=value in selection.excluded.get(name, ()),
        level=concept.level if concept else 1,
        parent=concept.parent if concept else None,
    )
