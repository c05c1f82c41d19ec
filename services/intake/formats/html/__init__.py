"""HTML: the article of a web page."""

from services.intake.formats.html.page import FORMAT

__all__ = ["FORMAT"]
