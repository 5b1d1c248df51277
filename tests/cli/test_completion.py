"""Shell completion: options, and the values of facets in the index that the command line names."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def bash(run: Run, *words: str, **environment: object) -> list[str]:
    """What Bash offers for the last word; it joins the words as they were typed."""
    ran = run(
        _SEARCHIDX_COMPLETE="complete_bash", COMP_WORDS="\n".join(words), COMP_CWORD=len(words) - 1, **environment
    )
    return ran.lines


def test_options_commands_and_choices(run: Run) -> None:
    assert "search" in bash(run, "searchidx", "se")
    assert "--speaker" in bash(run, "searchidx", "search", "--sp")
    assert bash(run, "searchidx", "search", "--sort", "rel") == ["relevance"]
    assert bash(run, "searchidx", "facets", "--by", "pub") == ["publisher"]
    assert bash(run, "searchidx", "search", "--facet", "s") == ["speaker"]


@pytest.mark.parametrize("command", ["search", "facets", "export"])
@pytest.mark.parametrize("option", ["--speaker", "--not-speaker"])
def test_values_come_from_the_index(run: Run, index_of_seeds: Path, command: str, option: str) -> None:
    given = bash(run, "searchidx", command, "--index", str(index_of_seeds), option, "Ils")
    assert given == [r"Ilse\ van\ der\ Meer"]
    assert bash(run, "searchidx", command, option, "Ils", SEARCHIDX_INDEX=index_of_seeds) == given


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ilse", r"Ilse\ van\ der\ Meer"),
        ("mee", r"Ilse\ van\ der\ Meer"),
        (r"Ilse\ v", r"Ilse\ van\ der\ Meer"),
        ('"Ilse v', "Ilse van der Meer"),
        ("odegard", r"Søren\ Ødegård"),
        (r"N\'g", r"Baudouin\ N\'Guessan"),
    ],
)
def test_a_value_is_found_by_any_word_and_without_its_accents(
    run: Run, index_of_seeds: Path, typed: str, offered: str
) -> None:
    assert bash(run, "searchidx", "search", "--speaker", typed, SEARCHIDX_INDEX=index_of_seeds) == [offered]


def test_topics_are_offered_by_name(run: Run, index_of_seeds: Path) -> None:
    offered = bash(run, "searchidx", "search", "--topic", "heal", SEARCHIDX_INDEX=index_of_seeds)
    assert "health" in offered
    for topic in offered:
        assert run("search", "--topic", topic, "--index", index_of_seeds).status == 0


def test_other_shells_quote_for_themselves(run: Run, index_of_seeds: Path) -> None:
    line = f"searchidx search --index {index_of_seeds} --speaker Ils"
    fish = {"_SEARCHIDX_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    assert run(**fish, _TYPER_COMPLETE_ARGS=line).lines == ["Ilse van der Meer"]
    assert '"Ilse van der Meer"' in run(_SEARCHIDX_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line).out


def test_without_an_index_nothing_is_offered_and_nothing_is_said(run: Run) -> None:
    ran = run(_SEARCHIDX_COMPLETE="complete_bash", COMP_WORDS="searchidx\nsearch\n--speaker\nIls", COMP_CWORD=3)
    assert (ran.out.strip(), ran.err) == ("", "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no Bash here")
def test_bash_takes_the_script_and_a_value_is_one_word(index_of_seeds: Path) -> None:
    script = """
        eval "$(_SEARCHIDX_COMPLETE=source_bash searchidx)"
        COMP_WORDS=(searchidx search --speaker Ils) COMP_CWORD=3
        _searchidx_completion searchidx
        eval "set -- ${COMPREPLY[0]}"
        printf '%s\\n' "$#" "$1"
    """
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "SEARCHIDX_INDEX": str(index_of_seeds)}
    ran = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.splitlines() == ["1", "Ilse van der Meer"], ran.stderr
