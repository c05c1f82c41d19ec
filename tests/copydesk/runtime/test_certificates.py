"""Ends of certificates, as OpenSSL tells them (`openssl x509 -noout -enddate`)."""

from __future__ import annotations

import ssl
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copydesk.runtime.certificates import CertificateError, first_end

EARLY = """\
-----BEGIN CERTIFICATE-----
MIIBizCCATGgAwIBAgIUT7WA1bROwvCE6YK3TzptbpykPU4wCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQY29weWRlc2suZXhhbXBsZTAeFw0yNjExMjkxNTEwNTRaFw0y
NzExMjkxNTEwNTRaMBsxGTAXBgNVBAMMEGNvcHlkZXNrLmV4YW1wbGUwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARUpd+Euaa65RfpIZSbqZnYogSktNdZEoVHhnEu
O/zkdBKD5gDzvRdIJnAzHq4Bo1SRp7RQFnbzvHGNRjGWIDOko1MwUTAdBgNVHQ4E
FgQUi/PB/qWiwHuXuaJM5FO2eEjfaHcwHwYDVR0jBBgwFoAUi/PB/qWiwHuXuaJM
5FO2eEjfaHcwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA47hg
g9o1vRVj8AMOPeCxnDn1bv1fA70n/bt5+3PI1U0CIF0INhgEti6FEgBAu5H678vd
WessIB5iGKILs98Eu/+Q
-----END CERTIFICATE-----
"""
"""Made for this test; its key is gone. The year has two digits (UTCTime)."""

EARLY_END = datetime(2027, 11, 29, 15, 10, 54, tzinfo=UTC)

LATE = """\
-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUNBrfVsToNUzifdM5I0XBvGClTHgwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQY29weWRlc2suZXhhbXBsZTAgFw0yNjExMjkxNTEwNTVaGA8y
MDgxMDkwMTE1MTA1NVowGzEZMBcGA1UEAwwQY29weWRlc2suZXhhbXBsZTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABA/PtRN9UAQYWNcOwXtLG/Wos4uZaw1vhIQp
IvI3zg99tpdTg+TpTTZs0RG5aCeiQbmAMChzk2xvs92xegDbxTqjUzBRMB0GA1Ud
DgQWBBTKUHklkLyYeUOQGDRbhEQO68s9xTAfBgNVHSMEGDAWgBTKUHklkLyYeUOQ
GDRbhEQO68s9xTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDR
60YaQZrmgkYsiqsrjXG2RgC1lMsXo7XyesNqoiTmEAIgFbs0kfnRpZ8zkaGW1W9g
aNNgoCJYFPE6q0XKfM6Lch0=
-----END CERTIFICATE-----
"""
"""The same with a year of four digits (GeneralizedTime), as RFC 5280 asks from 2050 on."""

LATE_END = datetime(2081, 9, 1, 15, 10, 55, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (EARLY, EARLY_END),
        (LATE, LATE_END),
        (LATE + EARLY, EARLY_END),
        ("Subject: some words that tools put above\n" + LATE.replace("\n", "\r\n"), LATE_END),
    ],
    ids=["two digits", "four digits", "the first of a chain", "with words and other line ends"],
)
def test_the_end_is_that_of_the_certificate_that_ends_first(text: str, end: datetime, tmp_path: Path) -> None:
    file = tmp_path / "chain.pem"
    file.write_text(text)
    assert first_end(file) == end.timestamp()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ],
)
def test_a_file_without_a_readable_certificate_is_an_error_that_names_it(text: str, tmp_path: Path) -> None:
    file = tmp_path / "broken.pem"
    file.write_text(text)
    with pytest.raises(CertificateError, match=r"broken\.pem"):
        first_end(file)


def test_a_certificate_that_is_cut_or_damaged_anywhere_is_an_error_or_has_an_end(tmp_path: Path) -> None:
    der = b64decode("".join(EARLY.splitlines()[1:-1]))
    file = tmp_path / "damaged.pem"
    damaged = [der[:length] for length in range(len(der))]
    damaged += [der[:at] + bytes([der[at] ^ 0xFF]) + der[at + 1 :] for at in range(len(der))]
    refused = 0
    for each in damaged:
        file.write_text(ssl.DER_cert_to_PEM_cert(each))
        try:
            assert isinstance(first_end(file), float)
        except CertificateError:
            refused += 1
    assert refused >= len(der)
