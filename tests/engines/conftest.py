from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pytest

import searchidx.engines
from searchidx.engines.base import Clause, Document, Engine, EngineReader


@pytest.fixture(scope="session", params=searchidx.engines.ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Every engine in turn: whatever is said with this fixture holds for all of them."""
    return searchidx.engines.engine(request.param)


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> Path:
    """An empty index."""
    engine.create(tmp_path)
    return tmp_path


Build = Callable[[Iterable[Document]], EngineReader]


@pytest.fixture
def build(engine: Engine, folder: Path) -> Build:
    """Adds documents to the index in one commit and opens it."""

    def build(documents: Iterable[Document]) -> EngineReader:
        write(engine, folder, add=documents)
        return engine.reader(folder)

    return build


def write(
    engine: Engine,
    folder: Path,
    *,
    delete: Mapping[str, Sequence[str]] | None = None,
    add: Iterable[Document] = (),
) -> None:
    """One batch: deletions, then additions, then a commit."""
    writer = engine.writer(folder)
    try:
        for field, values in (delete or {}).items():
            writer.delete(field, values)  # type: ignore[arg-type]
        writer.add(add)
        writer.commit()
    finally:
        writer.close()


def document(
    name: str,
    text: str = "",
    *,
    article: str | None = None,
    number: int | None = None,
    date: int | None = None,
    url: str | None = None,
    terms: Mapping[str, str] | None = None,
    **values: Sequence[str],
) -> Document:
    """A document named after its article: "a1/2" is a passage of article "a1". Its text is indexed as words too."""
    article = article or name.partition("/")[0]
    fields = dict(terms or {})
    if text:
        fields["text"] = text
        fields["text_words"] = " ".join(dict.fromkeys(text.split(" ")))
    return Document(
        id=name,
        article=article,
        article_number=sum(article.encode()) if number is None else number,
        stored=name,
        terms=fields,
        values=values,
        date=date,
        url=url,
    )


def found(reader: EngineReader, clause: Clause) -> set[str]:
    """The ids of all documents that match; `document` stores the id."""
    return set(reader.stored(reader.search(clause, limit=max(1, reader.size)).keys))


def ranked(reader: EngineReader, clause: Clause, **options: object) -> list[str]:
    """The ids of the documents that match, in order."""
    return reader.stored(reader.search(clause, **{"limit": 100, **options}).keys)  # type: ignore[arg-type]
