"""Feeds edge of the intake: fetches what sites publish."""

from copydesk.runtime.service import Service
from schemas.article import RawArticle
from services.intake.core import receive
from services.intake.edges.feeds.watch import watch_feeds

SERVICE = Service("intake", source=RawArticle, handle=receive, arrivals=watch_feeds, edge="feeds")
