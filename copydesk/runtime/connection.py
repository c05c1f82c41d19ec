"""How to reach the cluster: the same settings in the words of aiokafka, Faust and kafka-python."""

from __future__ import annotations

import ssl
from typing import TypedDict

from aiokafka.helpers import create_ssl_context
from faust.auth import SASLCredentials, SSLCredentials

from copydesk.runtime.settings import Settings


class ClientOptions(TypedDict, total=False):
    """Keyword arguments that aiokafka's and kafka-python's clients share."""

    bootstrap_servers: list[str]
    security_protocol: str
    ssl_context: ssl.SSLContext | None
    sasl_mechanism: str
    sasl_plain_username: str | None
    sasl_plain_password: str | None


def bootstrap_servers(settings: Settings) -> list[str]:
    """The brokers as a list; blanks and empty entries are dropped."""
    return [server.strip() for server in settings.brokers.split(",") if server.strip()]


def _ssl_context(settings: Settings) -> ssl.SSLContext | None:
    if "SSL" not in settings.security_protocol.split("_"):
        return None
    context: ssl.SSLContext = create_ssl_context(
        cafile=str(settings.ssl_ca_file) if settings.ssl_ca_file else None,
        certfile=str(settings.ssl_cert_file) if settings.ssl_cert_file else None,
        keyfile=str(settings.ssl_key_file) if settings.ssl_key_file else None,
    )
    return context


def _password(settings: Settings) -> str | None:
    return settings.sasl_password.get_secret_value() if settings.sasl_password else None


def client_options(settings: Settings) -> ClientOptions:
    """Options for an aiokafka or kafka-python client."""
    options = ClientOptions(bootstrap_servers=bootstrap_servers(settings), security_protocol=settings.security_protocol)
    context = _ssl_context(settings)
    if context is not None:
        options["ssl_context"] = context
    if settings.security_protocol.startswith("SASL"):
        options["sasl_mechanism"] = settings.sasl_mechanism
        options["sasl_plain_username"] = settings.sasl_username
        options["sasl_plain_password"] = _password(settings)
    return options


def faust_credentials(settings: Settings) -> SASLCredentials | SSLCredentials | None:
    """The same for Faust's consumer; None where the cluster asks for nothing."""
    context = _ssl_context(settings)
    if settings.security_protocol.startswith("SASL"):
        return SASLCredentials(
            mechanism=settings.sasl_mechanism,
            username=settings.sasl_username,
            password=_password(settings),
            ssl_context=context,
        )
    return SSLCredentials(context=context) if context else None
