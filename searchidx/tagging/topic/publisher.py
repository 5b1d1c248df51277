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
# A section or a path is chosen by an editor and outweighs the words, whose weights add up to 1. Keywords come in dozens
# and often name what is only mentioned: it takes several.
SECTION, PATH, KEYWORD = 1.2, 1.0, 0.35
_KEYWORDS_AT_MOST = 3


def declared(
    section: str | None = None, keywords: Iterable[str] = (), url: str | None = None
) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Topic ids, each with a weight and its evidence ("section:Football"), as far as the table knows the names."""
    names = [(SECTION, "section", part) for part in _parts(section)]
    names += [(PATH, "url", step) for step in _steps(url)]
    mapped = [(KEYWORD, "keyword", word) for word in keywords if _normal(word) in _names()]
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    for weight, kind, name in [*names, *mapped[:_KEYWORDS_AT_MOST]]:
        for id in _names().get(_normal(name), ()):
            before, why = found.get(id, (0.0, ()))
            together = before + weight if kind == "keyword" else max(before, weight)
            found[id] = (together, tuple(dict.fromkeys((*why, f"{kind}:{name}"))))
    return found


def _parts(section: str | None) -> list[str]:
    """ "News > Sport > Football" is three names, the whole is one too."""
    return [part.strip() for part in (section, *re.split(r"[>/|;,:]", section))] if section else []


def _steps(url: str | None) -> list[str]:
    """The steps of an address's path that may name a section.

    The last one is made from the headline, unless it is a section and a number ("uk-politics-63912345").
    """
    if not url:
        return []
    try:
        path = urlsplit(url).path
    except ValueError:  # such as an unclosed bracket; a broken address says nothing
        return []
    *steps, last = path.split("/")
    if numbered := re.fullmatch(r"([a-z-]+)-\d{5,}", last):
        steps.append(numbered[1])
    return [step for step in steps if step]


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
