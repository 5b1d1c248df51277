"""Exit statuses, what goes to which stream, and clear errors: 0 found, 1 nothing found, 2 error."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from searchidx.cli.app import COMMANDS
from tests.cli.conftest import Run

QUESTIONS = ("search", "facets", "export")


@pytest.mark.parametrize("command", QUESTIONS)
def test_found(ask: Run, command: str) -> None:
    ran = ask(command, "river")
    assert ran.status == 0
    assert ran.out
    assert not ran.err or command == "export"


@pytest.mark.parametrize("command", QUESTIONS)
def test_nothing_found(ask: Run, command: str) -> None:
    ran = ask(command, "zyzzyva")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err in ("searchidx: nothing found\n", "searchidx: 0 passages written\n")


@pytest.mark.parametrize("format", ["jsonl", "ids"])
def test_nothing_found_prints_nothing_where_lines_are_data(ask: Run, format: str) -> None:
    ran = ask("search", "zyzzyva", "--format", format)
    assert (ran.status, ran.out, ran.err) == (1, "", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["search", "speker:kuchar"], 'there is no field "speker"; did you mean speaker:?'),
        (["search", "river", "--facet", "speakr"], 'there is no facet "speakr"; did you mean "speaker"?'),
        (["facets", "--by", "colour"], 'there is no facet "colour"; there are: speaker, organization'),
        (["search", "--limit", "0"], "the limit is 0: ask for at least one result"),
        (["search", "--limit", "-3"], "the limit is -3: ask for at least one result"),
        (["search", "--limit", "ten"], "'ten' is not a valid int"),
        (["search", "--facet-values", "0"], "0 is not in the range x>=1"),
        (["facets", "--top", "0"], "0 is not in the range x>=1"),
        (["search", "--since", "someday"], '"someday" is no date'),
        (["search", "date:[2026-09 TO 2026-06]"], "nothing lies in it: 2026-09 is after 2026-06"),
        (["search", "river", "--cursor", "abc"], '"abc" is not a cursor'),
        (["search", "river", "--cursor", "00000000-10"], "the cursor belongs to another search"),
        (["search", "--sort", "size"], "'size' is not one of 'relevance', 'date', '-date'"),
        (["search", "--format", "xml"], "'xml' is not one of"),
        (["search", "*?"], "a pattern needs a letter or a digit"),
        (["show", "nobody-0"], 'there is no passage or article "nobody-0"'),
        (["show"], "Missing argument"),
        (["export", "river", "-o", "/nowhere/at/all.jsonl"], "/nowhere/at/all.jsonl cannot be written"),
        (["search", "--no-such-option"], "No such option: --no-such-option"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_told_on_standard_error(ask: Run, arguments: list[str], told: str) -> None:
    ran = ask(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_command_is_refused(run: Run) -> None:
    ran = run("serach", "river")
    assert (ran.status, ran.out) == (2, "")
    assert "No such command 'serach'" in ran.err


def test_the_place_of_a_mistake_is_marked(ask: Run) -> None:
    ran = ask("search", "treaty", "speker:kuchar")
    assert ran.err.splitlines() == [
        "searchidx: the query cannot be run",
        "  treaty speker:kuchar",
        "         ^^^^^^^",
        'error: there is no field "speker"; did you mean speaker:?',
    ]


def test_what_was_mended_is_marked_and_the_search_goes_on(ask: Run) -> None:
    ran = ask("search", "treaty (river")
    assert ran.status == 0 and ran.out
    assert ran.err.splitlines()[:2] == ["  treaty (river", "         ^"]


@pytest.mark.parametrize("command", ["search", "facets", "show", "stats", "export", "check"])
class TestWithoutAnIndex:
    """Every question says what is wrong with the folder, and what to do."""

    def refused(self, run: Run, command: str, path: Path) -> str:
        arguments = ["x-0"] if command == "show" else []
        ran = run(command, *arguments, "--index", path)
        assert (ran.status, ran.out) == (2, "")
        assert "Traceback" not in ran.err
        return ran.err

    def test_missing(self, run: Run, command: str, tmp_path: Path) -> None:
        error = self.refused(run, command, tmp_path / "nowhere")
        assert "there is no index at" in error and "searchidx index PATH…" in error
        assert not (tmp_path / "nowhere").exists()

    def test_something_else(self, run: Run, command: str, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("Dear Sir")
        assert "is not an index" in self.refused(run, command, tmp_path)
        assert "is not an index: it is a file" in self.refused(run, command, tmp_path / "letter.txt")

    def test_newer(self, run: Run, command: str, tmp_path: Path, index_of_seeds: Path) -> None:
        copy = tmp_path / "copy"
        shutil.copytree(index_of_seeds, copy)
        settings = copy / "searchidx.json"
        settings.write_text(json.dumps({**json.loads(settings.read_text()), "format": 99}))
        assert "was written by a newer searchidx" in self.refused(run, command, copy)

    def test_damaged(self, run: Run, command: str, tmp_path: Path, index_of_seeds: Path) -> None:
        copy = tmp_path / "copy"
        shutil.copytree(index_of_seeds, copy)
        (copy / "searchidx.json").write_text("{")
        assert "--rebuild" in self.refused(run, command, copy)


def test_a_mistake_of_ours_is_no_nothing_found(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("searchidx.index.Index.search", broken)
    ran = ask("search", "river")
    assert ran.status == 2
    assert "RuntimeError: unforeseen" in ran.err and "please report it" in ran.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert f"Usage: searchidx {command} [OPTIONS]" in ran.out
    # What reads or shows a source needs no index.
    assert command == "read" or "--index" in ran.out


def test_the_commands_are_listed_with_a_whole_sentence_each(run: Run) -> None:
    listed = run("--help").out.partition("Commands:")[2]
    for command in COMMANDS:
        (line,) = [line for line in listed.splitlines() if line.startswith(f"  {command} ")]
        assert line.endswith(".") and not line.endswith("...")


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("searchidx ")
