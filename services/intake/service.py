"""Intake: takes articles in from the drop folder."""

from schemas.article import RawArticle
from services.intake.core import receive
from services.intake.drop import watch_drop_folder
from services.runtime.service import Service

SERVICE = Service("intake", source=RawArticle, handle=receive, arrivals=watch_drop_folder)
