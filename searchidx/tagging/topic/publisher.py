"""What the publisher says an article is about: its section, its keywords, the path of its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from searchidx.taxonomy import media_topics

__all__ = ["declared"]

_TABLE = Path(__file__).parents[1] / "data" / "topics_sections.txt"
# A section is chosen by an editor for this article; a path often names a wider desk; keywords come in dozens.
SECTION, PATH, KEYWORD = 1.0, 0.7, 0.35
_KEYWORDS_AT_MOST = 2


def declared(
    section: str | None = None, keywords: Iterable[str] = (), url: str | None = None
) -> dict[str, tuple[float, str]]:
    """Topic ids, each with a weight from 0 to 1 and its evidence ("section:Football"), as far as names are known."""
    found: dict[str, tuple[float, str]] = {}
    names = [(SECTION, "section", part) for part in _parts(section)]
    names += [(PATH, "url", step) for step in _steps(url)]
    mapped = [(KEYWORD, "keyword", word) for word in keywords if _names().get(_normal(word))]
    for weight, kind, name in [*names, *mapped[:_KEYWORDS_AT_MOST]]:
        for id in _names().get(_normal(name), ()):
            if id not in found:
                found[id] = (weight, f"{kind}:{name}")
    return found


def _parts(section: str | None) -> list[str]:
    """ "News > Sport > Football" is three names, the whole is one too."""
    return [section, *re.split(r"[>/|;,:]", section)] if section else []


def _steps(url: str | None) -> list[str]:
    """The steps of an address's path but the last, which is made from the headline."""
    if not url:
        return []
    try:
        path = urlsplit(url).path
    except ValueError:  # such as an unclosed bracket; a broken address says nothing
        return []
    return [step for step in path.split("/")[:-1] if step]


def _normal(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.lower()))


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Topic ids by normalised name."""
    names: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        slug, _, listed = line.partition(":")
        id = media_topics().resolve(slug)
        if id is None:
            raise LookupError(f"{_TABLE.name}: there is no topic '{slug}'")
        for name in listed.split(","):
            names[_normal(name)] = (*names.get(_normal(name), ()), id)
    return names
