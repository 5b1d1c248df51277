"""The values of the facets of one state of an index, and which of them a few typed words mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from searchidx import analysis
from searchidx.engines.base import EngineReader
from searchidx.matching import places_of, wildcard, within_edits
from searchidx.query import ast
from searchidx.query.resolve import Leaf
from searchidx.taxonomy import Taxonomy

__all__ = ["FacetValues"]


class FacetValues:
    """The values of one facet, with how many passages have each."""

    def __init__(self, reader: EngineReader, facet: str, taxonomy: Taxonomy) -> None:
        self._reader = reader
        self.name = facet
        self._taxonomy = taxonomy

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Every value and its number of passages."""
        return dict(self._reader.vocabulary(self.name))

    @cached_property
    def _words(self) -> Mapping[str, Sequence[str]]:
        return {value: analysis.words(self.label(value)) for value in self.counts}

    def label(self, value: str) -> str:
        """What a person reads: the name itself, or what a topic is called."""
        concept = self._taxonomy.get(value) if self.name == "topic" else None
        return concept.label if concept else value

    def meant_by(self, node: Leaf) -> tuple[str, ...]:
        """The values in whose words (not stemmed) the node matches, as it would in a text that holds nothing else."""
        if isinstance(node, ast.Word) and node.text in self.counts:
            return (node.text,)
        accepts: Callable[[Sequence[str]], bool]
        match node:
            case ast.Word(text) | ast.Phrase(text):
                wanted = analysis.words(text)
                slop = node.slop if isinstance(node, ast.Phrase) else 0
                accepts = lambda words: any(places_of(wanted, words, slop))  # noqa: E731
            case ast.Prefix(text):
                prefix = analysis.fold(text)
                accepts = lambda words: any(word.startswith(prefix) for word in words)  # noqa: E731
            case ast.Wildcard(pattern):
                fits = wildcard(analysis.fold(pattern))
                accepts = lambda words: any(map(fits, words))  # noqa: E731
            case ast.Fuzzy(text, distance):
                near = within_edits(analysis.fold(text), distance)
                accepts = lambda words: any(map(near, words))  # noqa: E731
        return tuple(value for value, words in self._words.items() if accepts(words))
