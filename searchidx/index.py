"""An open index: filled, asked, checked, closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, TypeVar

from searchidx.customization import taxonomy_of
from searchidx.engines.base import Sort
from searchidx.errors import QueryError, StoreError
from searchidx.fields import DEFAULT_FACETS
from searchidx.filters import Filters, Moment, Values
from searchidx.model import Article, Facet, Hit, Passage, Results, Suggestion
from searchidx.searching import Searcher
from searchidx.state import held, open_state, retried, size, view_of
from searchidx.storage import Settings, Storage, storage_errors
from searchidx.taxonomy import Taxonomy

if TYPE_CHECKING:
    from searchidx.catalog import Catalog
    from searchidx.checking import CheckReport, Stats
    from searchidx.explaining import Explanation
    from searchidx.speaking import SpeakerSummary
    from searchidx.tagging.topic.model import TopicModel
    from searchidx.writing import Progress, UpdateReport, Writer

__all__ = ["LOCK_SECONDS", "Index"]

T = TypeVar("T")

LOCK_SECONDS = 60.0
"""How long a writer waits for another one to finish."""


class Index:
    """An open index. Use it as a context manager, or call `close`.

    Questions see the state at the time of opening, of the last change through this object, or of the last `refresh`.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage, (_, view) = open_state(storage)
        self._newest: Searcher | None = view

    @property
    def _view(self) -> Searcher:
        if self._newest is None:
            raise StoreError(f"the index at {self.path} is closed: open it again")
        return self._newest

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the files, once nobody uses them. Everything that was added is committed already."""
        self._newest = None

    def refresh(self) -> None:
        """See what other processes have committed since. Questions that threads are asking go on where they began."""
        if self._newest is not None:
            self._storage, (_, self._newest) = open_state(self._storage.reopened())

    @property
    def path(self) -> Path:
        """The folder of the index."""
        return self._storage.folder

    @property
    def settings(self) -> Settings:
        """Which engine, analysis and languages it has."""
        return self._storage.settings

    @property
    def engine(self) -> str:
        """Name of the engine."""
        return self._storage.settings.engine

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics that its articles are given, with their labels and slugs."""
        return taxonomy_of(self._storage)

    # Filling

    def _writer(self, wait: float, command: str = "") -> Writer:
        from searchidx.writing import Writer

        return Writer(self._storage, wait=wait, command=command)

    def add(self, articles: Iterable[Article], *, wait: float = LOCK_SECONDS) -> int:
        """Split, tag and add articles; one whose id the index knows is replaced. How many passages were added.

        Raises IndexLockedError where another process is still writing after `wait` seconds.
        """
        from searchidx.pipeline import passages

        added = 0
        with self._writer(wait) as writer:
            for article in articles:
                own = passages(article, writer.options)
                writer.add_article(article, own)
                added += len(own)
                writer.commit_if_due()
            writer.finish()
        self.refresh()
        return added

    def add_passages(self, passages: Iterable[Passage], *, wait: float = LOCK_SECONDS) -> int:
        """Add passages as they are, tags included; one whose id the index knows is replaced. How many were added."""
        with self._writer(wait) as writer:
            added = writer.add_passages(passages)
            writer.finish()
        self.refresh()
        return added

    def update(
        self,
        paths: Iterable[str | Path],
        *,
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        prune: bool = False,
        mapping: Mapping[str, str] | None = None,
        workers: int = 1,
        on_progress: Callable[[Progress], None] | None = None,
        wait: float = LOCK_SECONDS,
    ) -> UpdateReport:
        """Bring the index up to date with files and folders.

        Files whose content is unchanged are skipped, changed ones replaced; with `prune`, files below `paths` that are
        gone are dropped. What cannot be read is in the report's `problems`, and the rest goes on. `include` and
        `exclude` are patterns such as "*.html". `mapping` names the field of JSON records that fills a field of an
        article, {"title": "headline"}; with another mapping, files are read again. Interrupted at any moment, the index
        holds the last committed batch, and running the same again completes the work.

        With several `workers`, so many processes read, split and tag, and this one writes what they find in the order
        of the files: the index is the same. They are started afresh, so a program that asks for them has to be a file
        whose work stands below `if __name__ == "__main__"`.

        Raises SchemaError, before anything is changed, where the mapping names what is no field.
        """
        from searchidx.reading import check_mapping
        from searchidx.writing import update

        check_mapping(mapping or {})
        if workers < 1:
            raise ValueError(f"there have to be 1 or more workers, not {workers}")
        with self._writer(wait) as writer:
            report = update(
                writer,
                [Path(path) for path in paths],
                include=include,
                exclude=exclude,
                prune=prune,
                mapping=mapping,
                workers=workers,
                on_progress=on_progress,
            )
        self.refresh()
        return report

    def remove(self, article_ids: Iterable[str], *, wait: float = LOCK_SECONDS) -> int:
        """Remove articles with their passages; how many of these the index knew."""
        with self._writer(wait) as writer:
            removed = sum(writer.remove_article(article_id) for article_id in article_ids)
            writer.finish()
        self.refresh()
        return removed

    def train_topics(
        self, *, on_progress: Callable[[int], None] | None = None, wait: float = LOCK_SECONDS
    ) -> TopicModel:
        """Learn from the articles whose topic is clear which other words tell of each topic here.

        The model is kept with the index and used once it is built anew: see `rebuild`. `on_progress` is called with
        the number of articles read. TopicModelError where fewer than 100 articles have a clear topic.
        """
        from searchidx.customization import train_topic_model

        return train_topic_model(self._storage, wait=wait, on_progress=on_progress)

    # Asking

    def search(
        self,
        query: str = "*",
        *,
        speaker: Values = None,
        organization: Values = None,
        topic: Values = None,
        where: Mapping[str, Values] | None = None,
        exclude: Mapping[str, Values] | None = None,
        since: Moment = None,
        until: Moment = None,
        match: Literal["all", "any"] = "all",
        sort: Sort = "relevance",
        group_by: Literal["article"] | None = None,
        collapse: bool = False,
        facets: Sequence[str] = DEFAULT_FACETS,
        facet_values: int = 10,
        limit: int = 10,
        cursor: str | None = None,
    ) -> Results:
        """The passages that match, best first, with facets over all of them.

        `query` is text in the query language; "*" is everything. `speaker`, `organization` and `topic` are short for
        entries of `where`, which selects facet values: several of one facet mean any of them, different facets all
        hold. `exclude` leaves values out. `since` and `until` are days, both included, as text ("2025-03", "30d") or as
        dates. With `match="all"` every word must occur; where no passage has all, any will do and `Results.relaxed`
        says so.
        `sort` is "relevance", "date" (newest first) or "-date". With `group_by="article"` each article shows its best
        passage. With `collapse`, of articles that are near copies of one another the best is shown alone, and
        `Hit.copies` says how many others match; what is counted does not change.
        `facets` are counted with `facet_values` values each. `limit` hits a page; `cursor` of the previous
        page gives the next one.

        Raises QueryError (with `diagnostics`), UnknownFieldError, CursorError.
        """
        wanted = _joined(where, speaker=speaker, organization=organization, topic=topic)
        return self._view.search(
            query,
            Filters(wanted, exclude or {}, since, until, match),
            sort=sort,
            group_by=group_by,
            collapse=collapse,
            facets=facets,
            facet_values=facet_values,
            limit=limit,
            cursor=cursor,
        )

    def facets(
        self,
        query: str = "*",
        by: str | Sequence[str] = DEFAULT_FACETS,
        *,
        where: Mapping[str, Values] | None = None,
        exclude: Mapping[str, Values] | None = None,
        since: Moment = None,
        until: Moment = None,
        match: Literal["all", "any"] = "all",
        top: int = 10,
    ) -> tuple[Facet, ...]:
        """How often the values of each facet in `by` occur in what matches, the `top` most frequent of each."""
        names = (by,) if isinstance(by, str) else by
        return self._view.facets(query, names, Filters(where or {}, exclude or {}, since, until, match), top=top)

    def speakers(
        self,
        query: str = "*",
        *,
        where: Mapping[str, Values] | None = None,
        exclude: Mapping[str, Values] | None = None,
        since: Moment = None,
        until: Moment = None,
        match: Literal["all", "any"] = "all",
        top: int = 10,
    ) -> tuple[SpeakerSummary, ...]:
        """Who speaks in what matches, the `top` most frequent, each with dates and the best quotation."""
        return self._view.speakers(query, Filters(where or {}, exclude or {}, since, until, match), top=top)

    def export(
        self,
        query: str = "*",
        *,
        where: Mapping[str, Values] | None = None,
        exclude: Mapping[str, Values] | None = None,
        since: Moment = None,
        until: Moment = None,
        match: Literal["all", "any"] = "all",
        sort: Sort = "relevance",
    ) -> Iterator[Passage]:
        """Every passage that matches, in order: the whole set that `search` pages through."""
        question = self._view.ask(query, Filters(where or {}, exclude or {}, since, until, match))
        return self._view.export(question, sort=sort)

    def suggest(self, prefix: str, field: str = "text", *, limit: int = 10) -> list[Suggestion]:
        """Values of a facet, or words of "text", "title" or "heading", that begin so, most frequent first."""
        return self._view.suggest(prefix, field, limit=limit)

    def similar(self, passage_id: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Passages about the same as this one; QueryError where there is none of that id."""
        passage = self.passage(passage_id)
        if passage is None:
            raise QueryError(f'there is no passage "{passage_id}" in the index at {self.path}')
        return self._view.similar(passage, limit=limit)

    def explain(self, passage_id: str) -> Explanation:
        """Why a passage has its tags, from its article tagged again as the index was built.

        QueryError where there is none of that id, or it was added without its article.
        """
        from searchidx.customization import tagger_options
        from searchidx.explaining import explain

        if (passage := self.passage(passage_id)) is None:
            raise QueryError(
                f'there is no passage "{passage_id}" in the index at {self.path}; searches print ids with --format ids'
            )
        article = self.article(passage.article_id)
        if article is None or article.text[passage.start : passage.end] != passage.text:
            raise QueryError(
                f'the passage "{passage_id}" was added with its tags and without its article, so that it is not known '
                "what found them: only passages of articles that searchidx tagged can be explained"
            )
        return explain(article, passage, tagger_options(self._storage))

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id; None where there is none."""
        return self._view.passage(passage_id)

    def passages_of(self, article_id: str) -> list[Passage]:
        """The passages of an article, in order."""
        return self._view.passages_of(article_id)

    def article(self, article_id: str) -> Article | None:
        """The article as it was read; None where it is unknown or only passages of it were added."""
        return self._asked(lambda storage, catalog: held(storage, catalog).article(article_id))

    def sources_of(self, article_id: str) -> list[str]:
        """The files that hold an article."""
        return self._asked(lambda storage, catalog: held(storage, catalog).sources_of(article_id))

    def copies_of(self, article_id: str) -> tuple[str, ...]:
        """The ids of the other articles that are near copies of this one."""
        return self._view.copies_of(article_id)

    # About the index: these see its present state

    def _asked(self, question: Callable[[Storage, Catalog], T]) -> T:
        from searchidx.catalog import Catalog, catalog_errors

        def ask(storage: Storage) -> T:
            with (
                storage_errors(storage.folder),
                catalog_errors(storage.folder),
                closing(Catalog(storage.catalog_path, writable=False)) as catalog,
            ):
                return question(storage, catalog)

        return retried(self._storage.reopened(), ask)[1]

    def stats(self) -> Stats:
        """What the index holds."""
        return self._asked(self._stats)

    def _stats(self, storage: Storage, catalog: Catalog) -> Stats:
        from searchidx.checking import Stats

        view = view_of(storage, catalog)
        counts = catalog.counts()
        catalog.close()
        earliest, latest = view.dated()
        return Stats(
            path=str(self.path),
            engine=storage.settings.engine,
            passages=view.size,
            articles=counts["articles"],
            sources=counts["sources"],
            problems=counts["problems"],
            copies=view.surplus_copies,
            languages=storage.settings.languages,
            earliest=earliest,
            latest=latest,
            bytes=size(self.path),
        )

    def check(self) -> CheckReport:
        """Compare what the engine holds with what the catalog says, passage by passage, and the files with both."""
        from searchidx.checking import check

        return self._asked(lambda storage, catalog: check(catalog, lambda: view_of(storage, catalog)))


def _joined(where: Mapping[str, Values] | None, **short: Values) -> dict[str, Values]:
    """The selection with what its short forms add."""
    joined: dict[str, Values] = dict(where or {})
    for name, values in short.items():
        if values:
            own = [values] if isinstance(values, str) else list(values)
            others = joined.get(name) or ()
            joined[name] = [*([others] if isinstance(others, str) else others), *own]
    return joined
