"""The one table of fields: the grammar, the engines, the schemas, the command line and the documentation read it."""

from __future__ import annotations

from typing import Literal

from searchidx.record import Record

__all__ = ["DEFAULT_FACETS", "FACETS", "FIELDS", "TEXT_FIELDS", "Field", "field_named", "nearest_field"]


class Field(Record):
    """One field that a query can name."""

    name: str
    kind: Literal["text", "facet", "date", "id"]
    """text: searched by words; facet: counted, filtered by exact value, searched by words; date; id: exact only."""
    attribute: str
    """The attribute of `Passage` that fills it."""
    description: str
    plural: str = ""
    aliases: tuple[str, ...] = ()


FIELDS: tuple[Field, ...] = (
    Field("text", "text", "text", "the words of the passage"),
    Field("title", "text", "title", "the title of the article"),
    Field("heading", "text", "heading", "the heading above the passage"),
    Field("quote", "text", "quotations", "words between quotation marks"),
    Field("said", "text", "quotations", "everything attributed to somebody: quoted, partly quoted or reported"),
    Field("source", "text", "quotations", 'the words that name a source, such as "a European diplomat"'),
    Field("speaker", "facet", "speakers", "who speaks in the passage", "speakers"),
    Field("organization", "facet", "organizations", "organizations in the passage", "organizations", ("org",)),
    Field("topic", "facet", "topics", "what it is about (IPTC Media Topics)", "topics"),
    Field("publisher", "facet", "publisher", "who published the article", "publishers"),
    Field("author", "facet", "authors", "who wrote the article", "authors", ("by",)),
    Field("language", "facet", "language", "language of the article, as an ISO 639-1 code", "languages", ("lang",)),
    Field("date", "date", "published", "the day of publication", "dates", ("published",)),
    Field("id", "id", "id", "the id of the passage"),
    Field("article", "id", "article_id", "the id of the article"),
    Field("url", "id", "url", "the address of the article"),
)

TEXT_FIELDS: tuple[Field, ...] = tuple(f for f in FIELDS if f.kind == "text")
FACETS: tuple[Field, ...] = tuple(f for f in FIELDS if f.kind == "facet")
DEFAULT_FACETS: tuple[str, ...] = ("speaker", "organization", "topic")

_BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.aliases)}


def field_named(name: str) -> Field | None:
    """The field of that name or alias, case ignored; None where there is none."""
    return _BY_NAME.get(name.lower())


def nearest_field(name: str) -> str | None:
    """The field name that a mistyped one most likely meant; None where nothing is near."""
    import difflib

    close = difflib.get_close_matches(name.lower(), _BY_NAME, n=1, cutoff=0.75)
    return _BY_NAME[close[0]].name if close else None
