"""Speed, as ratios within one run: CPU seconds, each pair in turn, so that a busy machine hurts both alike."""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import searchidx
from benchmarks.bare import BareTantivy, BareWhoosh
from benchmarks.corpus import passages, queries

WHOOSH_ADDED = 3_000
"""Passages in the comparison of indexing rates with Whoosh, which takes 140 CPU seconds for 70,000."""
WHOOSH_QUERIES = 20


def _cpu(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began


def _best(action: Callable[[], object], times: int = 3) -> float:
    return min(_cpu(action) for _ in range(times))


def search_and_add(count: int, *, whoosh: bool) -> dict[str, float]:
    """Adding and searching, against bare tantivy-py and a plain Whoosh `groupedby` search."""
    corpus = list(passages(count))
    mixed = queries()
    figures: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        searchidx.open(Path(folder) / "i", create=True, engine="tantivy") as index,
    ):
        bare = BareTantivy()
        figures["add: passages per CPU second, bare tantivy"] = count / _cpu(lambda: bare.add(corpus))
        figures["add: passages per CPU second"] = count / _cpu(lambda: index.add_passages(corpus))
        figures["add: ratio to bare tantivy"] = (
            figures["add: passages per CPU second"] / figures["add: passages per CPU second, bare tantivy"]
        )
        ours, same, fewer = [], [], []
        for query in mixed:
            found = bare.query(query)
            topic = {"topic": query.topic} if query.topic else {}
            same.append(_best(lambda found=found: bare.search(found, articles=True)))  # type: ignore[misc]
            ours.append(_best(lambda query=query, topic=topic: index.search(query.text, **topic)))  # type: ignore[misc]
            fewer.append(_best(lambda found=found: bare.search(found, articles=False)))  # type: ignore[misc]
        p50 = statistics.median
        figures["search: p50 ms"] = p50(ours) * 1000
        figures["search: p95 ms"] = sorted(ours)[int(len(ours) * 0.95)] * 1000
        figures["search: p50 ms, bare tantivy, same counts"] = p50(same) * 1000
        figures["search: p50 ms, bare tantivy, passages only"] = p50(fewer) * 1000
        figures["search: p50 to bare tantivy"] = p50(ours) / p50(same)
        if whoosh:
            plain = BareWhoosh()
            plain.add(corpus)
            search = plain.searching()
            some = mixed[:: len(mixed) // WHOOSH_QUERIES]
            slow = p50(_cpu(lambda query=query: search(query)) for query in some)  # type: ignore[misc]
            quick = p50(ours[:: len(mixed) // WHOOSH_QUERIES])
            figures["search: p50 ms, plain Whoosh"] = slow * 1000
            figures["search: times faster than plain Whoosh"] = slow / quick
    return figures


def add_on_whoosh() -> dict[str, float]:
    """Adding on the Whoosh engine, against bare Whoosh."""
    corpus = list(itertools.islice(passages(WHOOSH_ADDED), WHOOSH_ADDED))
    with (
        tempfile.TemporaryDirectory() as folder,
        searchidx.open(Path(folder) / "i", create=True, engine="whoosh") as index,
    ):
        bare = BareWhoosh()
        theirs = WHOOSH_ADDED / _cpu(lambda: bare.add(corpus))
        ours = WHOOSH_ADDED / _cpu(lambda: index.add_passages(corpus))
    return {"add: passages per CPU second, Whoosh engine": ours, "add: Whoosh engine to bare Whoosh": ours / theirs}


def _process(command: list[str]) -> float:
    import resource

    # Installed packages are compiled; a setting that keeps Python from doing so would be measured instead.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cold_start() -> dict[str, float]:
    """Whole processes, against `python -c pass`."""
    command = str(Path(sys.executable).with_name("searchidx"))
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "index")
        with searchidx.open(where, create=True, engine="tantivy") as index:
            index.add_passages(passages(2_000))
        word = queries()[0].text
        rounds = [
            (
                _process([sys.executable, "-c", "pass"]),
                _process([command, "search", word, "--index", where]),
                _process([command, "--help"]),
            )
            for _ in range(12)
        ][1:]
    nothing, search, usage = (statistics.median(column) for column in zip(*rounds, strict=True))
    return {
        "cold: python -c pass, CPU ms": nothing * 1000,
        "cold: search to python -c pass": search / nothing,
        "cold: --help to python -c pass": usage / nothing,
    }
