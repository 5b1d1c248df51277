"""The folder of an index: what it says, who may use it, and how it is built anew."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchidx
from searchidx import Index, Passage, opening
from searchidx import storage as storage_module
from searchidx.analysis import ANALYSIS_VERSION
from searchidx.engines.tantivy import TantivyEngine
from searchidx.errors import IndexDamagedError, IndexMissingError, IndexVersionError, NotAnIndexError, StoreError
from searchidx.opening import rebuild
from searchidx.storage import FORMAT_VERSION, Storage


def ids(index: Index) -> set[str]:
    return {passage.id for passage in index.export()}


@pytest.fixture
def old(index: Index) -> Path:
    """An index of one passage, closed."""
    index.add_passages([Passage("a-0", "a", "one river")])
    index.close()
    return index.path


def change_settings(folder: Path, **values: object) -> None:
    path = folder / "searchidx.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def fill(index: Index) -> str:
    index.add_passages([Passage("n-0", "n", "one lake")])
    return "filled"


def test_a_folder_with_nothing_but_a_note_becomes_an_index(tmp_path: Path, engine: str) -> None:
    (tmp_path / "README.md").write_text("The index goes here.")
    (tmp_path / ".gitignore").write_text("*")
    with searchidx.open(tmp_path, create=True, engine=engine) as index:
        assert index.engine == engine
        assert index.search("river").hits == ()
    assert (tmp_path / "README.md").exists()


def test_folders_above_are_made(tmp_path: Path, engine: str) -> None:
    with searchidx.open(tmp_path / "a" / "b", create=True, engine=engine) as index:
        assert index.stats().passages == 0


def test_an_index_knows_its_engine(old: Path, engine: str) -> None:
    with searchidx.open(old) as index:
        assert index.engine == engine
    with searchidx.open(old, create=True) as index:
        assert index.engine == engine
        assert ids(index) == {"a-0"}


def test_statistics(old: Path, engine: str) -> None:
    with searchidx.open(old) as index:
        stats = index.stats()
    assert (stats.path, stats.engine, stats.passages, stats.articles) == (str(old), engine, 1, 1)
    assert stats.bytes == sum(path.stat().st_size for path in old.rglob("*") if path.is_file())
    assert (stats.earliest, stats.latest, stats.languages) == (None, None, ("en",))


# Building anew


DAMAGES = {
    "newer": lambda folder: change_settings(folder, format=FORMAT_VERSION + 1),
    "other analysis": lambda folder: change_settings(folder, analysis=0),
    "settings": lambda folder: (folder / "searchidx.json").write_text("{"),
    "no settings": lambda folder: (folder / "searchidx.json").unlink(),
    "no data": lambda folder: shutil.rmtree(next(folder.glob("data-*"))),
    "engine": lambda folder: [path.write_bytes(b"?") for path in folder.glob("data-*/engine/*")],
    "catalog": lambda folder: next(folder.glob("data-*/catalog.sqlite")).write_bytes(b"?" * 5000),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_cannot_be_used_any_more_is_built_anew(old: Path, engine: str, damage: str) -> None:
    DAMAGES[damage](old)
    with pytest.raises(StoreError) as error, searchidx.open(old) as index:
        index.stats()
    assert "--rebuild" in str(error.value)
    assert rebuild(old, fill, engine=engine) == "filled"
    with searchidx.open(old) as index:
        assert (ids(index), index.engine) == ({"n-0"}, engine)
        assert index.check().sound
    assert len(list(old.glob("data-*"))) == 1


def test_the_engine_stays_the_same_unless_another_is_named(old: Path, engine: str) -> None:
    rebuild(old, fill)
    with searchidx.open(old) as index:
        assert index.engine == engine
    other = next(name for name in ("tantivy", "whoosh") if name != engine)
    rebuild(old, fill, engine=other)
    with searchidx.open(old) as index:
        assert (index.engine, ids(index)) == (other, {"n-0"})


def test_rebuilding_makes_an_index_where_there_is_none(tmp_path: Path, engine: str) -> None:
    rebuild(tmp_path / "index", fill, engine=engine)
    with searchidx.open(tmp_path / "index") as index:
        assert ids(index) == {"n-0"}


def test_rebuilding_touches_no_folder_that_is_something_else(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    with pytest.raises(NotAnIndexError, match="is not an index: name another folder"):
        rebuild(tmp_path, fill)
    assert [entry.name for entry in tmp_path.iterdir()] == ["holiday.jpg"]


def test_where_filling_fails_the_old_index_stays(old: Path) -> None:
    before = sorted(path.name for path in old.iterdir())

    def failing(fresh: Index) -> None:
        fill(fresh)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rebuild(old, failing)
    assert sorted(path.name for path in old.iterdir()) == before
    with searchidx.open(old) as index:
        assert ids(index) == {"a-0"}
        assert index.check().sound


def test_the_next_writer_sweeps_what_an_interrupted_rebuild_left(old: Path, engine: str) -> None:
    left = Storage.aside(old, engine)
    (old / "searchidx.json-1a2b").touch()
    with searchidx.open(old) as index:
        assert left.data.exists()  # a reader leaves it: it may still be at work
        index.add_passages([Passage("b-0", "b", "one lake")])
        assert ids(index) == {"a-0", "b-0"}
    assert not left.data.exists()
    assert not (old / "searchidx.json-1a2b").exists()


# Folders that cannot be opened


def test_a_missing_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(IndexMissingError, match=f"there is no index at {path}: make one with: searchidx index"):
            searchidx.open(path)


def test_a_folder_that_is_something_else(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    for create in (False, True):
        with pytest.raises(NotAnIndexError, match=r"is not an index: it has no searchidx.json"):
            searchidx.open(tmp_path, create=create)
    for create in (False, True):
        with pytest.raises(NotAnIndexError, match="is not an index: it is a file"):
            searchidx.open(tmp_path / "holiday.jpg", create=create)
    with pytest.raises(NotAnIndexError):
        rebuild(tmp_path / "holiday.jpg", fill)
    assert [entry.name for entry in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_newer_format_is_named(old: Path) -> None:
    change_settings(old, format=FORMAT_VERSION + 1, novelty=True)
    with pytest.raises(IndexVersionError, match=rf"a newer searchidx \(format {FORMAT_VERSION + 1}.*upgrade"):
        searchidx.open(old)


def test_terms_of_another_analysis_are_not_searched(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_module, "ANALYSIS_VERSION", 99)
    with pytest.raises(IndexVersionError, match=rf"another text analysis \(version {ANALYSIS_VERSION}, now 99\)"):
        searchidx.open(old)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 2}', "\xff\xfe", "[" * 100_000])
def test_damaged_settings(old: Path, text: str) -> None:
    (old / "searchidx.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(IndexDamagedError, match=r"searchidx.json is damaged: build it again with: .* --rebuild"):
        searchidx.open(old)
    with pytest.raises(IndexDamagedError):
        searchidx.open(old, create=True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = ("engine", "data", "format", "analysis", "languages", "taxonomy")


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(NAMES), value=JSON)
def test_settings_of_any_wrong_type_are_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: object
) -> None:
    folder = tmp_path_factory.getbasetemp() / "settings"
    if not folder.exists():
        searchidx.open(folder, create=True, engine="tantivy").close()
        (folder / "kept").write_text((folder / "searchidx.json").read_text())
    kept = json.loads((folder / "kept").read_text())
    (folder / "searchidx.json").write_text(json.dumps({**kept, name: value}))
    try:
        searchidx.open(folder).close()
    except StoreError as error:
        assert str(folder) in str(error) or "engine" in str(error)
    else:
        assert type(value) is type(kept[name]) or name == "taxonomy"


def test_a_lost_data_folder(old: Path) -> None:
    name = json.loads((old / "searchidx.json").read_text())["data"]
    shutil.rmtree(old / name)
    with pytest.raises(IndexDamagedError, match=f"has lost its data folder {name}: build it again"):
        searchidx.open(old)


def test_lost_settings(old: Path) -> None:
    (old / "searchidx.json").unlink()
    with pytest.raises(IndexDamagedError, match=r"has lost its searchidx.json: build it again"):
        searchidx.open(old)
    with pytest.raises(IndexDamagedError):
        searchidx.open(old, create=True)


def test_creation_that_fails_leaves_a_folder_in_which_it_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(TantivyEngine, "create", fail)
        with pytest.raises(StoreError, match="no space left"):
            opening.open(tmp_path / "index", create=True, engine="tantivy")
    with searchidx.open(tmp_path / "index", create=True) as index:
        assert index.check().sound
