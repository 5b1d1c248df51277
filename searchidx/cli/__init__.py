"""The command line: the only part that prints, reads the environment, or guesses a path.

Standard output is data; everything else goes to standard error. Exit status: 0 found, 1 nothing found, 2 error.
"""

from __future__ import annotations

import sys

from searchidx.errors import QueryError, SearchidxError

__all__ = ["main"]


def main() -> None:
    """Run `searchidx` with the arguments of the process, and end the process with its status."""
    from searchidx.cli.app import application
    from searchidx.cli.output import ERROR, forget_output, quietly, remark

    try:
        with quietly():
            application()(prog_name="searchidx")
    except SearchidxError as error:
        _complain(error)
        sys.exit(ERROR)
    except OSError as error:
        # Such as a full disk behind standard output.
        remark(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error))
        forget_output()
        sys.exit(ERROR)
    except Exception:
        # Left to the interpreter it would end with status 1, which says that nothing was found.
        import traceback

        traceback.print_exc()
        remark("this is a mistake in searchidx itself: please report it with the lines above")
        sys.exit(ERROR)


def _complain(error: SearchidxError) -> None:
    from searchidx.cli.output import remark

    if not (isinstance(error, QueryError) and error.diagnostics and error.query):
        remark(str(error))
        return
    from searchidx.query import explain

    remark("the query cannot be run")
    for diagnostic in error.diagnostics:
        sys.stderr.write(explain(error.query, diagnostic) + "\n")
