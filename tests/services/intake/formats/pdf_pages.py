"""Writes small PDFs for the tests, with nothing in them but what a test says: standard fonts, plain streams.

`python -m tests.services.intake.formats.pdf_pages` writes the seeds of the fuzzing anew.
"""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds" / "pdf"

FONTS = {
    "roman": "Times-Roman",
    "bold": "Times-Bold",
    "italic": "Times-Italic",
    "sans": "Helvetica",
    "mono": "Courier",
}

WIDTH, HEIGHT = 600, 800


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


@dataclass
class Page:
    """Drawing operators of one page; `y` counts from the top, as a reader sees it."""

    operators: list[str] = field(default_factory=list)
    entries: str = ""

    def text(self, x: float, y: float, text: str, size: float = 10, font: str = "roman", before: str = "") -> Page:
        """One line; `before` are operators that hold for it alone."""
        matrix = f"1 0 0 1 {x} {HEIGHT - y} Tm"
        self.operators.append(f"q {before} BT /{font} {size} Tf {matrix} ({_escaped(text)}) Tj ET Q")
        return self

    def lines(self, x: float, y: float, lines: Iterable[str], size: float = 10, font: str = "roman") -> float:
        """Lines one below the other, each that begins with a blank indented; returns the next line's `y`."""
        for line in lines:
            self.text(x + (size if line.startswith(" ") else 0), y, line.strip(), size, font)
            y += size * 1.2
        return y

    def rectangle(self, x: float, y: float, width: float, height: float, grey: float = 0.7) -> Page:
        """A filled one; `y` is its upper edge."""
        self.operators.append(f"q {grey} g {x} {HEIGHT - y - height} {width} {height} re f Q")
        return self


def column(text: str, characters: int = 34) -> list[str]:
    """A text of paragraphs as lines of a column, first lines indented."""
    paragraphs = text.split("\n")
    wrapped = (textwrap.wrap(each, characters, initial_indent=" ", break_on_hyphens=False) for each in paragraphs)
    return [line for lines in wrapped for line in lines]


def document(pages: Sequence[Page], *, compressed: bool = False, extra: Sequence[str] = (), trailer: str = "") -> bytes:
    """The bytes of a PDF. `extra` are objects from number 100 on."""
    fonts = " ".join(f"/{name} {10 + at} 0 R" for at, name in enumerate(FONTS))
    kids = " ".join(f"{20 + 2 * at} 0 R" for at in range(len(pages)))
    resources = f"<< /Font << {fonts} >> /XObject << /Picture 100 0 R >> >>"
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] /MediaBox [0 0 {WIDTH} {HEIGHT}] "
        f"/Resources {resources} >>".encode(),
    }
    for at, base in enumerate(FONTS.values()):
        objects[10 + at] = f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>".encode()
    for at, page in enumerate(pages):
        number = 20 + 2 * at
        objects[number] = f"<< /Type /Page /Parent 2 0 R /Contents {number + 1} 0 R {page.entries} >>".encode()
        content = "\n".join(page.operators).encode("cp1252")
        if compressed:
            content = zlib.compress(content)
        head = f"<< /Length {len(content)}{' /Filter /FlateDecode' if compressed else ''} >>"
        objects[number + 1] = head.encode() + b"\nstream\n" + content + b"\nendstream"
    for at, other in enumerate(extra):
        objects[100 + at] = other.encode("latin-1")
    data = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, value in sorted(objects.items()):
        places[number] = len(data)
        data += f"{number} 0 obj\n".encode() + value + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        data += f"{number} 1\n{place:010} 00000 n \n".encode()
    data += f"trailer << /Size {max(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)


PICTURE = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
    "stream\n\x80\nendstream"
)
"""An image of one grey point, as the first of `extra`."""


def show_picture(x: float, y: float, width: float, height: float) -> str:
    """The operators that show the picture there; `y` is its upper edge."""
    return f"q {width} 0 0 {height} {x} {HEIGHT - y - height} cm /Picture Do Q"


STORY = (
    "The ferry left the island at dawn with nineteen goats, two teachers and the last of the mail on board.\n"
    "Nobody had told the harbour master, who had the gates closed since a quarter past four.\n"
    'A spokeswoman, Ilva Trent, called it "a misunderstanding with horns" and promised that it would not occur again.\n'
    "The goats were unharmed. They grazed on the lawn before the customs house until a farmer from the next valley "
    "came with a cart.\n"
    "By noon the square was full of people who had come to look, and the baker sold out twice.\n"
    "The mail arrived a day late. It held nine letters, all of them bills."
)

OTHER = (
    "The council has bought a bell for the tower of the old school and will hang it before the feast.\n"
    "It weighs as much as a small car, and it is tuned to a tone that nobody has sung for a century."
)


def newspaper() -> Page:
    """A story over two columns with all that a page has, and another story to its right."""
    page = Page()
    page.text(40, 30, "The Island Courier", 8, "sans").text(480, 30, "Monday, 4 May 2026", 8, "sans")
    page.text(40, 70, "Ferry sails with goats, gates shut", 24, "bold")
    page.text(40, 92, "By Ruth Amsel", 10, "bold")
    lines = column(STORY)
    half = len(lines) // 2
    y = page.lines(40, 112, lines[:half])
    page.rectangle(40, y, 160, 60)
    page.text(40, y + 72, "The customs house on Monday.", 8, "italic")
    page.text(40, y + 82, "Photo: Per Lund", 8, "italic")
    y = page.lines(215, 112, lines[half : half + 5])
    y = page.lines(215, y + 16, ['"A misunderstanding', 'with horns"'], 16, "bold")
    page.lines(215, y + 4, lines[half + 5 :])
    page.text(400, 70, "Bell for the tower", 14, "bold")
    page.lines(400, 92, column(OTHER))
    page.text(300, 780, "7", 8, "sans")
    return page


def seeds() -> dict[str, bytes]:
    """The seeds of the fuzzing by file name."""
    second = Page()
    second.text(40, 30, "The Island Courier", 8, "sans")
    second.lines(40, 60, column(STORY, 90))
    turned = Page(entries="/Rotate 90 /CropBox [20 20 580 780]")
    turned.operators = ["q 0 1 -1 0 600 0 cm", *newspaper().operators, "Q", show_picture(300, 300, 100, 100)]
    content = "BT /roman 10 Tf 40 700 Td (A form.) Tj ET /Picture Do"
    form = (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length {len(content)} "
        f"/Resources << /XObject << /Picture 101 0 R >> >> >>\nstream\n{content}\nendstream"
    )
    nested = Page()
    nested.operators = ["/Picture Do", "BT /roman 12 Tf 40 400 Td [(Kerned) -300 (te) 20 (xt)] TJ ET", "0.5 g 1 Tr"]
    nested.text(40, 300, "White on white", before="1 1 1 rg").text(40, 320, "No ink", before="3 Tr")
    return {
        "newspaper.pdf": document([newspaper()], extra=[PICTURE]),
        "two_pages.pdf": document([newspaper(), second], compressed=True, extra=[PICTURE]),
        "turned.pdf": document([turned], extra=[PICTURE]),
        "nested_form.pdf": document([nested], extra=[form, PICTURE]),
    }


if __name__ == "__main__":
    SEEDS.mkdir(exist_ok=True)
    for name, data in seeds().items():
        (SEEDS / name).write_bytes(data)
