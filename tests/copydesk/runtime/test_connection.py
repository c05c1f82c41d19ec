from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from faust.auth import SASLCredentials, SSLCredentials
from faust.types.auth import AuthProtocol, SASLMechanism
from pydantic import SecretStr, ValidationError

from copydesk.runtime.connection import CredentialsError, bootstrap_servers, client_options, faust_credentials
from copydesk.runtime.settings import Settings

SECRET = SecretStr("hunter2-hunter2")
PLAIN, CHANGED = "hunter2", " an other one "


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


def password_file(file: Path) -> Settings:
    return Settings.model_validate(
        {"security_protocol": "SASL_PLAINTEXT", "sasl_username": "desk", "sasl_password_file": file}
    )


@pytest.mark.parametrize("written", [PLAIN, f"{PLAIN}\n", f"{PLAIN}\r\n"])
def test_a_password_comes_from_a_file_as_it_is_at_each_connection(written: str, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(written, newline="")
    settings = password_file(file)
    assert client_options(settings)["sasl_plain_password"] == PLAIN
    file.write_text(CHANGED)
    assert client_options(settings)["sasl_plain_password"] == CHANGED
    credentials = faust_credentials(settings)
    assert isinstance(credentials, SASLCredentials)
    assert credentials.password == CHANGED


def test_a_file_that_cannot_be_used_is_named_with_its_variable(tmp_path: Path) -> None:
    empty, binary, key = tmp_path / "empty", tmp_path / "binary", tmp_path / "key.pem"
    empty.write_bytes(b"\n")
    binary.write_bytes(b"\xff\xfe")
    certificate = tmp_path / "crt.pem"
    issued = trustme.CA().issue_cert("desk.test")
    certificate.write_bytes(issued.cert_chain_pems[0].bytes())
    loaded = load_pem_private_key(issued.private_key_pem.bytes(), None)
    encrypted = BestAvailableEncryption(b"secret")
    key.write_bytes(loaded.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encrypted))
    tls = {"security_protocol": "SSL"}
    for settings, said in (
        (password_file(tmp_path / "none"), "COPYDESK_SASL_PASSWORD_FILE, .*none: cannot be read: No such file"),
        (password_file(empty), "COPYDESK_SASL_PASSWORD_FILE, .*is empty"),
        (password_file(binary), "COPYDESK_SASL_PASSWORD_FILE, .*no text in UTF-8"),
        (Settings.model_validate({**tls, "ssl_ca_file": tmp_path / "none.pem"}), "COPYDESK_SSL_CA_FILE.*No such file"),
        (
            Settings.model_validate({**tls, "ssl_ca_file": binary}),
            "COPYDESK_SSL_CA_FILE, .*no PEM file",
        ),
        (
            Settings.model_validate({**tls, "ssl_cert_file": certificate, "ssl_key_file": tmp_path / "none"}),
            "COPYDESK_SSL_KEY_FILE, .*cannot be read",
        ),
        # Nobody is asked for its password at a terminal.
        (Settings.model_validate({**tls, "ssl_cert_file": certificate, "ssl_key_file": key}), "the key is encrypted"),
    ):
        for options in (client_options, faust_credentials):
            with pytest.raises(CredentialsError, match=said):
                options(settings)


@pytest.mark.parametrize(
    "given",
    [
        {"security_protocol": "SASL_SSL", "sasl_username": "desk"},
        {"sasl_password": "one", "sasl_password_file": "/other"},
        {"ssl_cert_file": "/crt"},
        {"ssl_key_file": "/key"},
    ],
    ids=str,
)
def test_settings_that_do_not_go_together_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="COPYDESK_"):
        Settings.model_validate(given)
