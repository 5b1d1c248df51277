"""Who says what: quotations with their speakers, and the names in a text.

`quotations` answers for one text, `quotations_of` for many. `analyses` gives, from one pass, what both the quotations
and the organizations are made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from searchidx.model import Organization, Quotation, Span
from searchidx.tagging.quotation.analysis import Analysis, Entity, analyse_by_rules
from searchidx.tagging.quotation.layout import Layout
from searchidx.tagging.quotation.sources import NamedSpan

__all__ = [
    "Analysis",
    "Entity",
    "NamedSpan",
    "Tagger",
    "analyses",
    "entities",
    "iter_analyses",
    "quotations",
    "quotations_of",
]

Tagger = Literal["model", "rules"]
"""model: the network with trained weights; rules: quotation marks, verbs of speech, "according to"."""


def quotations(
    text: str, *, organizations: Sequence[Organization] = (), tagger: Tagger | None = None
) -> list[Quotation]:
    """The quotations of a text, in reading order, each with its canonical speaker; offsets are characters of the text.

    organizations: those of the text, as `searchidx.tagging.organizations` gives them: one that speaks is the speaker,
        under its canonical name. Of those left out no such name is known; they are kept as `source_text` alone.
    tagger: None is "model". Raises ValueError for another name.
    """
    (found,) = analyses([text], tagger=tagger)
    return found.quotations(
        sorted(NamedSpan(start, end, one.name) for one in organizations for start, end in one.spans)
    )


def quotations_of(
    texts: Sequence[str],
    *,
    tagger: Tagger | None = None,
    headings: Sequence[Sequence[Span] | None] | None = None,
    skipped: Sequence[Sequence[Span]] | None = None,
) -> list[list[Quotation]]:
    """The quotations of each text; see `quotations`, and `analyses` for headings and skipped."""
    return [found.quotations() for found in iter_analyses(texts, tagger=tagger, headings=headings, skipped=skipped)]


def entities(texts: Sequence[str]) -> list[list[Entity]]:
    """The persons, organizations, places and other names of each text, in order, as the network sees them."""
    return [list(found.entities) for found in iter_analyses(texts)]


def analyses(
    texts: Sequence[str],
    *,
    tagger: Tagger | None = None,
    headings: Sequence[Sequence[Span] | None] | None = None,
    skipped: Sequence[Sequence[Span]] | None = None,
) -> list[Analysis]:
    """What is found in each text: entities, persons, and `quotations()`, which takes the names of organizations.

    headings: spans of each text's headings, over which nothing is linked; None looks for them.
    skipped: spans of each text that are no part of the article; nothing is found there.
    """
    return list(iter_analyses(texts, tagger=tagger, headings=headings, skipped=skipped))


def iter_analyses(
    texts: Sequence[str],
    *,
    tagger: Tagger | None = None,
    headings: Sequence[Sequence[Span] | None] | None = None,
    skipped: Sequence[Sequence[Span]] | None = None,
) -> Iterator[Analysis]:
    """The `analyses` one after another: each can be forgotten before the next is made."""
    if tagger not in (None, "model", "rules"):
        raise ValueError(f"the tagger is 'model' or 'rules', not {tagger!r}")
    given = zip(texts, headings or [None] * len(texts), skipped or [()] * len(texts), strict=True)
    if tagger == "rules":
        return (analyse_by_rules(*one) for one in given)
    from searchidx.tagging.quotation.learned import analyse  # numpy is imported only where the network runs

    return analyse(Layout(*one) for one in given)
