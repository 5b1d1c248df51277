"""Broken files, full disks and missing rights: a clear error of our own, never a panic or whatever a parser raises."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import document, write

from searchidx.engines.base import Engine, Everything, Phrase, Prefix, Term, ValueIn
from searchidx.errors import IndexDamagedError, SearchidxError, StorageError

PASSAGES = [
    document(f"a{i // 3}/{i}", f"hello world number x{i}", speaker=[f"s{i % 50}"], date=i, url=f"u{i}")
    for i in range(600)
]


@pytest.fixture(scope="module")
def sound(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    engine.create(folder)
    write(engine, folder, add=PASSAGES)
    write(engine, folder, delete={"article": ["a7"]})
    return folder


@pytest.fixture
def broken(sound: Path, tmp_path: Path) -> Path:
    """A copy of a sound index, to be broken."""
    return Path(shutil.copytree(sound, tmp_path / "broken"))


def use_everything(engine: Engine, folder: Path) -> None:
    """Every kind of question, so that every kind of file is read."""
    reader = engine.reader(folder)
    matches = reader.search(Everything(), limit=1_000, sort="date")
    reader.stored(matches.keys)
    reader.article_numbers(matches.keys)
    for clause in (
        Term("text", "hello"),
        Phrase("text", ((0, "hello"), (1, "world"))),
        Prefix("text_words", "x"),
        ValueIn("url", ("u5",)),
    ):
        reader.search(clause, limit=10)
    reader.count_values(Everything(), ["speaker"])
    reader.vocabulary("text_words")
    reader.close()


def files(folder: Path) -> list[str]:
    """The files that hold something; locks and lists of what may be deleted are no part of an index."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.stat().st_size)
    return [name for name in names if not name.endswith("lock") and name != ".managed.json"]


def put(path: Path, content: bytes) -> None:
    """In a new file: what is mapped into memory must not change."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def test_a_sound_index_answers(engine: Engine, sound: Path) -> None:
    use_everything(engine, sound)


@pytest.mark.parametrize("left", [0.0, 0.5, 0.9])
def test_a_truncated_file(engine: Engine, broken: Path, left: float) -> None:
    for name in files(broken):
        path, whole = broken / name, (broken / name).read_bytes()
        put(path, whole[: int(len(whole) * left)])
        with pytest.raises(IndexDamagedError, match=r"is damaged.*--rebuild"):
            use_everything(engine, broken)
            engine.generation(broken)
        put(path, whole)
    use_everything(engine, broken)


def test_a_missing_file(engine: Engine, broken: Path) -> None:
    for name in files(broken):
        path, whole = broken / name, (broken / name).read_bytes()
        path.unlink()
        with pytest.raises(IndexDamagedError):
            use_everything(engine, broken)
            engine.generation(broken)
        put(path, whole)


def test_foreign_bytes(engine: Engine, broken: Path) -> None:
    for name in files(broken):
        path, whole = broken / name, (broken / name).read_bytes()
        put(path, os.urandom(len(whole)))
        with pytest.raises(IndexDamagedError):
            use_everything(engine, broken)
            engine.generation(broken)
        put(path, whole)


def test_a_flipped_bit_is_found_or_does_no_harm(engine: Engine, broken: Path) -> None:
    for name in files(broken):
        path, whole = broken / name, (broken / name).read_bytes()
        for place in range(3, len(whole), max(1, len(whole) // 6)):
            put(path, whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
            with suppress(SearchidxError):  # whatever else is raised fails the test
                use_everything(engine, broken)
        put(path, whole)


def test_an_empty_folder(engine: Engine, tmp_path: Path) -> None:
    for ask in (engine.reader, engine.writer, engine.generation):
        with pytest.raises(IndexDamagedError):
            ask(tmp_path)


def test_a_folder_that_is_a_file(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not an index")
    for ask in (engine.create, engine.reader, engine.writer, engine.generation):
        with pytest.raises((IndexDamagedError, StorageError)):
            ask(tmp_path / "file")


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
def test_no_space_left(engine: Engine, tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk: both fail in the middle of a write."""
    code = """
        import os, resource, signal, sys
        from pathlib import Path
        sys.path.insert(0, sys.argv[3])
        from conftest import document, write
        import searchidx.engines
        from searchidx.errors import StorageError

        engine, folder = searchidx.engines.engine(sys.argv[1]), Path(sys.argv[2])
        engine.create(folder)
        write(engine, folder, add=[document("kept/0", "kept")])
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
        try:
            many = (document(f"lost/{i}", " ".join(os.urandom(6).hex() for _ in range(60))) for i in range(3_000))
            write(engine, folder, add=many)
        except StorageError as error:
            print(error)
        print(list(engine.reader(folder).documents()))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        write(engine, folder, add=[document("new/0", "new")])
        print(sorted(engine.reader(folder).documents()))
    """
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), engine.name, str(tmp_path), here], capture_output=True, text=True
    )
    told, after, again = done.stdout.splitlines()
    assert "no space left" in told
    assert after == "['kept/0']"
    assert again == "['kept/0', 'new/0']"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="an administrator may do everything")
def test_no_permission(engine: Engine, broken: Path) -> None:
    for path in broken.iterdir():
        path.chmod(0)
    try:
        for ask in (engine.reader, engine.writer):
            with pytest.raises(StorageError, match="no permission"):
                ask(broken)
    finally:
        for path in broken.iterdir():
            path.chmod(0o600)
