"""Which engines there are, and which can be used here."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

import searchidx.engines
from searchidx.errors import EngineUnavailableError


def without(*missing: str) -> object:
    return lambda name: None if name in missing else find_spec(name)


def test_both_are_available_and_tantivy_is_preferred() -> None:
    assert searchidx.engines.available() == ["tantivy", "whoosh"]
    assert searchidx.engines.engine().name == "tantivy"
    assert searchidx.engines.engine("whoosh").name == "whoosh"


def test_whoosh_stands_in_where_tantivy_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchidx.engines, "find_spec", without("tantivy"))
    assert searchidx.engines.engine().name == "whoosh"
    with pytest.raises(EngineUnavailableError, match="'tantivy' is not installed here: install the package tantivy"):
        searchidx.engines.engine("tantivy")


def test_none_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchidx.engines, "find_spec", without("tantivy", "whoosh"))
    with pytest.raises(EngineUnavailableError, match="install tantivy or whoosh"):
        searchidx.engines.engine()


def test_an_unknown_engine() -> None:
    with pytest.raises(EngineUnavailableError, match="no engine 'lucene': choose from tantivy, whoosh"):
        searchidx.engines.engine("lucene")
