"""When certificates end, read from their PEM files.

Only the end of the validity is read, which takes no package: the standard library tells it of connections alone, and
the usual package would add fifteen megabytes to an image that needs it for nothing else.
"""

from __future__ import annotations

import re
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)

_SEQUENCE, _VERSION, _UTC_TIME, _GENERALIZED_TIME = 0x30, 0xA0, 0x17, 0x18
_LONG_LENGTH = 0x80
_CENTURY_TURN = 50
"""Two digits of a year from this on are of the last century (RFC 5280, 4.1.2.5.1)."""


class CertificateError(ValueError):
    """A file holds no certificate that can be read."""


class _Element(NamedTuple):
    """A DER element: its tag, its content, and where the next one begins."""

    tag: int
    content: bytes
    end: int


def first_end(file: Path) -> float:
    """When the first of a PEM file's certificates ends, in seconds of the Unix epoch.

    Raises:
        CertificateError: it holds none, or one that cannot be read.
        OSError: it cannot be read.
    """
    pems = _PEM.findall(file.read_text(encoding="ascii", errors="replace"))
    if not pems:
        raise CertificateError(f"no certificate in {file.name}")
    try:
        return min(_end(ssl.PEM_cert_to_DER_cert(pem)) for pem in pems)
    except (ValueError, IndexError) as error:
        raise CertificateError(f"a certificate in {file.name} cannot be read") from error


def _end(der: bytes) -> float:
    """The `notAfter` of a certificate (RFC 5280, 4.1): behind version, serial number, algorithm and issuer."""
    certificate = _element(der, 0, _SEQUENCE)
    body = _element(certificate.content, 0, _SEQUENCE).content
    first = _element(body, 0)
    at = first.end if first.tag == _VERSION else 0
    for _ in ("serial number", "algorithm", "issuer"):
        at = _element(body, at).end
    validity = _element(body, at, _SEQUENCE).content
    return _moment(_element(validity, _element(validity, 0).end)).timestamp()


def _element(data: bytes, at: int, tag: int | None = None) -> _Element:
    """The element that begins at an offset.

    Raises:
        ValueError: it is another one, or it is cut off.
        IndexError: the data ends before it.
    """
    length, start = data[at + 1], at + 2
    if length >= _LONG_LENGTH:
        digits = length - _LONG_LENGTH
        length, start = int.from_bytes(data[start : start + digits]), start + digits
    if start + length > len(data) or (tag is not None and data[at] != tag):
        raise ValueError("no such element")
    return _Element(data[at], data[start : start + length], start + length)


def _moment(element: _Element) -> datetime:
    text = element.content.decode("ascii")
    if element.tag == _UTC_TIME:
        text = ("19" if int(text[:2]) >= _CENTURY_TURN else "20") + text
    elif element.tag != _GENERALIZED_TIME:
        raise ValueError("no time")
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
