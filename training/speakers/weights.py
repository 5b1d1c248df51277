"""Write the weights as the tagger reads them: eight-bit integers with one scale a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

__all__ = ["save"]


def save(
    path: Path, parameters: Mapping[str, np.ndarray], vocabulary: Mapping[str, int], dilations: Sequence[int]
) -> None:
    """`vocabulary` numbers its words from 2 on, without a gap. Vectors stay as they are, tables become integers."""
    words = sorted(vocabulary, key=vocabulary.__getitem__)
    arrays: dict[str, np.ndarray] = {
        "dilations": np.array(dilations, np.int64),
        "vocabulary": np.frombuffer("\n".join(words).encode("utf-8"), np.uint8),
    }
    for name, value in parameters.items():
        if _is_table(value):
            arrays[f"{name}.q"], arrays[f"{name}.s"] = _integers(value)
        else:
            arrays[name] = value.astype(np.float32)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)
    print(path, path.stat().st_size, "bytes")


def _is_table(value: np.ndarray) -> bool:
    return value.ndim == 2 and value.size > 1000


def _integers(value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scale = np.abs(value).max(0) / 127 + 1e-12
    return np.round(value / scale).astype(np.int8), scale.astype(np.float32)
