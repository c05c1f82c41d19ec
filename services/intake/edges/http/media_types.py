"""Which `Content-Type` may come, and how a body of it is read."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from services.intake.archives import is_archive
from services.intake.edges.http.problems import ProblemError
from services.intake.files import JSON_MEDIA_TYPES
from services.intake.formats.registry import all_formats, essence

BY_CONTENT = frozenset({"", "application/octet-stream", "binary/octet-stream"})
"""A sender that does not know: the content tells."""

MULTIPART = "multipart/form-data"

MAX_FILES = 100
MAX_FIELDS = 10
"""Form fields beside the files; there are none that are read."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a push. `name` is empty where it has none, `media_type` where the content must tell."""

    name: str
    media_type: str
    data: bytes


def accepted_media_types() -> list[str]:
    """All that may stand in `Content-Type`."""
    of_formats = {media_type for found in all_formats() for media_type in found.media_types}
    return sorted(JSON_MEDIA_TYPES | of_formats | {MULTIPART})


def check_media_type(content_type: str) -> str:
    """The media type without its parameters.

    Raises:
        ProblemError: 415, no format has it.
    """
    media_type = essence(content_type)
    if media_type in BY_CONTENT or media_type in _known():
        return media_type
    advice = (
        "curl says so of --data by itself: add -H 'Content-Type: application/json', or use --json"
        if media_type == "application/x-www-form-urlencoded"
        else f"there are {', '.join(accepted_media_types())}"
    )
    raise ProblemError(
        "media-type",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        f"no format is known of this Content-Type; {advice}",
        headers={"accept-post": ", ".join(accepted_media_types())},
        close=True,
    )


class _InMemory(MultiPartParser):
    """A body that is in memory, and counted, needs no temporary files."""

    spool_max_size = 0
    """`SpooledTemporaryFile` then never rolls over to the disk."""


@cache
def _known() -> frozenset[str]:
    return frozenset(accepted_media_types())


async def files_of(body: bytes, content_type: str) -> list[File]:
    """The files of a body: the body itself, or the parts of a multipart body that are files.

    Raises:
        ProblemError: 422, it is no such body, or has no file.
    """
    media_type = essence(content_type)
    if media_type != MULTIPART:
        return [_checked(File("", "" if media_type in BY_CONTENT else content_type, body))]

    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        form = await _InMemory(
            Headers({"content-type": content_type}),
            whole(),
            max_files=MAX_FILES,
            max_fields=MAX_FIELDS,
        ).parse()
    except (MultiPartException, KeyError, ValueError, AttributeError) as error:
        raise ProblemError(
            "multipart", HTTPStatus.UNPROCESSABLE_ENTITY, f"the multipart body cannot be read: {error}"
        ) from None
    try:
        uploads = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        files = [_checked(File(upload.filename or "", _of_part(upload), await upload.read())) for upload in uploads]
    finally:
        await form.close()
    if not files:
        raise ProblemError(
            "multipart", HTTPStatus.UNPROCESSABLE_ENTITY, "the body has no file; curl sends one by -F file=@NAME"
        )
    return files


def _checked(file: File) -> File:
    """The file. An archive may hold any number of files of any size, which would all be in memory at a time."""
    if is_archive(file.data):
        raise ProblemError(
            "archive",
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "archives come through the drop folder; here send the files themselves, or JSON Lines packed by gzip",
        )
    return file


def _of_part(upload: UploadFile) -> str:
    """The media type of a part. Browsers and curl say `application/octet-stream` of a suffix that they do not know."""
    stated = upload.content_type or ""
    return "" if essence(stated) not in _known() else stated
