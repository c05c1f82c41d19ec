"""PDF: the story of a page that was set for print."""

from services.intake.formats.pdf.document import FORMAT

__all__ = ["FORMAT"]
