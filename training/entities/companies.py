"""Makes `services/entities/data/companies.txt`, the companies of the stock indices, as newspapers call them.

pip install --no-deps pytickersymbols==1.17.10
python -m training.entities.companies
"""

from __future__ import annotations

import re
from pathlib import Path

from pytickersymbols import PyTickerSymbols

TARGET = Path("services/entities/data/companies.txt")

_ENDS = re.compile(
    r"(?:[\s,]+(?:\(.*\)|class [abc]|the|inc|incorporated|corp|corporation|co|company|companies|plc|ltd|limited|group|"
    r"holding|holdings|ag|se|sa|nv|n\.v|s\.a|s\.p\.a|spa|oyj|asa|ab|a/s|kgaa|gmbh|& co)\.?|\.com)\Z",
    re.IGNORECASE,
)

_SHORTEST = 2
"""Letters of a name: a ticker of one is none."""


def names() -> set[str]:
    """Each company's name without its legal form, and with it where that is more than a legal form."""
    found: set[str] = set()
    for stock in PyTickerSymbols().get_all_stocks():
        name = " ".join(stock["name"].split()).removeprefix("The ")
        while (shorter := _ENDS.sub("", name).strip(" ,&")) != name:
            found.add(name)
            name = shorter
        found.add(name)
    return {name for name in found if len(name) >= _SHORTEST and name[0].isalnum() and not name.isdigit()}


if __name__ == "__main__":
    TARGET.write_text("# pytickersymbols 1.17.10, MIT licence\n" + "\n".join(sorted(names())) + "\n", encoding="utf-8")
