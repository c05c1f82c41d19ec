"""A secret among the settings is shown by no command, whatever it says."""

from __future__ import annotations

import pytest

from tests.copydesk.cli.command import copydesk

CANARY = "canary-0c5e-never-shown"
SECRETS = {
    "COPYDESK_SASL_PASSWORD": CANARY,
    "COPYDESK_SASL_USERNAME": "desk",
    "COPYDESK_SECURITY_PROTOCOL": "SASL_SSL",
}


@pytest.mark.parametrize(
    "arguments", [("--help",), ("run", "--help"), ("up", "--help"), ("acls", "apply", "--help"), ("diagnose", "--help")]
)
def test_no_help_shows_a_secret(arguments: tuple[str, ...]) -> None:
    shown = copydesk(*arguments, env=SECRETS)
    assert shown.exit_code == 0
    assert CANARY not in shown.output


@pytest.mark.parametrize(
    "wrong",
    [
        {"COPYDESK_HEALTH_PORT": "http"},
        {"COPYDESK_SASL_USERNAME": ""},
        {"COPYDESK_SASL_PASSWORD_FILE": "/run/secrets/kafka"},
        {"COPYDESK_SSL_CERT_FILE": "/run/secrets/crt"},
        {"COPYDESK_SSL_CA_FILE": "/nowhere/ca.crt"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_no_complaint_about_a_setting_shows_a_secret(wrong: dict[str, str]) -> None:
    refused = copydesk("lag", "--brokers", "localhost:1", env={**SECRETS, **wrong})
    assert refused.exit_code in (2, 3)
    assert next(iter(wrong)) in refused.stderr
    assert CANARY not in refused.output
