"""How to reach the cluster: the same settings in the words of aiokafka, Faust and kafka-python."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import NoReturn, TypedDict

from aiokafka.helpers import create_ssl_context
from faust.auth import SASLCredentials, SSLCredentials

from copydesk.runtime.settings import Settings


class CredentialsError(OSError):
    """A file that says who we are, or whom we trust, cannot be used; the message names its variable."""


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
    """What TLS is checked by: always the broker's certificate, and that it is for the host that was asked for."""
    if "SSL" not in settings.security_protocol.split("_"):
        return None
    return create_verifying_context(settings.ssl_ca_file, settings.ssl_cert_file, settings.ssl_key_file)


def create_verifying_context(
    authority: Path | None, certificate: Path | None = None, key: Path | None = None
) -> ssl.SSLContext:
    """A context that verifies the other side by an authority's file (None: those of this machine).

    Raises:
        CredentialsError: one of the files cannot be used.
    """
    try:
        context: ssl.SSLContext = create_ssl_context(cafile=str(authority) if authority else None)
    except OSError as error:
        _unusable("COPYDESK_SSL_CA_FILE", authority, "no PEM file of certificates", error)
    if certificate is None:
        return context
    for variable, file in (("COPYDESK_SSL_CERT_FILE", certificate), ("COPYDESK_SSL_KEY_FILE", key)):
        _must_be_readable(variable, file)
    try:
        # Without a function OpenSSL would ask for the password of an encrypted key at the terminal.
        context.load_cert_chain(certificate, key, password=lambda: "")
    except OSError as error:
        what = "and COPYDESK_SSL_KEY_FILE are no certificate in PEM and its key, or the key is encrypted"
        _unusable("COPYDESK_SSL_CERT_FILE", certificate, what, error)
    return context


def _must_be_readable(variable: str, file: Path | None) -> None:
    if file is None:
        return
    try:
        file.read_bytes()
    except OSError as error:
        _unusable(variable, file, "cannot be read", error)


def _unusable(variable: str, file: Path | None, what: str, error: OSError) -> NoReturn:
    """Say which file is at fault; of its content, which may be a key, nothing is said."""
    reason = f": {error.strerror}" if error.strerror and not isinstance(error, ssl.SSLError) else ""
    raise CredentialsError(f"{variable}, {file}: {what}{reason}") from None


def _password(settings: Settings) -> str | None:
    """The password; from its file as it is now, so that a new one holds from the next connection on.

    Raises:
        CredentialsError: its file cannot be read, or holds none.
    """
    file = settings.sasl_password_file
    if file is None:
        return settings.sasl_password.get_secret_value() if settings.sasl_password else None
    try:
        password = file.read_bytes().decode("utf-8").rstrip("\r\n")
    except OSError as error:
        _unusable("COPYDESK_SASL_PASSWORD_FILE", file, "cannot be read", error)
    except UnicodeDecodeError:
        raise CredentialsError(f"COPYDESK_SASL_PASSWORD_FILE, {file}: is no text in UTF-8") from None
    if not password:
        raise CredentialsError(f"COPYDESK_SASL_PASSWORD_FILE, {file}: is empty")
    return password


def client_options(settings: Settings) -> ClientOptions:
    """Options for an aiokafka or kafka-python client.

    Raises:
        CredentialsError: a file of certificates, of a key or of a password cannot be used.
    """
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
    """The same for Faust's consumer; None where the cluster asks for nothing.

    Raises:
        CredentialsError: as `client_options`.
    """
    context = _ssl_context(settings)
    if settings.security_protocol.startswith("SASL"):
        return SASLCredentials(
            mechanism=settings.sasl_mechanism,
            username=settings.sasl_username,
            password=_password(settings),
            ssl_context=context,
        )
    return SSLCredentials(context=context) if context else None
