"""searchidx stats"""

from __future__ import annotations

from searchidx.cli.options import DEFAULT_INDEX, IndexPath, Json
from searchidx.cli.output import emit, lines, number

__all__ = ["stats"]


def stats(index: IndexPath = DEFAULT_INDEX, json: Json = False) -> None:
    """Say what an index holds."""
    from searchidx.opening import open as open_index
    from searchidx.records import as_json, date_text

    with open_index(index) as opened:
        found = opened.stats()
    if json:
        emit({"version": 1, **as_json(found)})
        return
    between = " to ".join((date_text(moment) or "unknown")[:10] for moment in (found.earliest, found.latest))
    rows = {
        "index": found.path,
        "engine": found.engine,
        "passages": f"{found.passages:,}",
        "articles": f"{found.articles:,}"
        + (f", among them {number(found.copies, 'near copy', 'near copies')}" if found.copies else ""),
        "files": f"{found.sources:,}" + (f", {found.problems:,} of them unreadable" if found.problems else ""),
        "languages": ", ".join(found.languages) or "none",
        "published": between if found.latest else "unknown",
        "on disk": f"{found.bytes / 1_000_000:,.1f} MB",
    }
    lines(f"{name:10} {value}" for name, value in rows.items())
