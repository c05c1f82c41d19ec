"""The services by name: each lives in a folder of its own, which is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module

from copydesk.runtime.rights import TOPIC_MAKER, Right, operator_rights, process_rights, topic_maker_rights
from copydesk.runtime.service import Service
from schemas.document import Document
from schemas.topics import OPERATOR, SERVICE_NAMES, Topic, topic_of

EDGE_NAMES: tuple[str, ...] = ("http", "feeds")
"""Further edges of the intake, beside its drop folder: each a process of its own."""

PROCESS_NAMES: tuple[str, ...] = (SERVICE_NAMES[0], *EDGE_NAMES, *SERVICE_NAMES[1:])
"""Everything that `copydesk run` knows, in the order of an article's way."""

ROLE_NAMES: tuple[str, ...] = (*PROCESS_NAMES, OPERATOR, TOPIC_MAKER)
"""Everybody who has rights of their own in the cluster."""


def find_service(name: str) -> Service[Document]:
    """The service that lives in the folder `services/<name>`, or the edge in `services/intake/edges/<name>`.

    Raises:
        ModuleNotFoundError: there is no such folder.
    """
    folder = f"services.intake.edges.{name}" if name in EDGE_NAMES else f"services.{name}"
    service: Service[Document] = import_module(f"{folder}.service").SERVICE
    return service


def topics_read() -> dict[str, Topic]:
    """The topic that each service reads, by its name, in the order of an article's way; an edge reads none."""
    services = [find_service(name) for name in SERVICE_NAMES]
    return {service.name: topic_of(service.source) for service in services if not service.is_edge}


def rights() -> dict[str, tuple[Right, ...]]:
    """What each role may do in the cluster, in the order of ROLE_NAMES."""
    return {
        **{name: process_rights(find_service(name)) for name in PROCESS_NAMES},
        OPERATOR: operator_rights(topics_read().values()),
        TOPIC_MAKER: topic_maker_rights(),
    }
