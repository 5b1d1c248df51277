"""Indexing again: only what has changed is read, and what the files no longer hold goes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import searchidx
from searchidx import Article, Index, Passage, opening, writing
from searchidx.errors import SchemaError, StoreError
from searchidx.model import Block
from searchidx.writing import Progress, UpdateReport


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Three articles: rivers.txt, bridges.txt, and harbours.txt in a folder of its own."""
    folder = tmp_path / "docs"
    (folder / "coast").mkdir(parents=True)
    write(folder / "rivers.txt", "rivers")
    write(folder / "bridges.txt", "bridges")
    write(folder / "coast" / "harbours.txt", "harbours")
    return folder


def write(path: Path, subject: str) -> None:
    path.write_text(
        f"A report on {subject}\n\nThe council talked about {subject} for an hour. Nobody else wanted to speak.\n"
    )


def record(subject: str, **fields: object) -> str:
    return json.dumps({"id": subject, "title": f"On {subject}", "text": f"They talked about {subject}.", **fields})


def counts(report: UpdateReport) -> dict[str, int]:
    """What is not 0 of an update's files."""
    named = {name: getattr(report, name) for name in ("added", "replaced", "unchanged", "removed")}
    return {name: count for name, count in {**named, "problems": len(report.problems)}.items() if count}


def found(index: Index, *subjects: str) -> list[str]:
    """Which of the subjects occur in the index, which is sound."""
    assert index.check().sound
    return [subject for subject in subjects if index.search(f"text:{subject}", facets=()).total_passages]


ALL = ("rivers", "bridges", "harbours")


def test_all_is_new_and_then_all_is_unchanged(index: Index, docs: Path) -> None:
    first = index.update([docs])
    assert counts(first) == {"added": 3}
    assert (first.articles, first.passages) == (3, 3)
    again = index.update([docs])
    assert counts(again) == {"unchanged": 3}
    assert (again.articles, again.passages) == (0, 0)
    assert found(index, *ALL) == list(ALL)


def test_a_file_that_was_only_touched_is_unchanged(index: Index, docs: Path) -> None:
    index.update([docs])
    os.utime(docs / "rivers.txt", (1, 1))
    write(docs / "bridges.txt", "bridges")
    assert counts(index.update([docs])) == {"unchanged": 3}


def test_a_changed_file_replaces_what_it_held(index: Index, docs: Path) -> None:
    index.update([docs])
    write(docs / "rivers.txt", "lakes")
    assert index.check().stale == (str(docs / "rivers.txt"),)
    assert counts(index.update([docs])) == {"replaced": 1, "unchanged": 2}
    assert found(index, *ALL, "lakes") == ["bridges", "harbours", "lakes"]
    assert index.check().stale == ()
    assert index.stats().articles == 3


def test_a_renamed_file_holds_the_same_article(index: Index, docs: Path) -> None:
    index.update([docs])
    (docs / "rivers.txt").rename(docs / "streams.txt")
    assert counts(index.update([docs], prune=True)) == {"added": 1, "unchanged": 2, "removed": 1}
    assert found(index, *ALL) == list(ALL)
    assert index.stats().articles == index.stats().sources == 3


def test_a_file_that_is_gone_stays_until_it_is_pruned(index: Index, docs: Path) -> None:
    index.update([docs])
    (docs / "rivers.txt").unlink()
    assert counts(index.update([docs])) == {"unchanged": 2}
    assert found(index, *ALL) == list(ALL)
    assert counts(index.update([docs], prune=True)) == {"unchanged": 2, "removed": 1}
    assert found(index, *ALL) == ["bridges", "harbours"]


def test_pruning_keeps_to_the_paths_given(index: Index, docs: Path) -> None:
    index.update([docs])
    (docs / "rivers.txt").unlink()
    (docs / "coast" / "harbours.txt").unlink()
    assert counts(index.update([docs / "coast"], prune=True)) == {"removed": 1}
    assert found(index, *ALL) == ["rivers", "bridges"]


def test_nothing_is_pruned_below_a_folder_that_is_missing(index: Index, docs: Path) -> None:
    index.update([docs])
    docs.rename(docs.with_name("unmounted"))
    report = index.update([docs], prune=True)
    assert report.removed == 0
    assert [problem.path for problem in report.problems] == [str(docs)]
    assert found(index, *ALL) == list(ALL)


def test_files_that_are_left_out_this_time_are_not_gone(index: Index, docs: Path) -> None:
    index.update([docs])
    assert counts(index.update([docs], exclude=["coast"], prune=True)) == {"unchanged": 2}
    assert counts(index.update([docs], include=["*.html"], prune=True)) == {}
    assert found(index, *ALL) == list(ALL)


def test_files_in_a_folder_that_cannot_be_looked_into_are_not_gone(
    index: Index, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.update([docs])
    deny(monkeypatch, docs / "coast")
    report = index.update([docs], prune=True)
    assert report.removed == 0
    assert [problem.path for problem in report.problems] == [str(docs / "coast")]
    assert found(index, *ALL) == list(ALL)


def deny(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """No file below a folder, and not the folder itself, can be opened, listed or looked at (root could)."""

    def denied(function: Callable[..., object]) -> Callable[..., object]:
        def call(path: object, *arguments: object, **options: object) -> object:
            below = isinstance(path, (str, Path)) and Path(path).is_relative_to(folder)
            if below and (function is not stat or path != folder):
                raise PermissionError(13, "Permission denied", str(path))
            return function(path, *arguments, **options)

        return call

    stat = os.stat
    for module, name in ((os, "scandir"), (os, "stat"), (os, "open")):
        monkeypatch.setattr(module, name, denied(getattr(module, name)))
    open_path = Path.open
    monkeypatch.setattr(Path, "open", denied(open_path))


@pytest.mark.parametrize("damage", ["no permission", "binary noise"])
def test_a_file_that_becomes_unreadable_keeps_its_articles_and_is_tried_again(
    index: Index, docs: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    index.update([docs])
    path = docs / "coast" / "harbours.txt"
    with monkeypatch.context() as patch:
        if damage == "no permission":
            patch.setattr(Path, "open", _refusing(path))
        else:
            path.write_bytes(bytes(range(256)) * 20)
        for _ in range(2):  # a problem does not become a habit: it is reported every time
            report = index.update([docs], prune=True)
            assert counts(report) == {"unchanged": 2, "problems": 1}
            assert report.problems[0].path == str(path)
            assert ("ermission" if damage == "no permission" else "binary") in report.problems[0].reason
            assert found(index, *ALL) == list(ALL)
            assert index.stats().problems == 1
    write(path, "harbours")
    assert counts(index.update([docs])) == {"unchanged": 2, "replaced": 1}
    assert index.stats().problems == 0
    assert found(index, *ALL) == list(ALL)


def _refusing(refused: Path) -> Callable[..., object]:
    path_open = Path.open

    def call(path: Path, *arguments: object, **options: object) -> object:
        if path == refused:
            raise PermissionError(13, "Permission denied", str(path))
        return path_open(path, *arguments, **options)  # type: ignore[call-overload]

    return call


def test_a_broken_line_costs_that_line_only(index: Index, docs: Path) -> None:
    path = docs / "news.jsonl"
    path.write_text("\n".join([record("lakes"), '{"title": 5}', record("seas"), "{broken", record("ponds")]))
    report = index.update([path])
    assert [(problem.path, problem.line) for problem in report.problems] == [(str(path), 2), (str(path), 4)]
    assert (report.added, report.articles) == (1, 3)
    assert found(index, "lakes", "seas", "ponds") == ["lakes", "seas", "ponds"]
    assert counts(index.update([path])) == {"unchanged": 1}
    path.write_text("\n".join([record("lakes"), record("fjords")]))
    assert counts(index.update([path])) == {"replaced": 1}
    assert found(index, "lakes", "seas", "fjords") == ["lakes", "fjords"]


def test_an_article_that_cannot_be_stored_is_reported_and_the_rest_goes_on(index: Index, docs: Path) -> None:
    path = docs / "news.jsonl"
    path.write_text("\n".join([record("lakes"), record("seas"), record("ponds")]))
    index.update([path])
    path.write_text("\n".join([record("meres"), record("seas", publisher="x" * 70_000), record("ponds")]))
    report = index.update([path])
    assert (report.replaced, report.articles) == (1, 2)
    assert "longer than 65,530 bytes" in report.problems[0].reason
    # What the index had of that article stays.
    assert found(index, "lakes", "meres", "seas", "ponds") == ["meres", "seas", "ponds"]


def test_an_article_in_two_files_stays_as_long_as_one_holds_it(index: Index, docs: Path) -> None:
    one, other = docs / "one.jsonl", docs / "other.jsonl"
    one.write_text(record("lakes") + "\n" + record("seas"))
    other.write_text(record("lakes") + "\n" + record("ponds"))
    report = index.update([one, other])
    assert (report.added, index.stats().articles) == (2, 3)
    assert index.sources_of("lakes") == [str(one), str(other)]

    one.unlink()
    index.update([docs], prune=True)
    assert found(index, "lakes", "seas", "ponds") == ["lakes", "ponds"]
    assert index.sources_of("lakes") == [str(other)]

    other.write_text(record("ponds"))
    index.update([docs])
    assert found(index, "lakes", "seas", "ponds") == ["ponds"]
    assert index.sources_of("lakes") == []


def test_the_last_of_several_articles_with_one_id_counts(index: Index, docs: Path) -> None:
    path = docs / "news.jsonl"
    path.write_text(record("lakes") + "\n" + record("lakes", text="They talked about seas."))
    index.update([path])
    assert found(index, "lakes", "seas") == ["seas"]


def test_a_file_has_one_name_from_wherever_it_is_named(
    index: Index, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.update([docs])
    monkeypatch.chdir(docs / "coast")
    assert counts(index.update([".."], prune=True)) == {"unchanged": 3}
    assert counts(index.update(["../coast/harbours.txt", Path("harbours.txt")])) == {"unchanged": 1}
    assert index.stats().sources == 3


def test_names_of_files_need_not_be_text(index: Index, docs: Path) -> None:
    name = os.fsencode(docs / "caf") + b"\xe9.txt"
    path = Path(os.fsdecode(name))
    write(path, "cafés")
    assert counts(index.update([docs])) == {"added": 4}
    assert counts(index.update([docs])) == {"unchanged": 4}
    assert index.sources_of(index.search("text:cafes").hits[0].passage.article_id) == [str(path)]
    path.unlink()
    assert index.check().stale == (str(path),)
    assert counts(index.update([docs], prune=True)) == {"unchanged": 3, "removed": 1}


def test_another_pipeline_reads_unchanged_files_again(
    index: Index, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.update([docs])
    monkeypatch.setattr("searchidx.pipeline.PIPELINE_VERSION", 1_000)
    assert counts(index.update([docs])) == {"replaced": 3}
    assert found(index, *ALL) == list(ALL)


def test_progress_counts_files(index: Index, docs: Path) -> None:
    seen: list[Progress] = []
    index.update([docs], on_progress=seen.append)
    assert [(one.done, one.total) for one in seen] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [Path(one.path).name for one in seen] == ["bridges.txt", "rivers.txt", "harbours.txt", ""]


def test_an_interruption_keeps_what_was_committed(index: Index, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH_PASSAGES", 1)

    def interrupt(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.update([docs], on_progress=interrupt)
    index.refresh()
    assert found(index, *ALL) == ["rivers", "bridges"]
    assert counts(index.update([docs])) == {"unchanged": 2, "added": 1}


def test_an_interruption_within_a_long_file_keeps_what_was_committed_of_it(
    index: Index, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = docs / "news.jsonl"
    path.write_text(record("lakes") + "\n" + record("seas"))
    index.update([path])
    monkeypatch.setattr(writing, "BATCH_PASSAGES", 1)
    path.write_text("\n".join(record(subject) for subject in ("ponds", "lakes", "brooks", "meres")))

    stage, staged = writing.Writer.add_article, []

    def interrupted(writer: writing.Writer, article: Article, passages: list[Passage]) -> None:
        staged.append(article.id)
        if article.id == "brooks":
            raise KeyboardInterrupt
        stage(writer, article, passages)

    with monkeypatch.context() as patch:
        patch.setattr(writing.Writer, "add_article", interrupted)
        with pytest.raises(KeyboardInterrupt):
            index.update([path])
    index.refresh()
    assert staged == ["ponds", "lakes", "brooks"]
    assert found(index, "lakes", "seas", "ponds", "brooks") == ["lakes", "seas", "ponds"]
    assert index.sources_of("ponds") == [str(path)]
    assert index.stats().problems == 1
    assert index.check().stale == (str(path),)

    assert counts(index.update([path])) == {"replaced": 1}
    assert found(index, "lakes", "seas", "ponds", "brooks", "meres") == ["lakes", "ponds", "brooks", "meres"]
    assert (index.stats().articles, index.stats().problems) == (4, 0)


def article(id: str, text: str) -> Article:
    return Article(id=id, text=text, blocks=(Block("paragraph", 0, len(text)),))


def test_articles_are_added_replaced_and_removed(index: Index) -> None:
    assert index.add([article("a", "They talked about rivers."), article("b", "They talked about lakes.")]) == 2
    assert index.add([article("a", "They talked about seas.")]) == 1
    assert found(index, "rivers", "lakes", "seas") == ["lakes", "seas"]
    assert index.article("a") == article("a", "They talked about seas.")
    assert index.remove(["a", "unknown"]) == 1
    assert found(index, "lakes", "seas") == ["lakes"]
    assert index.article("a") is None
    assert index.remove(["a"]) == 0


def test_passages_replace_those_of_their_id(index: Index) -> None:
    assert index.add_passages([Passage("a-0", "a", "one river"), Passage("a-1", "a", "two lakes")]) == 2
    # The last of several counts, within one call and over several.
    index.add_passages([Passage("a-0", "a", "three ponds"), Passage("a-0", "b", "four seas")])
    assert found(index, "river", "lakes", "ponds", "seas") == ["lakes", "seas"]
    assert {passage.id: passage.article_id for passage in index.export()} == {"a-0": "b", "a-1": "a"}
    assert index.search("*").total_articles == index.stats().articles == 2


def test_a_refused_passage_leaves_the_index_as_it_was(index: Index) -> None:
    index.add_passages([Passage("a-0", "a", "one river")])
    with pytest.raises(StoreError, match="'a-1' cannot be stored: an id, address or facet value is longer"):
        index.add_passages([Passage("a-0", "a", "one lake"), Passage("a-1", "a", "x", speakers=("y" * 70_000,))])
    index.refresh()
    assert found(index, "river", "lake") == ["river"]


def test_an_index_made_by_another_engine_is_not_opened_as_this_one(index: Index, engine: str) -> None:
    other = next(name for name in ("tantivy", "whoosh") if name != engine)
    with pytest.raises(StoreError, match=f"was written by {engine}, not by {other}"):
        searchidx.open(index.path, engine=other)
    assert opening.open(index.path, engine=engine).engine == engine


def test_records_are_read_again_where_their_fields_are_mapped_otherwise(index: Index, tmp_path: Path) -> None:
    wire = tmp_path / "wire.jsonl"
    wire.write_text(json.dumps({"id": "a", "short": "Rivers", "long": "On bridges", "text": "They met."}) + "\n")
    assert counts(index.update([wire], mapping={"title": "short"})) == {"added": 1}
    assert index.search("title:rivers").total_passages == 1
    assert counts(index.update([wire], mapping={"title": "short"})) == {"unchanged": 1}
    assert counts(index.update([wire], mapping={"title": "long"})) == {"replaced": 1}
    assert index.search("title:rivers").total_passages == 0
    assert index.search("title:bridges").total_passages == 1
    report = index.check()
    assert report.sound and report.stale == ()
    assert counts(index.update([wire])) == {"replaced": 1}
    assert index.search("title:bridges").total_passages == 0


def test_a_changed_file_is_stale_whatever_the_mapping(index: Index, tmp_path: Path) -> None:
    wire = tmp_path / "wire.jsonl"
    wire.write_text('{"body": "They met."}\n')
    index.update([wire], mapping={"text": "body"})
    wire.write_text('{"body": "They left."}\n')
    assert index.check().stale == (str(wire),)


def test_a_mapping_of_no_field_is_refused_before_anything_is_done(index: Index, docs: Path) -> None:
    with pytest.raises(SchemaError, match='the mapping names "titel", which is no field; did you mean "title"'):
        index.update([docs], mapping={"titel": "headline"})
    assert index.stats().sources == 0


def test_an_index_within_the_folder_that_it_indexes_is_not_read(tmp_path: Path, engine: str) -> None:
    (tmp_path / "note.txt").write_text("The harbour board met on Monday to count its pumps and its debts.")
    with searchidx.open(tmp_path / "index", create=True, engine=engine) as index:
        for _ in range(2):
            report = index.update([tmp_path])
            assert not report.problems
        assert index.stats().articles == 1
