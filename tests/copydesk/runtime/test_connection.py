from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from faust.auth import SASLCredentials, SSLCredentials
from faust.types.auth import AuthProtocol, SASLMechanism
from pydantic import SecretStr

from copydesk.runtime.connection import bootstrap_servers, client_options, faust_credentials
from copydesk.runtime.settings import Settings

SECRET = SecretStr("hunter2-hunter2")


def with_sasl(protocol: str, mechanism: str = "SCRAM-SHA-512") -> Settings:
    return Settings.model_validate(
        {
            "security_protocol": protocol,
            "sasl_mechanism": mechanism,
            "sasl_username": "desk",
            "sasl_password": SECRET,
        }
    )


def test_brokers_are_a_list_without_blanks() -> None:
    assert bootstrap_servers(Settings(brokers=" a:9092, b:9093 ,,")) == ["a:9092", "b:9093"]


def test_plain_text_asks_for_nothing() -> None:
    settings = Settings(brokers="a:9092", security_protocol="PLAINTEXT")
    assert client_options(settings) == {"bootstrap_servers": ["a:9092"], "security_protocol": "PLAINTEXT"}
    assert faust_credentials(settings) is None


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
def test_sasl_over_tls_is_the_same_for_every_client(mechanism: str) -> None:
    settings = with_sasl("SASL_SSL", mechanism)
    options = client_options(settings)
    assert options["security_protocol"] == "SASL_SSL"
    assert options["sasl_mechanism"] == mechanism
    assert options["sasl_plain_username"] == "desk"
    assert options["sasl_plain_password"] == SECRET.get_secret_value()
    context = options["ssl_context"]
    assert context is not None
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname

    credentials = faust_credentials(settings)
    assert isinstance(credentials, SASLCredentials)
    assert credentials.protocol == AuthProtocol.SASL_SSL
    assert credentials.mechanism == SASLMechanism(mechanism)
    assert (credentials.username, credentials.password) == ("desk", SECRET.get_secret_value())
    assert credentials.ssl_context is not None
    assert "hunter2" not in repr(credentials)


def test_sasl_without_tls_has_no_context() -> None:
    settings = with_sasl("SASL_PLAINTEXT")
    assert "ssl_context" not in client_options(settings)
    credentials = faust_credentials(settings)
    assert isinstance(credentials, SASLCredentials)
    assert credentials.protocol == AuthProtocol.SASL_PLAINTEXT
    assert credentials.ssl_context is None


def test_tls_without_sasl_verifies_the_broker() -> None:
    settings = Settings(security_protocol="SSL")
    options = client_options(settings)
    assert options["ssl_context"] is not None
    assert options["ssl_context"].verify_mode == ssl.CERT_REQUIRED
    assert "sasl_mechanism" not in options
    credentials = faust_credentials(settings)
    assert isinstance(credentials, SSLCredentials)
    assert credentials.context.verify_mode == ssl.CERT_REQUIRED


def test_an_authority_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        client_options(Settings(security_protocol="SSL", ssl_ca_file=tmp_path / "none.pem"))
