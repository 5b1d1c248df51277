"""Several workers: the index is the same as with one, and whatever becomes of a worker costs its file only."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

import searchidx
from searchidx import workers
from searchidx.catalog import Catalog
from searchidx.errors import ReadingError, SearchidxError
from searchidx.model import Article, Passage
from searchidx.reading import Unread, unread_file
from searchidx.tagging import DEFAULT_OPTIONS
from searchidx.workers import Workers
from searchidx.writing import UpdateReport

COMMAND = str(Path(sys.executable).parent / "searchidx")


def warc(pages: list[bytes]) -> bytes:
    return b"".join(
        f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"Content-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n".encode()
        + page
        + b"\r\n\r\n"
        for number, page in enumerate(pages)
    )


@pytest.fixture(scope="session")
def corpus(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles, a large file of records, and what cannot be read."""
    folder = tmp_path_factory.mktemp("corpus")
    for path in seeds.glob("0*"):
        (folder / path.name).write_bytes(path.read_bytes())
    records = [
        json.dumps({"headline": f"Tide {n}", "text": f"“The tide was low on day {n},” said Ida Holm."})
        for n in range(50)
    ]
    records[7] = '{"text": 5}'
    records[8] = '{"title": "No text"}'
    (folder / "05a-wire.jsonl").write_text("\n".join(records) + "\n")
    with gzip.open(folder / "05b-wire.jsonl.gz", "wt") as packed:
        packed.write("\n".join(records[:20]).replace("Ida Holm", "Petr Novák") + "\n")
    pages = [path.read_bytes() for path in sorted(seeds.glob("*.html"))]
    with zipfile.ZipFile(folder / "05d-pages.zip", "w") as archive:
        for number, page in enumerate(pages):
            archive.writestr(f"day/{number}.html", page)
        archive.writestr("day/empty.html", b"<html></html>")
        archive.writestr("crawl.warc", warc([*pages, b"<html><body><p>Nothing.</p></body></html>"] * 2))
    (folder / "05e-crawl.warc.gz").write_bytes(gzip.compress(warc([pages[0], b"<html></html>", pages[1]])))
    (folder / "05f-letters.mbox").write_text(
        "".join(f"From a@example.org Mon Mar 10 09:00:00 2025\nSubject: Letter {n}\n\nDay {n}.\n\n" for n in range(5))
    )
    (folder / "05g-page").write_bytes(pages[0])
    (folder / "00-empty.txt").touch()
    (folder / "05c-photo.html").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "99-broken.jsonl.gz").write_bytes((folder / "05b-wire.jsonl.gz").read_bytes()[:-40])
    return folder


def update(path: Path, corpus: Path, count: int) -> UpdateReport:
    with searchidx.open(path, create=True) as index:
        return index.update([corpus], workers=count, mapping={"title": "headline"})


def content(path: Path) -> tuple[list[Passage], list[str]]:
    """Every passage, and every file with its fingerprint and problem."""
    with searchidx.open(path) as index:
        assert index.check().sound
        passages = sorted(index.export("*"), key=lambda passage: passage.id)
    (catalog,) = path.glob("data-*/catalog.sqlite")
    opened = Catalog(catalog, writable=False)
    try:
        return passages, [str(source) for source in opened.sources()]
    finally:
        opened.close()


def test_the_index_and_the_report_are_the_same(corpus: Path, tmp_path: Path) -> None:
    alone = update(tmp_path / "alone", corpus, 1)
    together = update(tmp_path / "together", corpus, 3)
    assert together == alone
    assert len(alone.problems) >= 6
    assert content(tmp_path / "together") == content(tmp_path / "alone")
    again = update(tmp_path / "together", corpus, 2)
    assert (again.unchanged, again.added, again.articles) == (alone.added, 0, again.articles)


def jobs(*paths: Path | None) -> Iterator[tuple[int, Path | None]]:
    return ((number, path) for number, path in enumerate(paths))


def records(folder: Path, count: int) -> Path:
    path = folder / "many.jsonl"
    path.write_text("".join(json.dumps({"title": str(n), "text": f"It rained {n} days."}) + "\n" for n in range(count)))
    return path


def no_problem(path: Path, problem: ReadingError) -> None:
    raise AssertionError(f"{path}: {problem}")


def test_each_file_in_its_order_and_one_that_is_not_to_be_read_as_well(seeds: Path, tmp_path: Path) -> None:
    many = records(tmp_path, 40)
    files = [None, seeds / "01-river-record-low.txt", None, many, seeds / "08-algae-interview.html", None]
    with Workers(2) as started:
        found = [(job, [article.title for article, _ in own]) for job, own in started.read(jobs(*files), no_problem)]
    assert [job for job, _ in found] == [0, 1, 2, 3, 4, 5]
    assert found[3][1] == [str(n) for n in range(40)]
    assert [len(titles) for _, titles in found] == [0, 1, 0, 40, 1, 0]


def test_no_more_is_under_way_than_the_workers_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = records(tmp_path, 2_000)
    read = 0

    def counted(path: Path, *, mapping: Mapping[str, str]) -> Iterator[workers.Record]:
        nonlocal read
        for one in own(path, mapping=mapping):
            read += 1
            yield one

    own = unread_file
    monkeypatch.setattr(workers, "unread_file", counted)
    with Workers(1) as started:
        ((_, found),) = [next(iter(started.read(jobs(many), no_problem)))]
        for taken, _ in enumerate(found, start=1):
            assert read - taken <= (workers._AHEAD + 1) * workers._BATCH_ARTICLES
    assert (read, taken) == (2_000, 2_000)


# What a worker does is found by its name in the module: these stand in for it where they are sent to a worker.


def _die_of(word: str, batch: Sequence[workers._Work]) -> list[workers._Outcome]:
    texts = [work.path.read_text() for work in batch if work.path]
    for one in (record for work in batch for record in work.records):
        texts += [one.text] if isinstance(one, Article) else [one.data.decode()] if isinstance(one, Unread) else []
    if word in " ".join(texts):
        os.kill(os.getpid(), signal.SIGKILL)
    return workers._done(batch, DEFAULT_OPTIONS)


def _die_of_poison(batch: Sequence[workers._Work]) -> list[workers._Outcome]:
    return _die_of("poison", batch)


@pytest.fixture
def mortal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that the word "poison" kills."""
    monkeypatch.setattr(workers, "_do", _die_of_poison)


def test_a_worker_that_dies_costs_its_file_only(tmp_path: Path, mortal: None) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    # More files than a worker is sent at a time.
    others = {f"e{number}": f"canals {number}" for number in range(2 * workers._BATCH_ARTICLES)}
    for name, text in {"a": "rivers", "b": "poison", "c": "bridges", "d": "harbours", **others}.items():
        (folder / f"{name}.txt").write_text(f"On {text}\n\nThey talked about {text} for an hour.\n")
    with searchidx.open(tmp_path / "index", create=True) as index:
        report = index.update([folder], workers=2)
        (problem,) = report.problems
        assert problem.path == str(folder / "b.txt")
        assert problem.reason.startswith("the process that read it died")
        assert report.added == 3 + len(others)
        titles = {hit.passage.title for hit in index.search("talked", limit=50) if "canals" not in hit.passage.title}
        assert titles == {"On bridges", "On harbours", "On rivers"}
        assert index.check().sound
        # It is no property of the file, so the file is tried again.
        (folder / "b.txt").write_text("On tides\n\nThey talked about tides for an hour.\n")
        assert index.update([folder], workers=2).replaced == 1
        assert index.stats().articles == 4 + len(others)


def test_of_many_records_only_the_one_is_lost_that_a_worker_dies_of(tmp_path: Path, mortal: None) -> None:
    path = records(tmp_path, 1)
    with path.open("a") as file:
        file.write('{"title": "Bad", "text": "It was poison."}\n{"title": "Good", "text": "It was water."}\n')
    with Workers(1) as started:
        ((_, found),) = [next(iter(started.read(jobs(path), no_problem)))]
        titles = []
        with pytest.raises(ReadingError, match='the process that tagged the article "Bad" died'):
            for article, _ in found:
                titles.append(article.title)
    assert titles == ["0", "Good"]


def test_of_many_pages_only_the_one_is_lost_that_a_worker_dies_of(tmp_path: Path, mortal: None) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {"a": "It was water.", "b": "It was poison.", "c": "It was wine."}.items():
            archive.writestr(f"{name}.html", f"<html><body><p>{text}</p></body></html>")
    with Workers(1) as started:
        ((_, found),) = [next(iter(started.read(jobs(path), no_problem)))]
        texts = []
        with pytest.raises(ReadingError, match=r"the process that read b\.html died"):
            texts.extend(article.text for article, _ in found)
    assert texts == ["It was water.", "It was wine."]


def _fail(*_: object) -> None:
    os._exit(3)


def test_where_no_worker_can_be_started_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_prepare", _fail)
    (tmp_path / "a.txt").write_text("They talked about tides.\n")
    with searchidx.open(tmp_path / "index", create=True) as index:
        with pytest.raises(SearchidxError, match="no worker process can be started: index with one worker"):
            index.update([tmp_path / "a.txt"], workers=2)
        assert index.stats().sources == 0


def test_workers_fill_an_index_that_is_built_anew(tmp_path: Path, corpus: Path) -> None:
    update(tmp_path / "alone", corpus, 1)
    (tmp_path / "a.txt").write_text("They talked about tides.\n")
    command = [COMMAND, "index", corpus, "--index", tmp_path / "index", "--workers", "2", "--map", "title=headline"]
    with searchidx.open(tmp_path / "index", create=True) as index:
        index.update([tmp_path / "a.txt"])
    ran = subprocess.run([*command, "--rebuild"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert content(tmp_path / "index") == content(tmp_path / "alone")


@pytest.mark.parametrize("count", [0, -2])
def test_less_than_one_worker_is_a_mistake(tmp_path: Path, count: int) -> None:
    with searchidx.open(tmp_path / "index", create=True) as index, pytest.raises(ValueError, match="1 or more workers"):
        index.update([tmp_path], workers=count)


def test_nothing_is_left_running(tmp_path: Path, corpus: Path) -> None:
    update(tmp_path / "index", corpus, 2)
    assert not multiprocessing.active_children()


def processes_of(group: int) -> list[int]:
    """The living processes of a process group."""
    living = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, own = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(own) == group and state != "Z":
            living.append(int(path.parent.name))
    return living


def wait_until(condition: Callable[[], object], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="tells processes by /proc")
@pytest.mark.parametrize(
    ("stopped_by", "after"), [(signal.SIGINT, 0), (signal.SIGINT, 1), (signal.SIGKILL, 1)], ids=str
)
def test_stopped_in_the_middle_nothing_runs_on_and_the_same_command_completes_the_work(
    tmp_path: Path, stopped_by: signal.Signals, after: float
) -> None:
    sound = records(tmp_path, 3)
    many = tmp_path / "endless.jsonl"
    many.write_text(records(tmp_path, 3).read_text() * 20_000)
    index = tmp_path / "index"
    with searchidx.open(index, create=True) as opened:
        opened.update([sound])
    command = [COMMAND, "index", many, "--index", index, "--workers", "2"]
    with subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True) as running:
        # The one that writes, two workers, and what looks after their semaphores.
        assert wait_until(lambda: len(processes_of(running.pid)) >= 4)
        time.sleep(after)
        if stopped_by == signal.SIGINT:
            os.killpg(running.pid, stopped_by)
        else:
            running.kill()
        _, told = running.communicate(timeout=60)
    assert wait_until(lambda: not processes_of(running.pid))
    if stopped_by == signal.SIGINT:
        assert running.returncode == 130
        assert told == "searchidx: stopped; what was committed is safe, and the same command goes on from there\n"
    many.write_text('{"title": "Last", "text": "It was enough."}\n')
    with searchidx.open(index) as opened:
        assert opened.check().sound
        opened.update([many], workers=2)
        assert opened.search("title:last").total_passages == 1
        assert opened.stats().articles == 4
