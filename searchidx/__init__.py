"""Full-text search with facets for news: who said what, about which organizations and topics.

>>> import searchidx
>>> with searchidx.open("index") as index:          # doctest: +SKIP
...     for hit in index.search("guarantees", speaker="Tatiana Stanovaya").hits:
...         print(hit.passage.title)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from searchidx.explaining import Explanation
    from searchidx.index import Index
    from searchidx.model import (
        Article,
        Block,
        Diagnostic,
        Facet,
        FacetValue,
        Hit,
        Organization,
        Passage,
        Quotation,
        Results,
        Topic,
    )
    from searchidx.opening import open, rebuild
    from searchidx.pipeline import passages
    from searchidx.reading import read, read_file
    from searchidx.speaking import SpeakerSummary

__all__ = [
    "Article",
    "Block",
    "Diagnostic",
    "Explanation",
    "Facet",
    "FacetValue",
    "Hit",
    "Index",
    "Organization",
    "Passage",
    "Quotation",
    "Results",
    "SpeakerSummary",
    "Topic",
    "open",
    "passages",
    "read",
    "read_file",
    "rebuild",
]

_HOMES = {
    "Explanation": "explaining",
    "Index": "index",
    "SpeakerSummary": "speaking",
    "open": "opening",
    "passages": "pipeline",
    "read": "reading",
    "read_file": "reading",
    "rebuild": "opening",
}


def __getattr__(name: str) -> Any:
    # Reading and tagging are slow to import, and a search needs neither.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
