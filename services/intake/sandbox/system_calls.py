"""Takes from a process, for good, what a parser never needs: connections, other programs, other processes.

A filter of system calls (seccomp, Linux 3.17): it takes no privilege, holds within containers, and cannot be taken off
again. A call that it refuses fails with EPERM. Where there is no such thing, on another system or processor, nothing is
taken; the other limits hold.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
"""linux/prctl.h, linux/seccomp.h"""

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
"""BPF_LD | BPF_W | BPF_ABS, BPF_JMP | BPF_JEQ, BPF_JMP | BPF_JGE, BPF_RET, all BPF_K: linux/bpf_common.h"""

_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
"""SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO with the error"""

_NUMBER_AT, _PROCESSOR_AT = 0, 4
"""Offsets within struct seccomp_data"""


@dataclass(frozen=True, slots=True)
class Processor:
    """How the kernel numbers its calls on a processor (`audit`: AUDIT_ARCH_*), and which of them are refused.

    From `foreign_from` on are the numbers of another calling convention, all of which are refused, too.
    """

    audit: int
    refused: Mapping[str, int]
    foreign_from: int | None = None


PROCESSORS: Mapping[str, Processor] = {
    # arch/x86/entry/syscalls/syscall_64.tbl; from bit 30 on the calls of x32
    "x86_64": Processor(
        0xC000003E,
        {
            "socket": 41,
            "connect": 42,
            "accept": 43,
            "bind": 49,
            "listen": 50,
            "socketpair": 53,
            "execve": 59,
            "ptrace": 101,
            "accept4": 288,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "execveat": 322,
            "io_uring_setup": 425,
            "pidfd_getfd": 438,
        },
        foreign_from=0x40000000,
    ),
    # include/uapi/asm-generic/unistd.h
    "aarch64": Processor(
        0xC00000B7,
        {
            "ptrace": 117,
            "socket": 198,
            "socketpair": 199,
            "bind": 200,
            "listen": 201,
            "accept": 202,
            "connect": 203,
            "execve": 221,
            "accept4": 242,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "execveat": 281,
            "io_uring_setup": 425,
            "pidfd_getfd": 438,
        },
    ),
}


class _Program(ctypes.Structure):
    """The kernel's `struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def refuse_system_calls() -> bool:
    """Take them from this thread and all that it starts; False where the system cannot do it."""
    processor = PROCESSORS.get(platform.machine()) if platform.system() == "Linux" else None
    if processor is None:
        return False
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in _instructions(processor))
    program = _Program(len(code) // 8, code)
    system = ctypes.CDLL(None, use_errno=True)
    if system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(system.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _instructions(processor: Processor) -> Sequence[tuple[int, int, int, int]]:
    """The filter: code, jumps where a comparison holds and where not, operand. The last two are what it ends with."""
    compared = [(_EQUAL, number) for number in processor.refused.values()]
    if processor.foreign_from is not None:
        compared.append((_AT_LEAST, processor.foreign_from))
    checks = [(code, len(compared) - at, 0, number) for at, (code, number) in enumerate(compared)]
    return (
        (_LOAD, 0, 0, _PROCESSOR_AT),
        (_EQUAL, 0, len(compared) + 2, processor.audit),
        (_LOAD, 0, 0, _NUMBER_AT),
        *checks,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
