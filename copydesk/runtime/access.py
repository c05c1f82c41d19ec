"""Why no broker lets a process in, in words that say what to do about it.

Clients of Kafka tell that no broker could be reached, whatever the reason; the reason is in their logs at best. So a
connection is tried for nothing but its error.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from aiokafka.conn import AIOKafkaConnection, create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    IllegalSaslStateError,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.metadata import MetadataRequest

from copydesk.runtime.connection import ClientOptions, bootstrap_servers, client_options
from copydesk.runtime.settings import Settings

PROBE_SECONDS = 5
"""A broker that works shakes hands within milliseconds."""

_HOST_NAME_MISMATCH, _ADDRESS_MISMATCH = 62, 64
_NOT_YET_VALID, _HAS_EXPIRED = 9, 10
"""X509_V_ERR_* of OpenSSL, x509_vfy.h."""

_NOT_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "UNEXPECTED_MESSAGE"})


@dataclass(frozen=True)
class Access:
    """What a connection of its own found. Where it was neither let in nor refused, no broker answers."""

    is_let_in: bool = False
    refusal: str | None = None
    """Why no broker can be used, and what to do."""


async def try_access(settings: Settings) -> Access:
    """Connect to one broker after the other, until one lets us in or says why not."""
    try:
        options = client_options(settings)
    except OSError as error:
        return Access(refusal=str(error))
    for server in bootstrap_servers(settings):
        try:
            await _try(server, options)
        except (OSError, KafkaError, TimeoutError) as error:
            reason = explain_refusal(error, server, settings)
            if reason is not None:
                return Access(refusal=reason)
        else:
            return Access(is_let_in=True)
    return Access()


async def why_refused(settings: Settings) -> str | None:
    """Why no broker can be used; None where one can, or where none is there to refuse anything."""
    return (await try_access(settings)).refusal


async def _try(server: str, options: ClientOptions) -> None:
    """Connect and ask a question: a broker that wants a password lets in whoever gives none, and then ends it."""
    connection = await connected(server, options)
    try:
        await connection.send(MetadataRequest([]))
    finally:
        connection.close()


def explain_refusal(error: BaseException, server: str, settings: Settings) -> str | None:
    """What a failed attempt to connect means and what to do; None where it says only that nobody answers."""
    if isinstance(error, KafkaConnectionError) and isinstance(error.__cause__, ssl.SSLError):
        # With TLS 1.3 a broker that refuses a client's certificate says so after the client's part of the handshake.
        error = error.__cause__
    match error:
        case ssl.SSLError():
            return f"{server}: {_tls(error, server, settings)}"
        case SaslAuthenticationFailed() | AuthenticationFailedError() | IllegalSaslStateError():
            return (
                f"{server} does not know the user {settings.sasl_username!r}, or not with this password: see "
                "COPYDESK_SASL_USERNAME, COPYDESK_SASL_PASSWORD or COPYDESK_SASL_PASSWORD_FILE, COPYDESK_SASL_MECHANISM"
            )
        case UnsupportedSaslMechanismError():
            return f"{server} does not know {settings.sasl_mechanism}: set COPYDESK_SASL_MECHANISM to what it knows"
        case KafkaConnectionError() | ConnectionResetError() | ConnectionAbortedError() | BrokenPipeError():
            return (
                f"{server} closes the connection at once: COPYDESK_SECURITY_PROTOCOL is {settings.security_protocol}; "
                "does this port want another, or a client certificate?"
            )
    return None


def _tls(error: ssl.SSLError, server: str, settings: Settings) -> str:
    """What TLS found wrong."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate(error, server)
    if error.reason in _NOT_TLS:
        return f"it does not speak TLS: COPYDESK_SECURITY_PROTOCOL is {settings.security_protocol}, or see the port"
    return (
        f"it ends the handshake of TLS ({error.reason}): see COPYDESK_SSL_CERT_FILE, COPYDESK_SSL_KEY_FILE and the "
        "authority that the broker trusts"
    )


def _certificate(error: ssl.SSLCertVerificationError, server: str) -> str:
    match error.verify_code:
        case code if code in (_HOST_NAME_MISMATCH, _ADDRESS_MISMATCH):
            return (
                f"its certificate is not for {server.rpartition(':')[0]}: name brokers in COPYDESK_BROKERS and in the "
                "broker's advertised.listeners as their certificates do"
            )
        case code if code in (_NOT_YET_VALID, _HAS_EXPIRED):
            return f"its certificate is not valid now ({error.verify_message}): renew it, or mend this machine's clock"
    return (
        f"its certificate is not by an authority of COPYDESK_SSL_CA_FILE ({error.verify_message}): give the file of "
        "the authority that has signed it"
    )


async def connected(server: str, options: ClientOptions) -> AIOKafkaConnection:
    """A connection to one broker, HOST:PORT, which has let us in.

    Raises:
        KafkaError: it refuses this user, or ends the connection.
        OSError: it cannot be reached, or TLS fails.
        TimeoutError: it does not answer.
    """
    host, _, port = server.rpartition(":")
    given = {name: value for name, value in options.items() if name != "bootstrap_servers"}
    return await create_conn(
        host.strip("[]"), int(port), client_id="copydesk-access", request_timeout_ms=PROBE_SECONDS * 1000, **given
    )


async def any_connected(settings: Settings, options: ClientOptions) -> AIOKafkaConnection:
    """A connection to the first broker that lets us in.

    Raises:
        Exception: of the last broker, where none does.
    """
    failure: Exception = KafkaConnectionError("COPYDESK_BROKERS names no broker")
    for server in bootstrap_servers(settings):
        try:
            return await connected(server, options)
        except (OSError, KafkaError, TimeoutError) as error:
            failure = error
    raise failure
