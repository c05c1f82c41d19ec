"""The interface to PDFium: pages as glyphs and shapes, in points from the top left corner of the visible area."""

from __future__ import annotations

import ctypes
import math
import re
import struct
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from services.intake.formats.format import FormatError

MAX_PAGES = 50
"""Pages of the longest press dossiers; a longer document is a whole newspaper or a book, and no article."""

MAX_CHARACTERS = 300_000
"""Characters of a document: fifty dense pages, which are read within seconds."""

_MAX_OBJECTS = 50_000
"""Objects of a page: a map drawn in lines has some ten thousand."""

_MAX_FORM_DEPTH = 10
"""Depth of nested form objects: an advertisement in a page in a page has four or five levels."""

_SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|semibd", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slanted", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6
_FORCE_BOLD_FLAG = 1 << 18
_BOLD_WEIGHT = 600
_INVISIBLE_MODES = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
_PICTURES = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING})

_RECTANGLE = 5
"""Segments of a rectangle's path: a move and four lines."""

_OPAQUE = 250
"""Alpha, 0 to 255, from which a filling is opaque."""

_BLANK, _NO_BREAK_BLANK, _TAB = 0x20, 0xA0, 0x09
_BLANKS = frozenset({_BLANK, _NO_BREAK_BLANK, _TAB})
_SURROGATES = range(0xD800, 0xE000)
_HYPHENS = frozenset({0x02, 0xFFFE})
"""The codes that PDFium gives for a hyphen at a line end."""


_Number = ctypes.c_void_p | ctypes.c_int | ctypes.c_uint | ctypes.c_ulong | ctypes.c_size_t


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface, without the tag that a subset of it has."""

    name: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One text object: glyphs of one font, size and colour. `turn` is its direction in degrees against the page's."""

    font: Font
    size: float
    baseline: float
    turn: int
    visible: bool
    luminance: float
    depth: int


@dataclass(slots=True)
class Glyph:
    """One character and its advance box; `y` is the baseline."""

    text: str
    x0: float
    x1: float
    y: float
    run: Run


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture or a path: its bounds, and its index in the order of painting (`depth`).

    `luminance`: that of an opaque filling, 0 to 1; None for a picture or a path without one. `whole`: whether it is a
    rectangle without clipping, which fills its bounds for certain.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    depth: int
    picture: bool
    luminance: float | None
    stroked: bool = False
    whole: bool = False

    @property
    def width(self) -> float:
        """The width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """The height in points."""
        return self.y1 - self.y0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(slots=True)
class Page:
    """The contents of a page; `number` counts from 0."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)


def _quick(function: object, result: type[_Number], *arguments: type[_Number]) -> Callable[..., int]:
    """A function of PDFium on plain numbers: the type checks of its own prototype cost three times the call."""
    return ctypes.CFUNCTYPE(result, *arguments)(_address(function))


def _address(handle: object) -> int:
    """The address that a handle or a function of PDFium points to; 0 for a null pointer."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_unicode_at = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
_object_at = _quick(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
_is_generated = _quick(pdfium.FPDFText_IsGenerated, _INT, _POINTER, _INT)
_advance_box = _quick(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_matrix_at = _quick(pdfium.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
_object_of_page = _quick(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
_object_of_form = _quick(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
_objects_of_form = _quick(pdfium.FPDFFormObj_CountObjects, _INT, _POINTER)
_kind_of = _quick(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
_bounds_of = _quick(pdfium.FPDFPageObj_GetBounds, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
_matrix_of = _quick(pdfium.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
_is_transparent = _quick(pdfium.FPDFPageObj_HasTransparency, _INT, _POINTER)
_fill_of = _quick(pdfium.FPDFPageObj_GetFillColor, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
_painting_of = _quick(pdfium.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
_segments_of = _quick(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
_clip_of = _quick(pdfium.FPDFPageObj_GetClipPath, _POINTER, _POINTER)
_paths_of_clip = _quick(pdfium.FPDFClipPath_CountPaths, _INT, _POINTER)
_render_mode_of = _quick(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
_size_of = _quick(pdfium.FPDFTextObj_GetFontSize, _INT, _POINTER, _POINTER)
_font_of = _quick(pdfium.FPDFTextObj_GetFont, _POINTER, _POINTER)
_name_of = _quick(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t)
_flags_of = _quick(pdfium.FPDFFont_GetFlags, _INT, _POINTER)
_weight_of = _quick(pdfium.FPDFFont_GetWeight, _INT, _POINTER)

_FOUR_FLOATS = struct.Struct("4f")
_SIX_FLOATS = struct.Struct("6f")
_ONE_FLOAT = struct.Struct("f")
_FOUR_COUNTS = struct.Struct("4I")
_TWO_INTS = struct.Struct("2i")

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _ResultBuffer:
    """Memory into which PDFium writes its results."""

    def __init__(self) -> None:
        self.bytes = ctypes.create_string_buffer(256)
        self.address = ctypes.addressof(self.bytes)

    def addresses(self, count: int) -> Iterator[int]:
        """The addresses of `count` values of four bytes."""
        return (self.address + 4 * index for index in range(count))


def read_pages(data: bytes) -> Iterator[Page]:
    """The pages of a PDF, in order.

    Raises:
        FormatError: it is damaged or encrypted, has more pages or text than an article, or none.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FormatError(f"PDFium cannot open it: {error}") from None
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise FormatError(f"it has {count} pages, more than {MAX_PAGES}: no article")
        left = MAX_CHARACTERS
        for number in range(count):
            page = _read_page(document, number, left)
            left -= len(page.glyphs)
            yield page
    finally:
        document.close()


def _read_page(document: pypdfium2.PdfDocument, number: int, left: int) -> Page:
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise FormatError(f"page {number + 1}: {error}") from None
    try:
        read = _PageReader(page, number, left, 0).read()
        turn = _usual_turn(read)
        return _PageReader(page, number, left, turn).read() if turn else read
    except pypdfium2.PdfiumError as error:
        raise FormatError(f"page {number + 1}: {error}") from None
    finally:
        page.close()


def _usual_turn(page: Page) -> int:
    """How far the page's text is turned: 0, or 90, 180 or 270 where most of it is."""
    turns = Counter(glyph.run.turn for glyph in page.glyphs)
    turn, glyphs = max(turns.items(), key=lambda item: item[1], default=(0, 0))
    return turn if turn in {90, 180, 270} and glyphs > len(page.glyphs) / 2 else 0


class _PageReader:
    """Reads one page, rotated by its own rotation and `turn`, so that its text is upright."""

    def __init__(self, page: pypdfium2.PdfPage, number: int, left: int, turn: int) -> None:
        self._source = page
        self._page = _address(page.raw)
        self._left = left
        self._rotation = (page.get_rotation() + turn) % 360
        self._box = _visible_box(page)
        left_edge, bottom, right, top = self._box
        width, height = right - left_edge, top - bottom
        if self._rotation in {90, 270}:
            width, height = height, width
        self._objects = pdfium.FPDFPage_CountObjects(page.raw)
        self._result = Page(number, width, height)
        self._depths: dict[int, int] = {}
        self._fonts: dict[int, Font] = {}
        self._buffer = _ResultBuffer()

    def read(self) -> Page:
        if self._objects > _MAX_OBJECTS:
            raise FormatError(f"page {self._result.number + 1} has more than {_MAX_OBJECTS} objects")
        for depth in range(self._objects):
            item = _object_of_page(self._page, depth)
            if item:
                self._read_object(item, depth, _IDENTITY, 0)
        # After the objects: PDFium's text extraction follows every form, without end where forms contain each other.
        text = self._source.get_textpage()
        try:
            self._read_glyphs(_address(text.raw), text.count_chars())
        finally:
            text.close()
        return self._result

    def _read_object(self, item: int, depth: int, matrix: Matrix, nesting: int) -> None:
        kind = _kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self._depths[item] = depth
        elif kind in _PICTURES:
            self._add_shape(item, depth, matrix, picture=True)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._add_shape(item, depth, matrix, picture=False)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            if nesting == _MAX_FORM_DEPTH:
                raise FormatError(f"page {self._result.number + 1} has forms nested over {_MAX_FORM_DEPTH} deep")
            inner = _multiplied(self._matrix(item), matrix)
            count = _objects_of_form(item)
            self._objects += max(count, 0)
            if self._objects > _MAX_OBJECTS:
                raise FormatError(f"page {self._result.number + 1} has more than {_MAX_OBJECTS} objects")
            for index in range(count):
                child = _object_of_form(item, index)
                if child:
                    self._read_object(child, depth, inner, nesting + 1)

    def _matrix(self, item: int) -> Matrix:
        if not _matrix_of(item, self._buffer.address):
            return _IDENTITY
        found: Matrix = _SIX_FLOATS.unpack_from(self._buffer.bytes)
        return found

    def _add_shape(self, item: int, depth: int, matrix: Matrix, *, picture: bool) -> None:
        if not _bounds_of(item, *self._buffer.addresses(4)):
            return
        left, bottom, right, top = _FOUR_FLOATS.unpack_from(self._buffer.bytes)
        x0, y0, x1, y1 = self._turned_box(_moved(left, bottom, matrix), _moved(right, top, matrix))
        luminance, stroked = (None, False) if picture else self._painting(item)
        if picture or stroked or luminance is not None:
            whole = not picture and self._is_whole(item)
            self._result.shapes.append(Shape(x0, y0, x1, y1, depth, picture, luminance, stroked, whole))

    def _is_whole(self, item: int) -> bool:
        clip = _clip_of(item)
        return _segments_of(item) <= _RECTANGLE and (not clip or _paths_of_clip(clip) <= 0)

    def _painting(self, item: int) -> tuple[float | None, bool]:
        """The luminance of a path's opaque filling, None without one, and whether the path is stroked."""
        if not _painting_of(item, *self._buffer.addresses(2)):
            return None, False
        filling, stroked = _TWO_INTS.unpack_from(self._buffer.bytes)
        if not filling or _is_transparent(item):
            return None, bool(stroked)
        return self._luminance(item), bool(stroked)

    def _luminance(self, item: int) -> float | None:
        """The luminance of an object's filling, 0 for black to 1 for white (ITU-R BT.601); None if translucent."""
        if not _fill_of(item, *self._buffer.addresses(4)):
            return 0.0
        red, green, blue, alpha = _FOUR_COUNTS.unpack_from(self._buffer.bytes)
        if alpha < _OPAQUE:
            return None
        return float(0.299 * red + 0.587 * green + 0.114 * blue) / 255

    def _read_glyphs(self, text: int, count: int) -> None:
        if count > self._left:
            raise FormatError(f"its text is longer than {MAX_CHARACTERS} characters: no article")
        runs: dict[int, Run] = {}
        glyphs = self._result.glyphs
        buffer = self._buffer
        width, height = self._result.width, self._result.height
        upright = self._rotation == 0
        left_edge = self._box[0]
        for at in range(count):
            code = _unicode_at(text, at)
            item = _object_at(text, at)
            if not item or (code <= _BLANK and code not in _HYPHENS) or code == _NO_BREAK_BLANK:
                if glyphs and not _is_generated(text, at) and code in _BLANKS:
                    glyphs.append(_BLANK_GLYPH)
                continue
            run = runs.get(item)
            if run is None:
                run = runs[item] = self._run(text, item, at)
                self._result.runs.append(run)
            _advance_box(text, at, buffer.address)
            left, top, right, bottom = _FOUR_FLOATS.unpack_from(buffer.bytes)
            if upright:
                x0, x1 = left - left_edge, right - left_edge
            else:
                x0, _, x1, _ = self._turned_box((left, bottom), (right, top))
            if x1 < 0 or x0 > width or not 0 <= run.baseline <= height + run.size:
                continue
            glyphs.append(Glyph("-" if code in _HYPHENS else _character(code), x0, x1, run.baseline, run))

    def _run(self, text: int, item: int, at: int) -> Run:
        _size_of(item, self._buffer.address)
        (size,) = _ONE_FLOAT.unpack_from(self._buffer.bytes)
        matrix = (
            _SIX_FLOATS.unpack_from(self._buffer.bytes) if _matrix_at(text, at, self._buffer.address) else _IDENTITY
        )
        a, b, c, d, e, f = matrix
        size = abs(size) * math.hypot(c, d)
        turn = (round(math.degrees(math.atan2(b, a))) - self._rotation) % 360 if math.isfinite(a + b) else 0
        _, y = self._turned(e, f)
        mode = _render_mode_of(item)
        luminance = self._luminance(item)
        visible = mode not in _INVISIBLE_MODES and luminance is not None
        depth = self._depths.get(item, self._objects)
        return Run(self._font(item), size, y, turn, visible, luminance or 0.0, depth)

    def _font(self, item: int) -> Font:
        handle = _font_of(item)
        if handle not in self._fonts:
            self._fonts[handle] = self._described(handle) if handle else Font("", bold=False, italic=False)
        return self._fonts[handle]

    def _described(self, handle: int) -> Font:
        size = _name_of(handle, self._buffer.address, 255)
        name = self._buffer.bytes.raw[: max(min(size, 255) - 1, 0)].decode("utf-8", "replace")
        name = _SUBSET_TAG.sub("", name)
        flags = max(_flags_of(handle), 0)
        bold = bool(_BOLD.search(name) or flags & _FORCE_BOLD_FLAG or _weight_of(handle) >= _BOLD_WEIGHT)
        return Font(name, bold, bool(_ITALIC.search(name) or flags & _ITALIC_FLAG))

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point of PDF's space, with its origin at the bottom left, to a point of the page as it is shown."""
        left, bottom, right, top = self._box
        match self._rotation:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
            case _:
                return x - left, top - y

    def _turned_box(self, one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
        (xa, ya), (xb, yb) = self._turned(*one), self._turned(*other)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


_NO_RUN = Run(Font("", bold=False, italic=False), 0.0, 0.0, 0, visible=False, luminance=0.0, depth=0)
_BLANK_GLYPH = Glyph(" ", 0.0, 0.0, 0.0, _NO_RUN)


def _character(code: int) -> str:
    return chr(code) if code <= sys.maxunicode and code not in _SURROGATES else "\ufffd"


def _visible_box(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The visible area: the crop box inside the media box."""
    left, bottom, right, top = page.get_mediabox()
    crop = page.get_cropbox()
    inside = (max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3]))
    return inside if inside[2] > inside[0] and inside[3] > inside[1] else (left, bottom, right, top)


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _multiplied(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
