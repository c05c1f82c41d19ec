from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from services.intake.sandbox.system_calls import PROCESSORS
from tests.copydesk.cli.command import ROOT

PROGRAM = """
import errno, os, socket, threading
from services.intake.sandbox.system_calls import refuse_system_calls
ours, theirs = socket.socketpair()
assert refuse_system_calls()
ours.sendall(b"what is open stays open")
assert theirs.recv(4) == b"what"
done = []
threading.Thread(target=lambda: done.append(open("/proc/self/status").read())).start()
for attempt in (
    lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
    lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    lambda: os.execv("/bin/true", ["true"]),
):
    try:
        attempt()
    except PermissionError:
        continue
    raise SystemExit("it was let happen")
child = os.fork()
if not child:
    try:
        socket.socket()
    except PermissionError:
        os._exit(0)
    os._exit(1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(platform.system() != "Linux" or platform.machine() not in PROCESSORS, reason="no such filter here")
def test_connections_and_programs_are_refused_for_good_and_the_rest_goes_on() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", PROCESSORS)
def test_each_processor_refuses_the_same_calls(name: str) -> None:
    numbers = PROCESSORS[name].refused
    assert set(numbers) == set(PROCESSORS["x86_64"].refused)
    assert len(set(numbers.values())) == len(numbers)
