"""What only a real process shows: terminals, colours, pipes and full disks; and how results look."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

import searchidx
from searchidx import Passage
from tests.cli.conftest import Run

COMMAND = str(Path(sys.executable).parent / "searchidx")
ESCAPE = "\x1b["


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "SEARCHIDX_INDEX")}
    return {**kept, "TERM": "xterm-256color", "COLUMNS": "80", "PYTHONUTF8": "1", **more}


def in_terminal(*arguments: str, **more: str) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([COMMAND, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(**more)):
        os.close(theirs)
        written = b""
        while True:
            try:
                block = os.read(ours, 65536)
            except OSError:
                break
            if not block:
                break
            written += block
    os.close(ours)
    return written.decode("utf-8")


def test_colour_in_a_terminal_and_nowhere_else(index_of_seeds: Path) -> None:
    asked = ["search", "treaty", "--limit", "1", "--index", str(index_of_seeds)]
    colored = in_terminal(*asked)
    assert f"{ESCAPE}33m{ESCAPE}1mTreaty{ESCAPE}0m" in colored
    assert "[Treaty]" not in colored
    for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = in_terminal(*asked, **more)
        assert ESCAPE not in plain and "[Treaty]" in plain
    piped = subprocess.run([COMMAND, *asked], capture_output=True, env=environment(), encoding="utf-8", check=True)
    assert ESCAPE not in piped.stdout and "[Treaty]" in piped.stdout
    uncolored = re.sub(r"\x1b\[\d+m", "", colored).replace("\r\n", "\n")
    assert re.sub(r"\[(.*?)\]", r"\1", piped.stdout).split("\n\n")[1] == uncolored.split("\n\n")[1]


def test_a_closed_pipe_is_no_error(index_of_seeds: Path) -> None:
    for arguments in (["export"], ["search", "*", "-n", "50"]):
        process = subprocess.Popen(
            [COMMAND, *arguments, "--index", str(index_of_seeds)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        assert process.stdout and process.stderr
        process.stdout.close()
        error = process.stderr.read()
        process.stderr.close()
        assert (process.wait(), error) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told(index_of_seeds: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [COMMAND, "export", "--index", str(index_of_seeds)], stdout=full, stderr=subprocess.PIPE, env=environment()
        )
    assert ran.returncode == 2
    assert ran.stderr == b"searchidx: No space left on device\n"


def test_progress_is_for_terminals(tmp_path: Path, seeds: Path) -> None:
    one = str(seeds / "06-rowing-final.txt")
    assert "indexing" in in_terminal("index", one, "--index", str(tmp_path / "a"))
    ran = subprocess.run(
        [COMMAND, "index", one, "--index", str(tmp_path / "b")], capture_output=True, env=environment(), check=True
    )
    assert ran.stdout == b""
    assert re.fullmatch(rb"searchidx: indexed 1 article, \d passages into .*\n", ran.stderr)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize(
    "arguments",
    [["search", "river OR water OR treaty", "-n", "20"], ["facets"], ["facets", "--by", "topic", "--by", "publisher"]],
    ids=lambda arguments: " ".join(arguments),
)
def test_no_line_is_wider_than_the_terminal(ask: Run, arguments: list[str], width: int) -> None:
    lines = ask(*arguments, width=width).lines
    assert len(lines) > 10
    assert max(map(len, lines)) <= min(width, 100)


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_of_an_article_is_wider_than_the_terminal(ask: Run, width: int) -> None:
    (id,) = ask("search", "treaty", "-n", 1, "-f", "ids").lines
    lines = [line for line in ask("show", id, width=width).lines if "/" not in line]
    assert max(map(len, lines)) <= width


def show(run: Run, *passages: Passage, query: str = "*", width: int = 60) -> list[str]:
    with searchidx.open("index", create=True) as index:
        index.add_passages(passages)
    return run("search", query, "--no-facets", width=width).lines[2:]


def test_a_hit_has_rank_title_date_publisher_speakers_and_what_matched(run: Run) -> None:
    from datetime import datetime

    passage = Passage(
        id="a-0",
        article_id="a",
        title="Pumps for the harbour",
        text="The board bought new pumps. “They will do,” said Amina Okafor.",
        speakers=["Amina Okafor"],
        publisher="Ledger",
        published=datetime(2026, 3, 1, 9, 30),
    )
    assert show(run, passage, query='pump "new pumps" okafor') == [
        "1.  [Pumps] for the harbour",
        "    2026-03-01 · Ledger · Amina Okafor",
        "    The board bought [new pumps]. “They will do,” said Amina",
        "    [Okafor].",
        "    a-0",
        "",
    ]


def test_a_phrase_is_marked_as_a_whole(run: Run) -> None:
    passage = Passage(
        id="a-0", article_id="a", text="The cost-of-living crisis; living costs money, and the cost of living more."
    )
    lines = show(run, passage, query='"cost of living"', width=100)
    assert lines[1] == "    The [cost-of-living] crisis; living costs money, and the [cost of living] more."


def test_a_long_passage_is_cut_around_what_matched(run: Run) -> None:
    text = " ".join(f"Sentence {number} tells of nothing." for number in range(60)) + " Here is the needle."
    lines = show(run, Passage(id="a-0", article_id="a", text=text), query="needle")
    assert lines[0] == "1.  (no title)"
    assert lines[1].startswith("    … ") and "[needle]." in lines[-3]
    assert len(" ".join(lines)) < 700


def test_columns_are_straight_whatever_the_script(run: Run) -> None:
    names = [
        "田中角栄",
        "Zoe\u0308 Brandt",
        "Łukasz Żak",
        "Ann",
        "北京大学北京大学北京大学北京大学北京大学北京大学北京大学",
    ]
    passages = [
        Passage(id=f"{n}-0", article_id=str(n), text="Rain.", speakers=[name], organizations=["Board"])
        for n, name in enumerate(names)
    ]
    with searchidx.open("index", create=True) as index:
        index.add_passages(passages)
    lines = run("facets", "--by", "speaker", "--by", "organization", width=80).lines[3:8]
    wide = [sum(map(columns, line[: line.index("1 (1)")])) for line in lines]
    assert len(wide) == 5 and len(set(wide)) == 1
    assert any("…" in line for line in lines)


def columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) == "W" else 1


def test_nothing_in_a_text_can_steer_the_terminal(run: Run) -> None:
    evil = Passage(
        id="a-0",
        article_id="a",
        title="A\x1b[2Jtitle",
        text="A word\x07 and \x9b31m a \x1b]0;name\x07.",
        speakers=["Eve\x1b[31m"],
        publisher="P\x1b[0m",
    )
    show(run, evil)
    for ran in (run("search", "word"), run("facets"), run("show", "a-0")):
        assert ran.status == 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", ran.out)


def test_words_of_one_passage_over_several_articles_are_counted(run: Run) -> None:
    both = [Passage(id=f"a-{n}", article_id="a", text=f"The pump number {n}.", ordinal=n) for n in range(3)]
    with searchidx.open("index", create=True) as index:
        index.add_passages([*both, Passage(id="b-0", article_id="b", text="One pump.")])
    ran = run("search", "pump", "--group", "article", "--no-facets")
    assert ran.lines[0].startswith("4 passages in 2 articles (")
    assert sum(" · 3 passages of this article match" in line for line in ran.lines) == 1
