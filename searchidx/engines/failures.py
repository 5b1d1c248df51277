"""What an engine's own errors mean to whoever uses an index."""

from __future__ import annotations

import errno
from pathlib import Path

from searchidx.errors import IndexDamagedError, StorageError

__all__ = ["damaged", "refused"]


def refused(number: int | None, folder: Path) -> StorageError | None:
    """The error for a number of the operating system that says that it cannot write or may not; None for others."""
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageError(f"There is no space left to write the index in {folder}: free some and run it again.")
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(f"There is no permission to use the index in {folder}: change its owner or its rights.")
    return None


def damaged(reason: object, folder: Path) -> IndexDamagedError:
    """The error for files that are missing or broken."""
    told = " ".join(str(reason).split())[:200] or type(reason).__name__
    return IndexDamagedError(f"The index in {folder} is damaged ({told}): build it again with --rebuild.")
