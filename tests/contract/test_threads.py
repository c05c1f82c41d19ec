"""A process of Copydesk computes in one thread: numpy's own would take the cores from the other services, and spin."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LIBRARIES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@pytest.mark.parametrize("module", ["copydesk.registry", "services.quotes.service", "services.entities.core"])
def test_numpy_is_told_to_use_one_thread_whatever_is_imported_first(module: str) -> None:
    program = f"import {module}, os; print([os.environ.get(name) for name in {LIBRARIES}])"
    environment = {name: value for name, value in os.environ.items() if name not in LIBRARIES}
    shown = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == str(["1"] * len(LIBRARIES))
