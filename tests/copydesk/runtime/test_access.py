"""Why a broker refuses, on servers of TLS that speak no Kafka; tests/broker/test_guarded_kafka.py asks Kafka itself."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trustme
from aiokafka.errors import (
    KafkaConnectionError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
    UnsupportedVersionError,
)

from copydesk.runtime.access import explain_refusal, why_refused
from copydesk.runtime.broker import free_port
from copydesk.runtime.settings import Settings

SASL = Settings.model_validate({"security_protocol": "SASL_SSL", "sasl_username": "desk", "sasl_password": "secret"})


def trusting(authority: trustme.CA, folder: Path, address: str) -> Settings:
    file = folder / "ca.crt"
    file.write_bytes(authority.cert_pem.bytes())
    return Settings(brokers=address, security_protocol="SSL", ssl_ca_file=file)


@asynccontextmanager
async def server(context: ssl.SSLContext | None) -> AsyncIterator[str]:
    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    listening = await asyncio.start_server(hang_up, "127.0.0.1", 0, ssl=context)
    async with listening:
        yield f"localhost:{listening.sockets[0].getsockname()[1]}"


def serving(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


async def test_the_authority_and_the_host_name_are_told_apart(tmp_path: Path) -> None:
    authority = trustme.CA()
    async with server(serving(authority, "localhost")) as address:
        stranger = await why_refused(trusting(trustme.CA(), tmp_path, address))
        assert stranger is not None
        assert "is not by an authority of COPYDESK_SSL_CA_FILE" in stranger
        hung_up = await why_refused(trusting(authority, tmp_path, address))
        assert hung_up is not None
        assert "closes the connection at once" in hung_up
    async with server(serving(authority, "kafka.example")) as address:
        elsewhere = await why_refused(trusting(authority, tmp_path, address))
        assert elsewhere is not None
        assert "its certificate is not for localhost" in elsewhere


async def test_nobody_there_is_no_refusal_and_a_file_that_is_missing_is_one(tmp_path: Path) -> None:
    address = f"localhost:{free_port()}"
    assert await why_refused(Settings(brokers=address)) is None
    missing = await why_refused(Settings(brokers=address, security_protocol="SSL", ssl_ca_file=tmp_path / "none"))
    assert missing is not None
    assert missing.startswith("COPYDESK_SSL_CA_FILE, ")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SaslAuthenticationFailed("no"), "a:1 does not know the user 'desk', or not with this password"),
        (UnsupportedSaslMechanismError("no"), "a:1 does not know PLAIN: set COPYDESK_SASL_MECHANISM"),
        (KafkaConnectionError("closed"), "COPYDESK_SECURITY_PROTOCOL is SASL_SSL"),
        (ConnectionResetError(), "COPYDESK_SECURITY_PROTOCOL is SASL_SSL"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_broker_answers_says_what_to_do(error: Exception, said: str) -> None:
    reason = explain_refusal(error, "a:1", SASL)
    assert reason is not None
    assert said in reason
    assert "secret" not in reason


@pytest.mark.parametrize(
    "error", [TimeoutError(), ConnectionRefusedError(), OSError("no route"), UnsupportedVersionError()]
)
def test_what_is_no_refusal(error: Exception) -> None:
    assert explain_refusal(error, "a:1", SASL) is None
