"""The trained network in numpy: scores of labels and entities for every token, and the best labels of a paragraph.

Architecture (see `training/speakers/`): word, prefix, suffix, shape and flags, mixed by two dense layers; the state of
the quotation marks; residual convolutions of width 3 over normed inputs; a linear-chain CRF and a softmax.
"""

from __future__ import annotations

import importlib.resources
import io
import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from searchidx.tagging.quotation.features import FLAGS, word_features

__all__ = ["Network", "packaged_network"]

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

_WINDOW = 4096
"""Tokens that go through the layers at once; longer texts overlap by the reach of the layers, which changes nothing."""
_LONGEST_CHAIN = 1024
"""Longer paragraphs are decoded in pieces."""
_REMEMBERED = 60_000
"""Word forms whose vectors are kept; when there are more, the memory starts anew."""
_CHAINS = 256
_EPSILON = 1e-5


class Network:
    """Weights, and the memory of the words met so far. Not safe for threads that share one."""

    def __init__(self, content: bytes) -> None:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        words = arrays.pop("vocabulary").tobytes().decode("utf-8").split("\n")
        self._vocabulary = {word: number for number, word in enumerate(words, 2)}
        self._dilations: list[int] = [int(d) for d in arrays.pop("dilations")]
        self._p: dict[str, Floats] = {}
        for name, value in arrays.items():
            if name.endswith(".q"):
                scale = arrays[name[:-2] + ".s"]
                self._p[name[:-2]] = np.ascontiguousarray(value.astype(np.float32) * scale)
            elif not name.endswith(".s"):
                self._p[name] = value.astype(np.float32)
        self.width = int(self._p["mix2"].shape[1])
        self.reach = sum(self._dilations)
        self._layers = [self._folded(number) for number in range(len(self._dilations))]
        self._number_of: dict[str, int] = {}
        self._vectors: Floats = np.zeros((4096, self.width), np.float32)
        self._threads = ThreadpoolController()
        self._mean: Floats = np.full(self.width, 1 / self.width, np.float32)

    def _folded(self, number: int) -> tuple[Floats, Floats, Floats]:
        """A layer with its norm multiplied in: weights, bias, and the row that stands for "nothing there"."""
        scale, shift = self._p[f"norm{number}"], self._p[f"norm{number}_bias"]
        weights = self._p[f"conv{number}"]
        safe = np.where(np.abs(scale) < 1e-6, np.float32(1e-6), scale)
        bias = self._p[f"conv{number}_bias"] + np.tile(shift, 3) @ weights
        return np.ascontiguousarray(weights * np.tile(safe, 3)[:, None]), bias, (-shift / safe).astype(np.float32)

    def _remember(self, words: Sequence[str]) -> None:
        found = [word_features(word, self._vocabulary) for word in words]
        ids = np.array([f[:4] for f in found], np.int64)
        flags = np.array([f.flags for f in found], np.float32).reshape(-1, FLAGS)
        p = self._p
        x = np.concatenate(
            [p["word"][ids[:, 0]], p["prefix"][ids[:, 1]], p["suffix"][ids[:, 2]], p["shape"][ids[:, 3]], flags], 1
        )
        x = np.maximum(x @ p["mix1"] + p["mix1_bias"], 0) @ p["mix2"] + p["mix2_bias"]
        first = len(self._number_of)
        while first + len(words) > len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        self._vectors[first : first + len(words)] = x
        self._number_of.update(zip(words, range(first, first + len(words)), strict=True))

    def _embedded(self, words: Sequence[str]) -> Floats:
        unknown = [word for word in dict.fromkeys(words) if word not in self._number_of]
        if unknown and len(self._number_of) + len(unknown) > _REMEMBERED:
            self._number_of.clear()
            unknown = list(dict.fromkeys(words))
        if unknown:
            self._remember(unknown)
        numbers = self._number_of
        return self._vectors[np.fromiter((numbers[word] for word in words), np.int64, len(words))]

    def scores(self, words: Sequence[str], states: Sequence[int]) -> tuple[Floats, Floats]:
        """The scores of labels and of entities, one row a token; `states` are those of the quotation marks."""
        # The products are too small to gain from several threads, which only burn time in waiting for each other.
        with self._threads.limit(limits=1, user_api="blas"):
            return self._in_windows(words, states)

    def _in_windows(self, words: Sequence[str], states: Sequence[int]) -> tuple[Floats, Floats]:
        total = len(words)
        if total <= _WINDOW:
            return self._scores(words, states)
        labels, entities = [], []
        for start in range(0, total, _WINDOW):
            end = min(total, start + _WINDOW)
            low, high = max(0, start - self.reach), min(total, end + self.reach)
            one, other = self._scores(words[low:high], states[low:high])
            labels.append(one[start - low : end - low])
            entities.append(other[start - low : end - low])
        return np.concatenate(labels), np.concatenate(entities)

    def _scores(self, words: Sequence[str], states: Sequence[int]) -> tuple[Floats, Floats]:
        p, width = self._p, self.width
        x: Floats = self._embedded(words) + p["state"][np.asarray(states, np.int64)]
        n = len(x)
        wide = np.empty((n, 3 * width), np.float32)
        root = np.float32(width**0.5)
        epsilon = np.float32(_EPSILON * width)
        for dilation, (weights, bias, nothing) in zip(self._dilations, self._layers, strict=True):
            by = min(dilation, n)
            y = wide[:, width : 2 * width]
            np.subtract(x, (x @ self._mean)[:, None], out=y)
            norm = np.einsum("ij,ij->i", y, y)
            y *= (root / np.sqrt(norm + epsilon))[:, None]
            wide[:by, :width] = nothing
            wide[by:, :width] = y[: n - by]
            wide[n - by :, 2 * width :] = nothing
            wide[: n - by, 2 * width :] = y[by:]
            z = wide @ weights
            z += bias
            np.maximum(z, 0, out=z)
            x += z
        labels: Floats = x @ p["labels"] + p["labels_bias"]
        entities: Floats = x @ p["entities"] + p["entities_bias"]
        return labels, entities

    def best_labels(self, chains: Sequence[Floats]) -> list[Numbers]:
        """The best labels of each chain of scores (Viterbi), many chains at a time."""
        pieces = [
            (number, start) for number, chain in enumerate(chains) for start in range(0, len(chain), _LONGEST_CHAIN)
        ]
        parts = [chains[number][start : start + _LONGEST_CHAIN] for number, start in pieces]
        order = sorted(range(len(parts)), key=lambda i: -len(parts[i]))
        found = [np.zeros(len(chain), np.int64) for chain in chains]
        for first in range(0, len(order), _CHAINS):
            some = order[first : first + _CHAINS]
            for i, labels in zip(some, self._decoded([parts[i] for i in some]), strict=True):
                number, start = pieces[i]
                found[number][start : start + len(labels)] = labels
        return found

    def _decoded(self, chains: list[Floats]) -> list[Numbers]:
        """Viterbi over chains that come longest first; the ones still running are the first columns."""
        between, start, last = self._p["transitions"], self._p["first"], self._p["last"]
        lengths = np.array([len(chain) for chain in chains])
        longest, k = int(lengths[0]), len(start)
        scores = np.zeros((longest, k, len(chains)), np.float32)
        for column, chain in enumerate(chains):
            scores[: len(chain), :, column] = chain
        running = (lengths[None, :] > np.arange(longest)[:, None]).sum(1).tolist()
        best = scores
        best[0] += start[:, None]
        spread = between[:, :, None]
        for t in range(1, longest):
            r = running[t]
            best[t, :, :r] += (best[t - 1, :, None, :r] + spread).max(0)
        labels = np.zeros((longest, len(chains)), np.int64)
        current = np.zeros(len(chains), np.int64)
        into = np.ascontiguousarray(between)
        for t in range(longest - 1, -1, -1):
            r = running[t]
            onward = running[t + 1] if t + 1 < longest else 0
            final = best[t, :, :r].copy()
            if onward:
                final[:, :onward] += into[:, current[:onward]]
            if r > onward:
                final[:, onward:] += last[:, None]
            current[:r] = final.argmax(0)
            labels[t, :r] = current[:r]
        return [labels[:length, column] for column, length in enumerate(lengths.tolist())]


_of_thread = threading.local()


def packaged_network() -> Network:
    """The network whose weights come with the package, read once in each thread: it remembers the words it has seen."""
    network: Network | None = getattr(_of_thread, "network", None)
    if network is None:
        content = importlib.resources.files("searchidx.tagging.data").joinpath("speakers_model.npz").read_bytes()
        network = _of_thread.network = Network(content)
    return network
