"""What a page states of itself in `meta` elements, by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from services.intake.formats.html.linked_data import Thing, linked_article, name_of, one_line

_NO_LETTERS = re.compile(r"[\W_]+")

_SITE = ("application-name", "dc.publisher")


@dataclass(slots=True)
class Statements:
    """A page's statements, by their names in lower case; of equal names all, in order; and what JSON-LD says."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    article: Thing = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        """The first value of the first of these names that has one."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), None)

    def all(self, *names: str) -> list[str]:
        """All values of these names, in order."""
        return [value for name in names for value in self.metas.get(name, ()) if value]

    def like(self, letters: re.Pattern[str]) -> list[str]:
        """All values of the names whose letters are like this, in order."""
        return [
            value
            for name, values in self.metas.items()
            if letters.fullmatch(_NO_LETTERS.sub("", name))
            for value in values
        ]

    @property
    def site_names(self) -> tuple[str, ...]:
        """What the site calls itself."""
        names = (self.first("og:site_name"), one_line(name_of(self.article.get("publisher"))), self.first(*_SITE))
        return tuple(name for name in names if name)


def read_statements(root: etree._Element) -> Statements:
    """What the page of this root element states."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if name and (content := one_line(meta.get("content"))):
            metas.setdefault(name.strip().lower(), []).append(content)
    links = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    addresses = {address for address in (*links, *metas.get("og:url", ())) if address}
    return Statements(metas, linked_article(root, addresses))
