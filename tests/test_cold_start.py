"""A search from the terminal starts fast: it imports what it needs, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import searchidx
from tests.conftest import PRESS

SLOW = ("whoosh", "bs4", "lxml", "trafilatura", "numpy", "rich", "sqlite3", "filelock", "jsonschema", "yaml")
OWN = ("searchidx.reading", "searchidx.tagging", "searchidx.pipeline", "searchidx.catalog", "searchidx.writing")

RUN = """
import sys
from searchidx.cli import main
sys.argv[0] = "searchidx"
try:
    main()
finally:
    sys.stderr.write("IMPORTED " + " ".join(sys.modules))
"""


def imported(*arguments: str) -> tuple[str, set[str]]:
    """What a command prints, and every module that it has imported."""
    done = subprocess.run([sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, timeout=60)
    before, _, modules = done.stderr.partition("IMPORTED ")
    assert done.returncode == 0, before
    return done.stdout, set(modules.split())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cold") / "index"
    with searchidx.open(folder, create=True, engine="tantivy") as index:
        index.add_passages(PRESS)
    return folder


@pytest.mark.parametrize("form", [(), ("--format", "json")])
def test_a_search_imports_nothing_slow(path: Path, form: tuple[str, ...]) -> None:
    query = ("search", 'dam OR riv* OR gu?rantees OR "harbour board"', "--speaker", "Amina Okafor")
    printed, modules = imported(*query, "--index", str(path), *form)
    assert "Floods on the" in printed
    assert "tantivy" in modules
    assert modules.isdisjoint(SLOW), sorted(modules.intersection(SLOW))
    assert modules.isdisjoint(OWN), sorted(modules.intersection(OWN))


def test_help_imports_no_engine() -> None:
    printed, modules = imported("--help")
    assert "search" in printed
    assert modules.isdisjoint({*SLOW, *OWN, "tantivy"}), sorted(modules.intersection({*SLOW, *OWN, "tantivy"}))
