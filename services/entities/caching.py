"""How much the functions on single words and names remember."""

from __future__ import annotations

from typing import Final

WORDS_KEPT: Final = 4096
"""Words and names whose answers a process keeps, in each function that asks the same of them again and again.

Those of one hour's articles: with 20,000 a process that ran for two hours kept 40 MB more and was no faster.
"""
