"""What a tagger finds before names are resolved: reported words with the words for source and cue."""

from __future__ import annotations

from dataclasses import dataclass

from searchidx.model import Span

__all__ = ["Attribution"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Reported words; `source` and `cue` are None where the text around gives none."""

    contents: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    confidence: float
    rule: str
