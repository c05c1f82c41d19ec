"""An article that is known to be good: where it cannot be cleaned, the process is at fault and not what it reads."""

from __future__ import annotations

from schemas.article import RawArticle

BODY = """Harbour ferry to run all night
By Ines Moreira

LISBON — The night ferry across the harbour will run every hour from the first of May, the port said on Mon-
day.

“Nobody should have to wait for the morning,” said Rui Falcão, who has steered the boat for
thirty years. The council will pay half of what it costs.

Photo: Ana Reis
"""
"""Of everything that the cleaner takes apart, something: headline, byline, dateline, broken words, a credit."""

PROBE = RawArticle(id="probe", source="copydesk", body=BODY)
