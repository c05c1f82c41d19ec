"""Child processes that do not outlive their parent, whatever ends it."""

from __future__ import annotations

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1
"""prctl(2)."""


def end_with_parent() -> None:
    """Have the kernel send SIGTERM to this process when its parent dies; for `preexec_fn`, between fork and exec.

    A parent that is killed cannot stop its children, and an orphaned broker would keep its port and its memory. Only
    Linux has this; elsewhere nothing happens.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
