"""The trained network in numpy: scores of labels and entities for every token, and the best labels of a paragraph.

Architecture (see `training/speakers/`): word, prefix, suffix, shape and flags, mixed by two dense layers; the state of
the quotation marks; residual convolutions of width 3 over normed inputs; a linear-chain CRF and a softmax.

Arrays have a column for each token, so that every step runs along memory.
"""

from __future__ import annotations

import importlib.resources
import io
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from searchidx.tagging.quotation.features import FLAGS, word_features
from searchidx.tagging.quotation.tokens import Integers, TokenMemory, Tokens

__all__ = ["Floats", "Network", "packaged_network"]

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

_WINDOW = 1000
"""Tokens that go through the layers at once: few enough for the caches of processors, and with the reach of the layers,
by which the windows of longer texts overlap, no multiple of 16, at which copies between rows are slow."""
_WORDS = 4096
"""New words that are learned at once, which bounds what a text of nothing else takes."""
_LONGEST_CHAIN = 1024
"""Longer paragraphs are decoded in pieces."""
_CHAINS = 512
_EPSILON = 1e-5


class Network:
    """Weights, and the memory of the words met so far. Not safe for threads that share one."""

    def __init__(self, content: bytes) -> None:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        words = arrays.pop("vocabulary").tobytes().decode("utf-8").split("\n")
        self.vocabulary = {word: number for number, word in enumerate(words, 2)}
        self.dilations: list[int] = [int(d) for d in arrays.pop("dilations")]
        self.weights: dict[str, Floats] = {}
        for name, value in arrays.items():
            if name.endswith(".q"):
                scale = arrays[name[:-2] + ".s"]
                self.weights[name[:-2]] = np.ascontiguousarray(value.astype(np.float32) * scale)
            elif not name.endswith(".s"):
                self.weights[name] = value.astype(np.float32)
        self.width = int(self.weights["mix2"].shape[1])
        self.reach = sum(self.dilations)
        self._layers = [self._folded(number) for number in range(len(self.dilations))]
        self._states = np.ascontiguousarray(self.weights["state"].T)
        self._transitions = np.stack([self.weights["transitions"], self.weights["transitions"].T])[..., None]
        self._edges = np.stack([self.weights["first"], self.weights["last"]])[..., None]
        self._heads = np.ascontiguousarray(np.concatenate([self.weights["labels"], self.weights["entities"]], 1).T)
        self._heads_bias = np.concatenate([self.weights["labels_bias"], self.weights["entities_bias"]])[:, None]
        self._mean: Floats = np.full(self.width, 1 / self.width, np.float32)
        self._memory = TokenMemory()
        self._vectors: Floats = np.zeros((4096, self.width), np.float32)
        self._known = 0
        most = _WINDOW + 2 * self.reach
        self._nothing: Floats = np.zeros(self.width * most, np.float32)
        self._space: Floats = np.empty((5 * self.width + 3) * most, np.float32)
        """Written over by every window."""
        # The products are too small to gain from several threads, which only burn time in waiting for each other.
        self._libraries = [one for one in ThreadpoolController().lib_controllers if one.user_api == "blas"]

    def _folded(self, number: int) -> Floats:
        """The weights of a layer, its norm multiplied in; the last three columns are for the rows of `_window`'s marks.

        That the norm takes the mean off its inputs is left to weights without a mean of their own.
        """
        scale, shift = self.weights[f"norm{number}"], self.weights[f"norm{number}_bias"]
        weights = self.weights[f"conv{number}"].reshape(3, self.width, -1)
        scaled = weights * scale[:, None]
        scaled = scaled - scaled.mean(1, keepdims=True)
        left, here, right = shift @ weights
        bias = self.weights[f"conv{number}_bias"] + left + here + right
        joined = np.concatenate([scaled.reshape(3 * self.width, -1), [-left, -right, bias]])
        return np.ascontiguousarray(joined.T)

    @contextmanager
    def one_thread(self) -> Iterator[None]:
        """A context in which the products of arrays take one thread."""
        before = [library.num_threads for library in self._libraries]
        try:
            for library in self._libraries:
                library.set_num_threads(1)
            yield
        finally:
            for library, threads in zip(self._libraries, before, strict=True):
                library.set_num_threads(threads)

    def make_room(self) -> None:
        """Begin the memory of words anew where it is full; tokens from before are of no use then."""
        if self._memory.is_full:
            self._memory = TokenMemory()
            self._known = 0

    def tokens(self, text: str) -> Tokens:
        """The tokens of a text, as `scores` takes them."""
        found = self._memory.read(text)
        while self._known < len(self._memory.forms):
            self._remember(self._memory.forms[self._known : self._known + _WORDS])
        return found

    def _remember(self, words: Sequence[str]) -> None:
        found = [word_features(word, self.vocabulary) for word in words]
        *numbers, flags = zip(*found, strict=True)
        tables = ("word", "prefix", "suffix", "shape")
        p = self.weights
        parts = [p[table][np.array(ids)] for table, ids in zip(tables, numbers, strict=True)]
        marked = np.frombuffer(b"".join(map(bytes, flags)), np.uint8).reshape(-1, FLAGS)
        x = np.concatenate([*parts, marked.astype(np.float32)], 1)
        x = np.maximum(x @ p["mix1"] + p["mix1_bias"], 0) @ p["mix2"] + p["mix2_bias"]
        first = self._known
        self._known += len(words)
        while self._known > len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        self._vectors[first : self._known] = x

    def scores(self, forms: Integers, states: Bytes) -> Floats:
        """The scores of the labels and, below them, of the entities; `states` are those of the quotation marks."""
        total = len(forms)
        found = np.empty((len(self._heads), total), np.float32)
        for start in range(0, total, _WINDOW):
            end = min(total, start + _WINDOW)
            low, high = max(0, start - self.reach), min(total, end + self.reach)
            part = self._window(forms[low:high], states[low:high])
            found[:, start:end] = part[:, start - low : end - low]
        return found

    def _window(self, forms: Integers, states: Bytes) -> Floats:
        n, width = len(forms), self.width
        # Whole arrays without gaps are what numpy is quickest at.
        rows = self._space[: (5 * width + 3) * n].reshape(-1, n)
        x, z, wide = rows[:width], rows[width : 2 * width], rows[2 * width :]
        nothing = self._nothing[: width * n].reshape(width, n)
        before, here, after = wide[:width], wide[width : 2 * width], wide[2 * width : 3 * width]
        # What a layer adds where nothing stands before, where nothing stands after, and everywhere.
        marks = wide[3 * width :]
        marks[:2], marks[2] = 0, 1
        np.matmul(self._states, (np.arange(self._states.shape[1])[:, None] == states).astype(np.float32), out=x)
        np.add(x, self._vectors[forms].T, out=x)
        for dilation, weights in zip(self.dilations, self._layers, strict=True):
            by = min(dilation, n)
            mean = self._mean @ x
            variance = np.maximum(self._mean @ np.multiply(x, x, out=z) - mean * mean, 0)
            np.multiply(x, 1 / np.sqrt(variance + np.float32(_EPSILON)), out=here)
            before[:, :by] = 0
            before[:, by:] = here[:, : n - by]
            after[:, n - by :] = 0
            after[:, : n - by] = here[:, by:]
            marks[0, :by] = 1
            marks[1, n - by :] = 1
            np.matmul(weights, wide, out=z)
            np.maximum(z, nothing, out=z)
            np.add(x, z, out=x)
        scores: Floats = self._heads @ x + self._heads_bias
        return scores

    def best_labels(self, scores: Floats, starts: Integers, ends: Integers) -> Integers:
        """The best label of every token of the chains, each from a start to its end; 0 for tokens of none.

        A label is best by what the best path through it scores, from the chain's start and from its end at once.
        """
        found = np.zeros(scores.shape[1], np.int64)
        pieces = np.maximum(-((starts - ends) // _LONGEST_CHAIN), 1)
        starts, ends = np.repeat(starts, pieces), np.repeat(ends, pieces)
        starts = starts + _LONGEST_CHAIN * (np.arange(len(starts)) - np.repeat(np.cumsum(pieces) - pieces, pieces))
        ends = np.minimum(ends, starts + _LONGEST_CHAIN)
        longest_first = np.argsort(starts - ends, kind="stable")
        for low in range(0, len(longest_first), _CHAINS):
            some = longest_first[low : low + _CHAINS]
            self._decode(scores, starts[some], ends[some], found)
        return found

    def _decode(self, scores: Floats, starts: Integers, ends: Integers, found: Integers) -> None:
        """Write the best labels of chains that come longest first, so that those still running are the first ones."""
        steps = np.arange(ends[0] - starts[0])[:, None]
        running = steps < ends - starts
        onward, back = (starts + steps)[running], (ends - 1 - steps)[running]
        own = scores.take(onward, 1)
        best = np.stack([own, scores.take(back, 1)])
        best[:, :, : len(starts)] += self._edges
        paths = np.empty((*self._transitions.shape[:3], len(starts)), np.float32)
        before = at = 0
        for count in running.sum(1).tolist():
            if at:
                here, into = best[:, :, at : at + count], paths[..., :count]
                np.add(best[:, :, None, before : before + count], self._transitions, out=into)
                np.add(here, np.maximum.reduce(into, 1), out=here)
            before, at = at, at + count
        # What was found from the end, in the order of what was found from the start.
        found[back] = np.arange(len(back))
        total = best[0] + best[1].take(found[onward], 1) - own
        found[onward] = total.argmax(0)


_of_thread = threading.local()


def packaged_network() -> Network:
    """The network whose weights come with the package, read once in each thread: it remembers the words it has seen."""
    network: Network | None = getattr(_of_thread, "network", None)
    if network is None:
        content = importlib.resources.files("searchidx.tagging.data").joinpath("speakers_model.npz").read_bytes()
        network = _of_thread.network = Network(content)
    return network
