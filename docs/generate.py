"""What of the documentation is written by a program, and what proves the rest.

    python docs/generate.py             write docs/command-line.md and schemas/*.json again
    python docs/generate.py --outputs   also run every example, and write what it prints below it
    python docs/generate.py --check     write nothing; status 1 where something is not up to date

An example is a fenced block in README.md or docs/*.md. In a `console` block, lines that begin with "$ " are run by the
shell (a backslash at the end continues one), and the lines below each are what it prints, remarks included. A `python`
block is run, and what it prints is in the `text` block right after it; blocks of one page share their names. Each page
has a folder of its own to run in, with the sample articles in seeds/ and an index of them in index/.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    "README.md",
    "docs/python.md",
    "docs/indexing.md",
    "docs/facets.md",
    "docs/tagging.md",
    "docs/query-language.md",
)
WIDTH = 80
FRESH = frozenset({"README.md", "docs/indexing.md"})
"""Pages that make their own index."""
HERE = "~/press"
"""How the folder that examples run in is shown."""

# The reference of the command line


def command_line() -> str:
    """docs/command-line.md: every command with its help, arguments and options."""
    from typer.main import get_command

    from searchidx.cli.app import application

    root: Any = get_command(application())
    above = root.context_class(root, info_name="searchidx", **root.context_settings)
    commands = {name: root.get_command(above, name) for name in root.list_commands(above)}
    text = [
        "# The command line",
        "<!-- Written by `make docs` from searchidx/cli: do not edit. -->",
        _filled(
            "Standard output is data, everything else goes to standard error. Exit status: 0 found, 1 nothing found, "
            "2 error, 130 interrupted. A pipe that is closed early, as by `head`, is no error. What matched is shown "
            "in colour in a terminal, in brackets elsewhere or where `NO_COLOR` is set."
        ),
        _filled(
            "Bash, Zsh, Fish and PowerShell complete commands and options, and the values of facets from the index "
            "(`--speaker mark<Tab>`); `searchidx --install-completion` sets it up."
        ),
        "".join(f"- [searchidx {name}](#searchidx-{name}): {_short(command)}\n" for name, command in commands.items()),
        *_command(above, "COMMAND …"),
    ]
    for name, command in commands.items():
        text += _command(command.context_class(command, info_name=name, parent=above))
    return "\n\n".join(part.strip("\n") for part in text) + "\n"


def _filled(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 120, break_long_words=False, break_on_hyphens=False)


def _short(command: Any) -> str:
    return str(command.help).partition("\n")[0]


def _command(context: Any, arguments: str = "") -> Iterator[str]:
    command, name = context.command, context.command_path
    yield f"## {name}"
    given = [one for one in command.get_params(context) if one.param_type_name == "argument"]
    usage = " ".join([name, "[OPTIONS]", *(one.make_metavar(context, usage=True) for one in given), arguments])
    yield f"```\n{usage.strip()}\n```"
    for paragraph in str(command.help).split("\n\n"):
        yield _filled(paragraph)
    if given:
        yield "".join(f"- `{one.make_metavar(context)}`: {one.help}\n" for one in given)
    rows = ["| option | |", "| --- | --- |"]
    for one in command.get_params(context):
        if one.param_type_name == "option":
            names = ", ".join(f"`{option}`" for option in sorted(one.opts, key=len, reverse=True))
            value = "" if one.is_flag else f" `{one.make_metavar(context)}`"
            rows.append(_row(names, value, one))
    yield "\n".join(rows)


def _row(names: str, value: str, option: Any) -> str:
    cells = (names + value, _told(option))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _told(option: Any) -> str:
    text = " ".join(str(option.help).split())
    if option.envvar:
        text += f" Environment: `{option.envvar}`."
    if not option.is_flag and option.default is not None:
        text += f" Default: `{getattr(option.default, 'value', option.default)}`."
    return text


# The schemas


def schemas() -> dict[str, str]:
    """The files of schemas/, by path."""
    from searchidx.schemas import SCHEMAS

    return {
        f"schemas/{name}.schema.json": json.dumps(make(), ensure_ascii=False, indent=2) + "\n"
        for name, make in SCHEMAS.items()
    }


def generated() -> dict[str, str]:
    """Every generated file: its content by its path from the root of the project."""
    return {"docs/command-line.md": command_line(), **schemas()}


# The examples

_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"\$ ((?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)")
_MASKED = (
    (re.compile(r"\(\d+ ms\)"), "(… ms)"),
    (re.compile(r"--cursor [0-9a-f]{8}-"), "--cursor …-"),
    (re.compile(r"data-[0-9a-f]{8}"), "data-…"),
    (re.compile(r"\b\d+% sure"), "…% sure"),
    (re.compile(r"[\d,.]+ (MB|GB)\b"), r"… \1"),
)


def masked(text: str) -> str:
    """A text without what differs from run to run: times, cursors, sizes and confidence."""
    for pattern, replacement in _MASKED:
        text = pattern.sub(replacement, text)
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


class Workplace:
    """A folder to run examples in, with seeds/ and index/; it has to be entered before Python examples run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        commands = folder / ".bin"
        commands.mkdir(parents=True)
        (commands / "searchidx").symlink_to(Path(sys.executable).parent / "searchidx")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SEARCHIDX_")}
        path = os.pathsep.join([str(commands), os.environ.get("PATH", os.defpath)])
        self._environment = {**kept, "PATH": path, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "PYTHONUTF8": "1"}

    @classmethod
    def prepared(cls, folder: Path) -> Workplace:
        """A folder with the sample articles and their index."""
        workplace = cls(folder)
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        workplace.run(["searchidx index seeds --exclude README.md"])
        return workplace

    def copy(self, folder: Path, *, fresh: bool = False) -> Workplace:
        """The same in another folder; without the index where that is to be fresh."""
        workplace = Workplace(folder)
        for name in ("seeds",) if fresh else ("seeds", "index"):
            shutil.copytree(self.folder / name, folder / name)
        return workplace

    def run(self, commands: list[str]) -> list[str]:
        """What each of these commands of one shell prints."""
        end = "\x1e"
        script = "".join(f"{command}\nshown=$?; printf '{end}'; (exit $shown)\n" for command in commands)
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
        )
        return [self._shown(part) for part in done.stdout.split(end)[:-1]]

    def execute(self, code: str, names: dict[str, object], title: str) -> str:
        """What a piece of Python prints, run in this folder."""
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(code, title, "exec"), names)
        return self._shown(printed.getvalue())

    def _shown(self, text: str) -> str:
        return text.replace(str(self.folder.resolve()), HERE).replace(str(self.folder), HERE)


def with_outputs(text: str, workplace: Workplace, title: str = "example") -> str:
    """A page with what its examples print now; an output that differs only in what is masked stays as it is."""
    names: dict[str, object] = {"__name__": "example"}

    def kept(old: str, new: str) -> str:
        new = "\n".join(line.rstrip() for line in new.strip("\n").splitlines())
        chosen = old.strip("\n") if masked(old) == masked(new) else new
        return chosen + "\n" if chosen else ""

    def run(block: re.Match[str]) -> str:
        kind, body, output = block.groups()
        if kind == "python":
            printed = kept(output or "", workplace.execute(body, names, title))
            return f"```python\n{body}```\n" + (f"\n```text\n{printed}```\n" if printed else "")
        commands = _COMMAND.findall(body)
        printed_by = workplace.run([command for command, _ in commands])
        shown = ""
        for (command, old), new in zip(commands, printed_by, strict=True):
            output = kept(old, new)
            # After several lines of output the next command is easier to find below a gap.
            shown += f"$ {command}{output}" + ("\n" if output.count("\n") > 1 else "")
        return f"```console\n{shown.rstrip()}\n```\n"

    return _BLOCK.sub(run, text)


def pages() -> dict[str, str]:
    """The pages with examples, by path from the root of the project."""
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in PAGES if (ROOT / name).exists()}


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the generated parts of the documentation again.")
    parser.add_argument("--outputs", action="store_true", help="also run every example and write what it prints")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; status 1 where something is not up to date"
    )
    wanted = parser.parse_args()
    files = generated()
    if wanted.outputs:
        with tempfile.TemporaryDirectory() as folder:
            first = Workplace.prepared(Path(folder).resolve() / "first")
            for number, (name, text) in enumerate(pages().items()):
                workplace = first.copy(Path(folder).resolve() / str(number), fresh=name in FRESH)
                files[name] = with_outputs(text, workplace, name)
    outdated = 0
    for name, text in files.items():
        path = ROOT / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if before == text:
            continue
        outdated += 1
        sys.stdout.write(f"{name} {'is not up to date' if wanted.check else 'written'}\n")
        if wanted.check:
            sys.stdout.writelines(
                line + "\n" for line in difflib.unified_diff(before.splitlines(), text.splitlines(), lineterm="", n=1)
            )
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if wanted.check and outdated else 0


if __name__ == "__main__":
    sys.exit(main())
