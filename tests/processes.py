"""Work in processes of their own, which can be killed: each is forked from one that has imported everything already."""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.imported"])


class Running:
    """A function at work in another process; its argument and its answer are pickled."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._answer, answer = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(target=_work, args=(answer, function, arguments), daemon=True)
        self._process.start()
        answer.close()

    def answer(self, seconds: float = 60) -> Any:
        """What the function returns; what it raises is raised here."""
        if not self._answer.poll(seconds):
            self.kill()
            raise TimeoutError("the process gives no answer")
        try:
            succeeded, value = self._answer.recv()
        finally:
            self._process.join()
        if not succeeded:
            raise value
        return value

    def waits(self, seconds: float) -> bool:
        """Whether there is still no answer after so many seconds."""
        return not self._answer.poll(seconds)

    def kill(self) -> bool:
        """End it at once, as the operating system would; False where it had ended already."""
        self._process.kill()
        self._process.join()
        return self._process.exitcode == -signal.SIGKILL

    def status(self) -> int:
        """Its exit status, once it ends."""
        self._process.join(60)
        assert self._process.exitcode is not None, "the process does not end"
        return self._process.exitcode

    @property
    def number(self) -> int:
        return self._process.pid or 0


def run(function: Callable[..., object], *arguments: object) -> Any:
    """Call a function in a process of its own."""
    return Running(function, *arguments).answer()


def _work(answer: Connection, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    try:
        outcome = True, function(*arguments)
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        outcome = False, error
    answer.send(outcome)
