"""HTTP edge of the intake: takes articles that are pushed."""

from copydesk.runtime.service import Service
from schemas.article import RawArticle
from services.intake.core import receive
from services.intake.edges.http.server import serve_http

SERVICE = Service(
    "intake", source=RawArticle, handle=receive, serve=serve_http, edge="http", searches=True, linger_ms=0
)
