from __future__ import annotations

import pytest

from services.intake.formats.shared.notes import with_notes
from services.intake.formats.shared.prose import Prose


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("(Adds quotes, details)\n\nThe ferry runs on.", "(Adds quotes, details)"),
        (
            "(UPDATES with vote)\n\n* One point\n\n* Another\n\nThe ferry.",
            "(UPDATES with vote)\n\n* One point\n\n* Another",
        ),
        ("[Eds: Picture follows.]\nThe ferry runs on.", "[Eds: Picture follows.]"),
        ("((Adds details))\n\nThe ferry.", "((Adds details))"),
        ("Eds: Adds vote. With photos.\n\nThe ferry.", "Eds: Adds vote. With photos."),
        ("UPDATE 2: adds quotes from owner\n\nThe ferry.", "UPDATE 2: adds quotes from owner"),
        ("ATTENTION - ADDS quotes ///\n\nThe ferry.", "ATTENTION - ADDS quotes ///"),
        ("(Ergänzt: Zitat)\n\nDie Fähre fährt.", "(Ergänzt: Zitat)"),
    ],
)
def test_a_note_above_a_text_is_boilerplate_with_its_points(body: str, note: str) -> None:
    (region,) = with_notes(Prose(body)).regions
    assert region == {"start": 0, "end": len(note), "role": "boilerplate"}


@pytest.mark.parametrize(
    "body",
    [
        "(Adds quotes)",
        "(Kirkhaven) The ferry runs on.\n\nMore.",
        "(Adding insult to injury)\n\nMore.",
        "Adds quotes\n\nMore.",
        "Update: the ferry runs on.\n\nMore.",
        "Attention turned to the ferry.\n\nMore.",
        "(Adds " + "x" * 700 + ")\n\nMore.",
        "",
    ],
)
def test_a_text_has_none(body: str) -> None:
    assert with_notes(Prose(body)).regions == ()
