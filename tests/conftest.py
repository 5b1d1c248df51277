"""What all tests share: a small press review of our own, as passages and as an index on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import searchidx
from searchidx import Index, Passage, Quotation

ENGINES = ("tantivy", "whoosh")


def passage(id: str, text: str, **fields: object) -> Passage:
    """A passage whose article is the part of its id before the dash; quotations as (quoted words, speaker)."""
    article = id.split("-")[0]
    quotations = []
    for words, speaker in fields.pop("said", ()):  # type: ignore[attr-defined]
        start = text.index(words)
        quotations.append(Quotation(spans=((start, start + len(words)),), kind="direct", speaker=speaker))
    return Passage(id=id, article_id=article, text=text, quotations=tuple(quotations), **fields)  # type: ignore[arg-type]


PRESS = (
    passage(
        "a-0",
        "“The dam will hold,” said Amina Okafor. The Harbour Board warned of floods.",
        title="Floods on the river",
        speakers=("Amina Okafor",),
        organizations=("Harbour Board",),
        topics=("medtop:03000000",),
        published=datetime(2026, 3, 1),
        publisher="The Daily Ford",
        authors=("Zoë Brandt",),
        language="en",
        said=(("“The dam will hold,”", "Amina Okafor"),),
    ),
    passage(
        "a-1",
        "“Nobody asked us about the dam,” Petr Novák told reporters; “we will leave,” Okafor answered him.",
        ordinal=1,
        title="Floods on the river",
        heading="Villagers leave",
        speakers=("Petr Novák", "Amina Okafor"),
        topics=("medtop:03000000", "medtop:14000000"),
        published=datetime(2026, 3, 1),
        publisher="The Daily Ford",
        authors=("Zoë Brandt",),
        language="en",
        said=(("“Nobody asked us about the dam,”", "Petr Novák"), ("“we will leave,”", "Amina Okafor")),
    ),
    passage(
        "b-0",
        "The Harbour Board bought two pumps. Its shares rose in Łódź and at the Élysée café.",
        title="Board buys pumps",
        organizations=("Harbour Board", "Élysée Pumps"),
        topics=("medtop:04000000",),
        published=datetime(2026, 4, 15),
        publisher="Ledger",
        language="en",
    ),
    passage(
        "c-0",
        "To be or not to be was the question at the river theatre. The river was low; the river was slow.",
        title="A play by the river",
        organizations=("River Theatre",),
        topics=("medtop:01000000",),
        published=datetime(2026, 4, 30, 20, 15),
        publisher="Ledger",
        language="en",
    ),
    passage("d-0", "An undated note about guarantees, U.S. pumps and 15,000 men.", title="A note"),
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture(scope="session", params=ENGINES)
def press(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The press review, on each engine in turn; not to be changed."""
    folder = tmp_path_factory.mktemp("press") / "index"
    with searchidx.open(folder, create=True, engine=request.param) as index:
        index.add_passages(PRESS)
        yield index


@pytest.fixture
def index(tmp_path: Path, engine: str) -> Iterator[Index]:
    """An empty index on each engine in turn."""
    with searchidx.open(tmp_path / "index", create=True, engine=engine) as opened:
        yield opened


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The sample articles."""
    return Path(__file__).parent.parent / "seeds"
