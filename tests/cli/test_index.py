"""searchidx index, stats, check: from files to an index, again and again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TALKS = "Talks\n\n“We are close to a deal,” said Anna Bell of the Port Union on Monday.\n"
RAIN = "Rain\n\nIt rained for nine days, and the dam held, the Harbour Board said.\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "talks.txt").write_text(TALKS)
    (folder / "rain.txt").write_text(RAIN)
    return folder


def test_into_the_default_folder_a_named_one_and_that_of_the_environment(run: Run, articles: Path) -> None:
    here = Path.cwd()
    assert run("index", articles).err == "searchidx: indexed 2 articles, 2 passages into index (files: 2 new)\n"
    assert run("search", "deal").status == 0
    assert run("index", articles, "--index", here / "named").status == 0
    assert run("index", articles, SEARCHIDX_INDEX=here / "given").status == 0
    assert run("stats", "--json", SEARCHIDX_INDEX=here / "given").json["path"] == str(here / "given")
    assert run("stats", "--json", "-i", "named", SEARCHIDX_INDEX=here / "given").json["path"] == "named"
    assert {path.name for path in here.iterdir()} == {"articles", "index", "named", "given"}


def test_new_unchanged_changed_and_removed_files(run: Run, articles: Path) -> None:
    run("index", articles)
    assert "(files: 2 unchanged)" in run("index", articles).err
    (articles / "rain.txt").write_text(RAIN.replace("nine", "ten"))
    (articles / "wind.txt").write_text("Wind\n\nIt blew, and the ferry stayed in port.\n")
    assert "(files: 1 new, 1 changed, 1 unchanged)" in run("index", articles).err
    assert run("search", "ten days").status == 0
    assert run("search", "nine").status == 1
    (articles / "talks.txt").unlink()
    assert "(files: 2 unchanged)" in run("index", articles).err
    assert run("search", "deal").status == 0
    assert "(files: 2 unchanged, 1 removed)" in run("index", articles, "--prune").err
    assert run("search", "deal").status == 1


def test_the_report_as_json(run: Run, articles: Path) -> None:
    (articles / "empty.txt").touch()
    report = run("index", articles, "--json").json
    assert report.pop("problems") == [{"path": str(articles / "empty.txt"), "reason": "it is empty", "line": None}]
    assert report == {
        "version": 1,
        "index": "index",
        "added": 2,
        "replaced": 0,
        "unchanged": 0,
        "removed": 0,
        "articles": 2,
        "passages": 2,
    }


def test_patterns_choose_files_in_folders(run: Run, articles: Path) -> None:
    (articles / "old").mkdir()
    (articles / "old" / "talks.txt").write_text(TALKS)
    (articles / "notes.log").write_text(TALKS.replace("Talks", "Log"))
    assert "3 new" in run("index", articles, "-i", "a").err
    assert "1 new" in run("index", articles, "-i", "b", "--include", "*.log").err
    assert "1 new" in run("index", articles, "-i", "c", "--exclude", "old", "--exclude", "rain*").err
    assert "1 new" in run("index", articles / "notes.log", "-i", "d").err


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(run: Run, articles: Path) -> None:
    (articles / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    lines = [{"text": "It snowed, said Ida Holm.", "title": "Snow"}, {"text": 5}, {"title": "No text"}]
    (articles / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    ran = run("index", articles)
    assert (ran.status, ran.out) == (0, "")
    told = ran.err.splitlines()
    assert told[0].startswith(f"searchidx: {articles}/photo.txt: ")
    assert told[1] == f'searchidx: {articles}/wire.jsonl: line 2: "text" is not a text: 5'
    assert told[2] == f'searchidx: {articles}/wire.jsonl: line 3: it has neither "text" nor "blocks"'
    assert told[3] == "searchidx: indexed 3 articles, 3 passages into index (files: 3 new, 3 with problems)"
    assert run("index", articles, "--strict").status == 2


def test_where_nothing_can_be_read_the_status_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    for path in ("nowhere", "empty.txt"):
        ran = run("index", path)
        assert ran.status == 2
        assert path in ran.err


def test_standard_input(run: Run) -> None:
    assert "1 article, 1 passage" in run("index", "-", stdin=TALKS).err
    assert run("search", "deal", "--speaker", "Anna Bell").status == 0
    two = '{"text": "It snowed, said Ida Holm."}\n{"text": 7}\n'
    ran = run("index", "-", "--type", "jsonl", stdin=two)
    assert 'searchidx: -: line 2: "text" is not a text: 7' in ran.err.splitlines()
    page = "<title>Ferry</title><article><h1>Ferry</h1><p>The ferry will not run until Friday, they said.</p></article>"
    assert run("index", "-", "--type", "html", stdin=page).status == 0
    assert run("index", "-", "--type", "text/html", stdin=page).status == 0
    assert run("stats", "--json").json["articles"] == 3


def test_an_unknown_kind_of_input_is_refused_before_anything_is_done(run: Run) -> None:
    ran = run("index", "-", "--type", "word", stdin=TALKS)
    assert ran.status == 2
    assert '"word" is no kind of source; there are' in ran.err
    assert not Path("index").exists()


def test_nothing_to_index_is_a_mistake(run: Run) -> None:
    ran = run("index")
    assert ran.status == 2
    assert "name the files or folders to index" in ran.err


def test_the_engine_is_chosen_once(run: Run, articles: Path) -> None:
    run("index", articles, "--engine", "whoosh")
    assert run("stats", "--json").json["engine"] == "whoosh"
    assert run("search", "deal").status == 0
    refused = run("index", articles, "--engine", "tantivy")
    assert refused.status == 2 and "was written by whoosh, not by tantivy" in refused.err
    assert run("index", articles, "--engine", "tantivy", "--rebuild").status == 0
    assert run("stats", "--json").json["engine"] == "tantivy"
    unknown = run("index", articles, "--engine", "lucene", "-i", "other")
    assert unknown.status == 2 and "lucene" in unknown.err


def test_a_rebuild_replaces_what_cannot_be_opened(run: Run, articles: Path) -> None:
    run("index", articles)
    Path("index/searchidx.json").write_text("{")
    assert run("search", "deal").status == 2
    assert run("index", articles, "--rebuild").status == 0
    assert run("search", "deal").status == 0


def test_a_rebuild_leaves_out_what_is_not_named(run: Run, articles: Path) -> None:
    run("index", articles)
    run("index", articles / "rain.txt", "--rebuild")
    assert run("search", "deal").status == 1
    assert run("search", "dam").status == 0


def test_a_folder_with_something_else_in_it_is_left_alone(run: Run, articles: Path) -> None:
    for option in ([], ["--rebuild"]):
        ran = run("index", articles, "--index", articles, *option)
        assert ran.status == 2 and "is not an index" in ran.err
    assert sorted(path.name for path in articles.iterdir() if path.suffix == ".txt") == ["rain.txt", "talks.txt"]


def test_a_second_writer_is_told_who_is_writing(run: Run, articles: Path) -> None:
    from searchidx.storage import write_lock

    run("index", articles)
    with write_lock(Path("index"), wait=0, command="the first"):
        for option in ([], ["--rebuild"]):
            ran = run("index", articles, "--wait", "0", *option)
            assert ran.status == 2
            assert "is being written by process" in ran.err and "the first" in ran.err
        assert run("search", "deal").status == 0


def test_an_interruption_says_that_nothing_is_lost(run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("index", articles / "rain.txt")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("searchidx.index.Index.update", interrupted)
        ran = run("index", articles)
        assert (ran.status, ran.out) == (130, "")
        assert ran.err.startswith("searchidx: stopped; what was committed is safe")
        ran = run("index", articles, "--rebuild")
        assert (ran.status, ran.err) == (130, "searchidx: stopped; the index is as it was\n")
    assert run("search", "dam").status == 0
    assert "(files: 1 new, 1 unchanged)" in run("index", articles).err


def test_stats(run: Run, articles: Path) -> None:
    (articles / "empty.txt").touch()
    run("index", articles)
    found = run("stats", "--json").json
    assert (found["passages"], found["articles"], found["sources"], found["problems"]) == (2, 2, 3, 1)
    assert "files      3, 1 of them unreadable" in run("stats").lines


def test_check(run: Run, articles: Path) -> None:
    run("index", articles)
    ran = run("check")
    assert (ran.status, ran.lines) == (0, ["2 passages of 2 articles", "sound"])
    (articles / "rain.txt").write_text("Sun\n\nThe sun came out, and everybody went to the beach.\n")
    ran = run("check")
    assert ran.status == 0
    assert f"changed or gone since it was indexed: {articles / 'rain.txt'}" in ran.lines
    assert "searchidx index PATH… --prune" in ran.lines[-1]
    assert run("check", "--json").json["stale"] == [str(articles / "rain.txt")]


def test_check_finds_what_is_missing(run: Run, articles: Path) -> None:
    import sqlite3

    run("index", articles)
    (catalog,) = Path("index").glob("data-*/catalog.sqlite")
    with sqlite3.connect(catalog) as database:
        database.execute("DELETE FROM passages WHERE id IN (SELECT id FROM passages LIMIT 1)")
    database.close()
    ran = run("check")
    assert ran.status == 2
    assert any(line.startswith("unknown to the catalog: ") for line in ran.lines)
    assert "--rebuild" in ran.lines[-1]
    assert run("check", "--json").status == 2
    assert run("check", "--json").json["sound"] is False


def test_fields_of_records_are_mapped_in_files_and_on_standard_input(run: Run) -> None:
    Path("wire.jsonl").write_text('{"headline": "Rain", "meta": {"body": "It rained, said Ida Holm."}}\n')
    mapping = ("--map", "title=headline", "--map", "text=meta.body")
    assert "(files: 1 new)" in run("index", "wire.jsonl", *mapping).err
    assert "1 article" in run("index", "-", *mapping, stdin='{"headline": "Wind", "meta": {"body": "It blew."}}').err
    for title in ("rain", "wind"):
        assert run("search", f"title:{title}").status == 0
    assert "(files: 1 unchanged)" in run("index", "wire.jsonl", *mapping).err
    assert run("check").status == 0


@pytest.mark.parametrize("wrong", ["titel=headline", "title", "=headline", "title="])
def test_a_mapping_that_says_nothing_is_refused_before_anything_is_done(run: Run, articles: Path, wrong: str) -> None:
    ran = run("index", articles, "--map", wrong)
    assert ran.status == 2
    assert "Invalid value for --map" in ran.err
    assert not Path("index").exists()


def test_a_mistyped_name_leaves_no_empty_index_behind(run: Run) -> None:
    ran = run("index", "artikles")
    assert ran.status == 2
    assert "artikles: there is no such file or folder" in ran.err
    assert not Path("index").exists()
