"""kill -9 in the middle of anything leaves the last commit, and the next writer carries on."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from conftest import document, found, write

from searchidx.engines.base import Engine, Everything, Term

WRITE_FOREVER = """
    import sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[3])
    from conftest import document, write
    import searchidx.engines

    engine, folder = searchidx.engines.engine(sys.argv[1]), Path(sys.argv[2])
    print("ready", flush=True)
    batch = int(sys.argv[4])
    while True:
        write(engine, folder, delete={"article": ["mark"]},
              add=[document("mark/0", f"batch{batch}"), *(document(f"b{batch}/{i}", f"word w{i}") for i in range(150))])
        batch += 1
        print(batch, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_killed_at_random_moments(engine: Engine, folder: Path) -> None:
    """Batches are all there or not at all, none that was committed is missing, and nothing has to be repaired."""
    dice, committed = random.Random(11), 0
    for _ in range(5):
        arguments = [engine.name, str(folder), str(Path(__file__).parent), str(committed)]
        command = [sys.executable, "-c", textwrap.dedent(WRITE_FOREVER), *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writing:
            assert writing.stdout is not None
            assert writing.stdout.readline() == "ready\n"
            time.sleep(dice.uniform(0.02, 0.5))
            writing.kill()
            told = [int(line) for line in writing.stdout.read().split("\n")[:-1]]
        reader = engine.reader(folder)
        passages = found(reader, Everything())
        batches = (len(passages) - 1) // 150
        if told:
            assert batches in (told[-1], told[-1] + 1)
        else:
            assert batches in (max(committed, 0), committed + 1, -1, 0)
        if passages:
            assert len(passages) == 1 + 150 * batches
            assert found(reader, Term("text", f"batch{batches - 1}")) == {"mark/0"}
        committed = max(batches, 0)
        reader.close()
    write(engine, folder, add=[document("after/0", "after")])
    assert found(engine.reader(folder), Term("text", "after")) == {"after/0"}
