"""Who may push: keys, what each is bound to, and the file that keeps them.

Of a key only its SHA-256 is kept. That is enough, because a key is 256 random bits: slow hashes (scrypt, Argon2) make
it costly to try the few words that people choose for passwords, and nobody can try 2^256 keys. A token that signs
(HMAC) must be kept as it is: the receiver computes the same signature with it.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import structlog
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from schemas.document import Moment, utc_now

log = structlog.get_logger(__name__)

PREFIX = "copydesk_"
"""So that a scanner for leaked secrets, and a person, can tell what was leaked."""

KEY_BYTES = 32
"""256 bits."""

ANY_SOURCE = "*"


class Key(BaseModel):
    """A key of the file. It has either a digest, of a key that is sent along, or a token, of one that signs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    sources: tuple[str, ...] = Field(min_length=1)
    digest: str | None = Field(default=None, pattern="^[0-9a-f]{64}$", description="SHA-256 of the key, hexadecimal")
    token: str | None = Field(default=None, min_length=16, repr=False, description="shared secret of HMAC signatures")
    per_minute: int | None = Field(default=None, ge=1, description="articles a minute")
    per_day: int | None = Field(default=None, ge=1, description="articles a day, by UTC")
    created_at: Moment = Field(default_factory=utc_now)

    @model_validator(mode="after")
    def _has_one_secret(self) -> Self:
        if (self.digest is None) == (self.token is None):
            raise ValueError("a key has either a digest or a token")
        return self

    @property
    def default_source(self) -> str:
        """The source of what names none: the first that the key is bound to."""
        return next((source for source in self.sources if source != ANY_SOURCE), self.name)

    def may_claim(self, source: str) -> bool:
        """Whether whoever has this key may push articles of this source."""
        return source in self.sources or ANY_SOURCE in self.sources


_KEYS = TypeAdapter(tuple[Key, ...])


class KeysError(Exception):
    """The file cannot be read, or what is asked of it does not fit; the message says which."""


def digest_of(secret: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def read_keys(path: Path) -> tuple[Key, ...]:
    """All keys of the file; none where there is no file.

    Raises:
        KeysError: it cannot be read, or is no file of keys.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise KeysError(f"{path}: {error.strerror}") from error
    try:
        keys = _KEYS.validate_json(content)
    except ValidationError as error:
        # Never the input: it may be a token.
        first = error.errors(include_input=False, include_url=False)[0]
        raise KeysError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if len({key.name for key in keys}) < len(keys):
        raise KeysError(f"{path}: a name stands twice")
    return keys


def add_key(path: Path, key: Key, *, replace: bool = False) -> None:
    """Put a key into the file.

    Raises:
        KeysError: there is one of this name, and it is not to be replaced; or the file cannot be read or written.
    """
    with _changing(path) as keys:
        if any(known.name == key.name for known in keys) and not replace:
            raise KeysError(f"there is a key {key.name} already; remove it first")
        keys[:] = [known for known in keys if known.name != key.name] + [key]


def remove_key(path: Path, name: str) -> None:
    """Take a key out of the file. Running edges notice with their next request.

    Raises:
        KeysError: there is none of this name, or the file cannot be read or written.
    """
    with _changing(path) as keys:
        left = [key for key in keys if key.name != name]
        if len(left) == len(keys):
            raise KeysError(f"there is no key {name}; there are {', '.join(key.name for key in keys) or 'none'}")
        keys[:] = left


def new_key(
    name: str, sources: Sequence[str], *, per_minute: int | None = None, per_day: int | None = None
) -> tuple[Key, str]:
    """A key that is sent along, and the secret itself, which is nowhere else."""
    secret = PREFIX + secrets.token_urlsafe(KEY_BYTES)
    key = Key(name=name, sources=tuple(sources), digest=digest_of(secret), per_minute=per_minute, per_day=per_day)
    return key, secret


def new_signing_key(
    name: str,
    sources: Sequence[str],
    *,
    token: str | None = None,
    per_minute: int | None = None,
    per_day: int | None = None,
) -> tuple[Key, str]:
    """A key that signs, with a new token or with the one that the sender has already."""
    token = token or secrets.token_urlsafe(KEY_BYTES)
    return Key(name=name, sources=tuple(sources), token=token, per_minute=per_minute, per_day=per_day), token


@contextmanager
def _changing(path: Path) -> Iterator[list[Key]]:
    """The keys, to be changed; written at the end, all or nothing, with nobody else writing meanwhile."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_name(f".{path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            keys = list(read_keys(path))
            yield keys
            _write(path, keys)
    except OSError as error:
        raise KeysError(f"{path}: {error.strerror}") from error


def _write(path: Path, keys: Sequence[Key]) -> None:
    entries = [key.model_dump(mode="json", exclude_none=True) for key in keys]
    # mkstemp makes it readable by its owner alone.
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as output:
            json.dump(entries, output, indent=2, ensure_ascii=False)
            output.write("\n")
            output.flush()
            os.fsync(output.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Keyring:
    """The keys of a running edge: read again when their file changes.

    A file that has become unreadable changes nothing, and is reported: a slip must not lock every newsroom out. One
    that is gone leaves no key.
    """

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            KeysError: it cannot be read.
        """
        self._path = path
        self._state = _state(path)
        self._hold(read_keys(path))

    def __len__(self) -> int:
        return len(self._by_name)

    def find(self, secret: str) -> Key | None:
        """The key that was sent along; None where it is none of these."""
        self._renew()
        # What is looked up is a digest: how long it takes tells nothing of the key.
        return self._by_digest.get(digest_of(secret))

    def signer(self, name: str) -> Key | None:
        """The key of this name that signs; None where there is none."""
        self._renew()
        key = self._by_name.get(name)
        return key if key is not None and key.token is not None else None

    def _hold(self, keys: Sequence[Key]) -> None:
        self._by_name = {key.name: key for key in keys}
        self._by_digest = {key.digest: key for key in keys if key.digest is not None}

    def _renew(self) -> None:
        state = _state(self._path)
        if state == self._state:
            return
        self._state = state
        try:
            self._hold(read_keys(self._path))
        except KeysError as error:
            log.error("keys cannot be read; the former ones stay", error=str(error))  # noqa: TRY400 - the traceback says no more
        else:
            log.info("keys read", keys=len(self._by_name))


def _state(path: Path) -> tuple[int, int, int] | None:
    """What differs when a file is replaced or written to; links, as Kubernetes mounts secrets, are followed."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def signed(body: bytes, signature: str, token: str) -> bool:
    """Whether the signature `sha1=HEX` is that of the body: HMAC-SHA1, as Superdesk's HTTP push signs.

    SHA-1 is broken for collisions, not for HMAC; it is what the sender computes.
    """
    expected = "sha1=" + hmac.new(token.encode(), body, "sha1").hexdigest()
    return hmac.compare_digest(expected.encode(), signature.strip().encode("utf-8", "replace"))
