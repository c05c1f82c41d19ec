"""Cities: whether a name is that of a city that datelines name.

Data of GeoNames (geonames.org, CC BY 4.0), made by `training/entities/cities.py`: 48-bit digests of names, a tenth of a
megabyte, read when a text opens like a dateline for the first time.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from copydesk.text.place_digest import digest, folded


def is_city(name: str) -> bool:
    """Whether a city of 50,000 inhabitants and more has the name, in whatever case and with or without accents."""
    cities = _cities()
    wanted = np.uint64(digest(folded(name)))
    at = int(np.searchsorted(cities, wanted))
    return at < len(cities) and bool(cities[at] == wanted)


@cache
def _cities() -> NDArray[np.uint64]:
    with as_file(files("services.cleaner") / "cities.npz") as path, np.load(path, allow_pickle=False) as stored:
        return np.asarray(stored["digests"], np.uint64)
