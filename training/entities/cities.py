"""The cities by which the cleaner knows a dateline, taken from the table of places.

    python -m training.entities.cities

Data: GeoNames, CC BY 4.0; see services/cleaner/NOTICE.txt.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

import numpy as np

from services.entities.place_table import KINDS

_ROOT: Final = Path(__file__).parents[2]

_LEAST: Final = 50_000
"""Inhabitants of a city that stands in datelines under its main name."""

_LEAST_BY_ANY_NAME: Final = 1_000_000
"""The same under another spelling or a former name: those of smaller cities are often words of some language."""


def build(places: Path, target: Path) -> None:
    """Write the digests of the cities' names, in order; one array, `digests`, of 48 bits each."""
    with np.load(places, allow_pickle=False) as table:
        row, is_chief = table["targets"] >> 1, table["targets"] & 1
        inhabitants = table["population"][row]
        by_name = (inhabitants >= _power(_LEAST)) & (is_chief == 1)
        chosen = (table["kind"][row] == KINDS.index("city")) & (by_name | (inhabitants >= _power(_LEAST_BY_ANY_NAME)))
        digests = (table["keys"].astype(np.uint64) << np.uint64(16)) | table["checks"].astype(np.uint64)
    with target.open("wb") as file:
        np.savez_compressed(file, digests=np.unique(digests[chosen]))


def _power(inhabitants: int) -> int:
    """The exponent of 1.1 as which the table keeps so many inhabitants."""
    return round(math.log(inhabitants, 1.1))


if __name__ == "__main__":
    build(_ROOT / "services/entities/data/places.npz", _ROOT / "services/cleaner/cities.npz")
