"""Intake: takes articles in from the drop folder."""

from copydesk.runtime.service import Service
from schemas.article import RawArticle
from services.intake.core import receive
from services.intake.edges.drop import watch_drop_folder

SERVICE = Service("intake", source=RawArticle, handle=receive, arrivals=watch_drop_folder)
