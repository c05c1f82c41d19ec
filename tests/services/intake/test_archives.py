from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from services.intake.archives import is_archive, members
from services.intake.formats.format import FormatError

TEXT = b"The night ferry runs on."


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def opened(name: str, data: bytes, limit: int = 1_000_000, head: int = 10) -> list[tuple[str, bytes]]:
    stream = io.BytesIO(data[head:])
    return [(member, file.read()) for member, file in members(name, data[:head], stream, limit)]


@pytest.mark.parametrize(
    ("name", "inner"), [("a.jsonl.gz", "a.jsonl"), ("a.GZ", "a"), ("a.dat", "a.dat"), ("stdin", "stdin")]
)
def test_the_content_of_a_gzip_file_has_its_name_without_the_suffix(name: str, inner: str) -> None:
    for head in (3, 10, 10_000):
        assert opened(name, gzip.compress(TEXT), head=head) == [(inner, TEXT)]


def test_a_zip_archive_gives_its_files_in_order() -> None:
    assert opened("x.zip", packed(b=TEXT, a=b"")) == [("b", TEXT), ("a", b"")]


def test_what_comes_out_is_limited_whatever_the_archive_says() -> None:
    for data in (gzip.compress(b" " * 100_000), packed(a=b" " * 90_000, b=b" " * 90_000)):
        with pytest.raises(FormatError, match="more comes out of the archive"):
            opened("x", data, limit=6_000)
    with pytest.raises(FormatError, match="longer than 10 bytes"):
        opened("x", packed(a=TEXT), limit=10)


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(packed(a=TEXT))
    for place in (6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    with pytest.raises(FormatError, match="password"):
        opened("x.zip", bytes(data))


def test_archives_are_known_by_their_beginning() -> None:
    assert is_archive(gzip.compress(b"")) and is_archive(packed(a=b""))
    assert not is_archive(b"PK is a name") and not is_archive(b"")
