"""The command line as a user has it: arguments in, standard output, standard error and a status out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import searchidx
from searchidx.cli import layout, main


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `searchidx` within this process, in an empty folder, without a terminal."""
    monkeypatch.chdir(tmp_path)
    for name in ("SEARCHIDX_INDEX", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object, stdin: str | bytes = b"", width: int = 80, **environment: object) -> Ran:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
        # Found out once in the life of a process; here several commands share one.
        layout.page_width.cache_clear()
        given = stdin.encode() if isinstance(stdin, str) else stdin
        with monkeypatch.context() as patch:
            patch.setenv("COLUMNS", str(width))
            for name, value in environment.items():
                patch.setenv(name, str(value))
            patch.setattr(sys, "argv", ["searchidx", *map(str, arguments)])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                main()
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
        status = ended.value.code
        return Ran(status if isinstance(status, int) else 0, *texts)

    return run


@pytest.fixture(scope="session")
def index_of_seeds(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample articles; not to be changed."""
    path = tmp_path_factory.mktemp("seeds") / "index"
    with searchidx.open(path, create=True) as index:
        index.update([seeds], exclude=["README.md"])
    return path


@pytest.fixture
def ask(run: Run, index_of_seeds: Path) -> Run:
    """Runs a command on the index of the sample articles."""

    def ask(command: str, *arguments: object, **options: Any) -> Ran:
        return run(command, *arguments, "--index", index_of_seeds, **options)

    return ask
