"""The services by name: each lives in a folder of its own, which is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module

from copydesk.runtime.service import Service
from schemas.document import Document


def find_service(name: str) -> Service[Document]:
    """The service that lives in the folder `services/<name>`.

    Raises:
        ModuleNotFoundError: there is no such folder.
    """
    service: Service[Document] = import_module(f"services.{name}.service").SERVICE
    return service
