"""A cleaner that does what an article's body tells it, to see what becomes of the article and of its neighbours.

`python -m tests.support.worker`, with settings from the environment. It is run by the same code as any service.
"""

from __future__ import annotations

import os
import signal
import sys
import time

from copydesk.runtime.logs import configure_logs
from copydesk.runtime.process import run_service
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.article import CleanArticle, RawArticle
from schemas.document import Document
from schemas.sketch import Sketch


def obey(article: RawArticle) -> Document:
    """Raise, sleep, swell or die, as the body says; else pass the article on."""
    order, _, argument = article.body.partition(":")
    text = article.body
    match order:
        case "raise":
            raise RuntimeError(argument)
        case "sleep":
            time.sleep(float(argument))
        case "swell":
            text = "x" * int(argument)
        case "incompressible":
            text = os.urandom(int(argument) // 2).hex()
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
    fields = article.model_dump(exclude={"body"})
    return CleanArticle(**fields, text=text, sketch=Sketch(exact=""))


SERVICE: Service[Document] = Service("cleaner", source=RawArticle, handle=obey)  # type: ignore[arg-type]


def main() -> int:
    settings = Settings()
    configure_logs(settings, SERVICE.name)
    return run_service(SERVICE, settings)


if __name__ == "__main__":
    sys.exit(main())
