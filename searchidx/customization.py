"""What a user brings to an index: topics and organizations of their own, and how many of the latter are believed.

Both files are kept in the index's settings as the text that they came in, so that an index is whole without them. They
hold for the whole index from its first article on: others take effect where it is built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from searchidx.errors import IndexDamagedError, StoreError, TaxonomyError
from searchidx.storage import Settings, Storage, storage_errors, write_lock
from searchidx.taxonomy import Taxonomy, media_topics

if TYPE_CHECKING:
    from searchidx.tagging import TaggerOptions
    from searchidx.tagging.organization import AliasTable
    from searchidx.tagging.topic.model import TopicModel

__all__ = [
    "check_unchanged",
    "customized",
    "newest_topic_model",
    "tagger_options",
    "taxonomy_of",
    "train_topic_model",
]


def customized(
    taxonomy: str | Path | None = None, organizations: str | Path | None = None, recall: str | None = None
) -> dict[str, str | None]:
    """The settings that stand for a user's files; what is None is not among them, and "" goes back to ours.

    Raises TaxonomyError, with the file and the line, where a file cannot be read or is wrong; StoreError where `recall`
    is neither "normal" nor "high".
    """
    own: dict[str, str | None] = {}
    if taxonomy is not None:
        own["taxonomy"] = text = _text(taxonomy)
        if text is not None:
            _taxonomy(text, str(taxonomy))
    if organizations is not None:
        own["organizations"] = text = _text(organizations)
        if text is not None:
            _aliases(text, str(organizations))
    if recall is not None:
        if recall not in ("normal", "high"):
            raise StoreError(f'the recall of organizations is "normal" or "high", not "{recall}"')
        own["recall"] = recall
    return own


def check_unchanged(settings: Settings, own: Mapping[str, str | None], folder: Path) -> None:
    """StoreError where an index was built with other choices than these."""
    for name, value in own.items():
        if getattr(settings, name) != value:
            raise StoreError(
                f"the index at {folder} was built with another --{name}, and its articles are tagged by it: leave "
                f"--{name} out, or build the index again with --rebuild"
            )


def taxonomy_of(storage: Storage) -> Taxonomy:
    """The topics of an index: the user's own, or the Media Topics."""
    text = storage.settings.taxonomy
    if text is None:
        return media_topics()
    with _kept(storage, "taxonomy"):
        return _taxonomy(text, "its text")


def tagger_options(storage: Storage) -> TaggerOptions:
    """What the articles of an index are tagged with."""
    from searchidx.tagging import TaggerOptions  # a search needs no taggers

    settings = storage.settings
    with _kept(storage, "organizations"):
        aliases = None if settings.organizations is None else _aliases(settings.organizations, "its text")
    return TaggerOptions(
        taxonomy=None if settings.taxonomy is None else taxonomy_of(storage),
        aliases=aliases,
        recall="high" if settings.recall == "high" else "normal",
        topic_model=_topic_model(storage) if settings.topic_model else None,
    )


def newest_topic_model(folder: Path) -> bytes | None:
    """The model that was trained last for an index; None where there is none, or the settings cannot be read."""
    try:
        storage = Storage.open(folder)
    except StoreError:
        return None
    paths = [storage.trained_path, *([storage.topic_model_path] if storage.settings.topic_model else [])]
    with storage_errors(folder):
        return next((path.read_bytes() for path in paths if path.is_file()), None)


def train_topic_model(storage: Storage, *, wait: float, on_progress: Callable[[int], None] | None = None) -> TopicModel:
    """Learn topics from the articles of an index, and keep the model for its next rebuild."""
    from searchidx.catalog import Catalog, catalog_errors
    from searchidx.tagging import is_read
    from searchidx.tagging.topic.model import train

    folder = storage.folder
    with write_lock(folder, wait=wait, command="topics train"), storage_errors(folder), catalog_errors(folder):
        storage = Storage.open(folder)
        with closing(Catalog(storage.catalog_path, writable=False)) as catalog:
            read = (article for article in catalog.articles() if is_read(article))
            # The first line of a text counts as its title.
            texts = (f"{' '.join(article.title.split())}\n{article.text}" for article in read)
            own = None if storage.settings.taxonomy is None else taxonomy_of(storage)
            model = train(texts, taxonomy=own, on_progress=on_progress)
        written = storage.trained_path.with_suffix(".part")
        try:
            model.save(written)
            written.replace(storage.trained_path)
        finally:
            written.unlink(missing_ok=True)
    return model


def _topic_model(storage: Storage) -> TopicModel:
    from searchidx.tagging.topic.model import TopicModelError, load

    try:
        return load(storage.topic_model_path)
    except TopicModelError as error:
        raise IndexDamagedError(
            f"the topic model of the index at {storage.folder} cannot be used ({error}): build it again with: "
            "searchidx index PATH… --rebuild --no-topic-model"
        ) from error


@contextmanager
def _kept(storage: Storage, name: str) -> Iterator[None]:
    """What was checked when the index was built, and cannot be used now, has been damaged since."""
    try:
        yield
    except TaxonomyError as error:
        raise IndexDamagedError(
            f"the {name} that the index at {storage.folder} was built with cannot be used ({error}): build it again "
            f"with: searchidx index PATH… --rebuild --{name} FILE"
        ) from error


def _text(path: str | Path) -> str | None:
    """The text of a file; None for a path that is empty."""
    if path == "":
        return None
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TaxonomyError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TaxonomyError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8") from error


# What is tagged and what is searched have to share one taxonomy, and reading it takes a while.


@lru_cache(maxsize=8)
def _taxonomy(text: str, name: str) -> Taxonomy:
    return Taxonomy.from_text(text, name)


@lru_cache(maxsize=8)
def _aliases(text: str, name: str) -> AliasTable:
    from searchidx.tagging.organization import AliasTable

    return AliasTable.from_text(text, name)
