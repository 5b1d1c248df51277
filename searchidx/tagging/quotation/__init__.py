"""Who says what: quotations with their speakers."""

from __future__ import annotations

from collections.abc import Sequence

from searchidx.model import Quotation, Span
from searchidx.tagging.names.mentions import find_persons
from searchidx.tagging.names.persons import Persons
from searchidx.tagging.quotation.layout import Layout
from searchidx.tagging.quotation.rules import find_attributions
from searchidx.tagging.quotation.speakers import NamedSpan, quotations_from

__all__ = ["NamedSpan", "quotations", "quotations_of"]


def quotations(
    text: str,
    *,
    tagger: str | None = None,
    headings: Sequence[Span] | None = None,
    skipped: Sequence[Span] = (),
    organizations: Sequence[NamedSpan] = (),
) -> list[Quotation]:
    """The quotations of a text, in reading order; see `quotations_of`."""
    return quotations_of([text], tagger=tagger, headings=[headings], skipped=[skipped], organizations=[organizations])[
        0
    ]


def quotations_of(
    texts: Sequence[str],
    *,
    tagger: str | None = None,
    headings: Sequence[Sequence[Span] | None] | None = None,
    skipped: Sequence[Sequence[Span]] | None = None,
    organizations: Sequence[Sequence[NamedSpan]] | None = None,
) -> list[list[Quotation]]:
    """The quotations of each text, in reading order, with canonical speakers.

    tagger: "rules", the tagger without trained weights; None, the best there is.
    headings: spans of each text's headings, over which nothing is linked; None looks for them.
    skipped: spans of each text that are no part of the article; nothing is found there.
    organizations: the places of each text that name an organization, with the name to show for it; an organization
        that speaks gets that name.
    """
    if tagger not in (None, "rules"):
        raise ValueError(f"tagger is 'rules' or None, not {tagger!r}")
    found = []
    for number, text in enumerate(texts):
        layout = Layout(text, headings[number] if headings else None, skipped[number] if skipped else ())
        persons = Persons(text, find_persons(text))
        named = organizations[number] if organizations else ()
        found.append(quotations_from(layout, find_attributions(layout), persons, named))
    return found
