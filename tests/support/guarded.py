"""An Apache Kafka that asks everybody who they are, over TLS, and lets them do what its rules say."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from kafka import KafkaAdminClient
from kafka.admin import (
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from copydesk.operator.acls import apply_rules, name_principals, rules_of
from copydesk.registry import ROLE_NAMES, rights
from copydesk.runtime.broker import free_port
from copydesk.runtime.granted import missing_rights
from copydesk.runtime.settings import Settings
from tests.support.brokers import KAFKA_ENVIRONMENT, Broker, kafka_container
from tests.support.cluster import Cluster, Worker, cluster_on, wait_for

CANARY = "canary-6f1d-never-shown"
"""The password of everybody: where it is read, a secret has leaked."""

EVERY_RULE = ACLFilter(
    None,
    None,
    ACLOperation.ANY,
    ACLPermissionType.ANY,
    ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY),
)

INSIDE = "/etc/copydesk"


@dataclass(frozen=True)
class Guards:
    """One such broker: an address for each way to say who one is, and one at which the judge may do everything."""

    judge: str
    passwords: str
    certificates: str
    folder: Path
    authority: trustme.CA

    @property
    def authority_file(self) -> Path:
        return self.folder / "ca.crt"

    @contextlib.contextmanager
    def cluster(self, folder: Path) -> Iterator[Guarded]:
        """Topics of its own, with the rights that each role needs."""
        with cluster_on(Broker(self.judge, "kafka", KAFKA_ENVIRONMENT), folder) as cluster:
            yield Guarded(cluster, self, folder)
            # The same users, in the next test, have no rights either.
            with contextlib.closing(KafkaAdminClient(bootstrap_servers=self.judge)) as admin:
                admin.delete_acls([EVERY_RULE])


@dataclass(frozen=True)
class Guarded:
    """A cluster's topics behind the guards."""

    cluster: Cluster
    guards: Guards
    folder: Path

    def credentials(self, role: str) -> dict[str, str]:
        """What a process is told so that it gets in as `role`."""
        password = self.folder / f"{role}.password"
        password.write_text(f"{CANARY}\n")
        return {
            "BROKERS": self.guards.passwords,
            "SECURITY_PROTOCOL": "SASL_SSL",
            "SSL_CA_FILE": str(self.guards.authority_file),
            "SASL_MECHANISM": "SCRAM-SHA-512",
            "SASL_USERNAME": user(role),
            "SASL_PASSWORD_FILE": str(password),
        }

    def settings(self, role: str, **other: str) -> Settings:
        given = {name.lower(): value for name, value in {**self.credentials(role), **other}.items()}
        return Settings.model_validate({**given, "topic_prefix": self.cluster.prefix})

    def start(self, process: str, **settings: str) -> Worker:
        return self.cluster.start("copydesk", "run", process, **{**self.credentials(process), **settings})

    def allow(self, *roles: str) -> None:
        """Give roles what they need; by the judge, who may."""
        principals = name_principals(ROLE_NAMES, "User:" + user("{role}"), {})
        for role in roles:
            apply_rules(self.cluster.settings, rules_of(principals[role], rights()[role], self.cluster.settings))
            self.wait_until_allowed(role)

    def wait_until_allowed(self, role: str) -> None:
        """A broker learns of new rules a moment after they are confirmed."""
        settings, needed = self.settings(role), rights()[role]
        wait_for(lambda: not asyncio.run(missing_rights(settings, needed)), 10, f"the rights of {role} hold")


def user(role: str) -> str:
    """As the chart of a release named desk calls it."""
    return f"desk-copydesk-{role}"


@contextlib.contextmanager
def guarded_kafka(folder: Path) -> Iterator[Guards]:
    """The broker. Everybody's password is CANARY, over SCRAM-SHA-512 and over PLAIN."""
    ports = {name: free_port() for name in ("PASSWORDS", "CERTIFICATES")}
    # Kafka is another user in its container.
    folder.chmod(0o755)
    authority = trustme.CA()
    (folder / "ca.crt").write_bytes(authority.cert_pem.bytes())
    _write_key_store(folder / "broker.pem", authority.issue_cert("localhost"))
    users = " ".join(f'user_{user(role)}="{CANARY}"' for role in ROLE_NAMES)
    plain = f"org.apache.kafka.common.security.plain.PlainLoginModule required {users};"
    scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
    environment = {
        "KAFKA_AUTHORIZER_CLASS_NAME": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "KAFKA_SUPER_USERS": "User:ANONYMOUS",
        "KAFKA_SSL_KEYSTORE_TYPE": "PEM",
        "KAFKA_SSL_KEYSTORE_LOCATION": f"{INSIDE}/broker.pem",
        "KAFKA_SSL_TRUSTSTORE_TYPE": "PEM",
        "KAFKA_SSL_TRUSTSTORE_LOCATION": f"{INSIDE}/ca.crt",
        "KAFKA_LISTENER_NAME_CERTIFICATES_SSL_CLIENT_AUTH": "required",
        "KAFKA_SSL_PRINCIPAL_MAPPING_RULES": "RULE:^.*CN=([^,]+).*$/$1/",
        "KAFKA_SASL_ENABLED_MECHANISMS": "SCRAM-SHA-512,PLAIN",
        "KAFKA_LISTENER_NAME_PASSWORDS_SCRAM___SHA___512_SASL_JAAS_CONFIG": scram,
        "KAFKA_LISTENER_NAME_PASSWORDS_PLAIN_SASL_JAAS_CONFIG": plain,
    }
    listeners = {"PASSWORDS": ("SASL_SSL", ports["PASSWORDS"]), "CERTIFICATES": ("SSL", ports["CERTIFICATES"])}
    with kafka_container(environment, listeners, {folder: INSIDE}) as judge:
        set_passwords(judge, {user(role): CANARY for role in ROLE_NAMES})
        yield Guards(judge, f"localhost:{ports['PASSWORDS']}", f"localhost:{ports['CERTIFICATES']}", folder, authority)


def set_passwords(judge: str, passwords: Mapping[str, str]) -> None:
    """Make users, or give them other passwords."""
    wanted = [
        UserScramCredentialUpsertion(name, ScramMechanism.SCRAM_SHA_512, password=password, iterations=4096)
        for name, password in passwords.items()
    ]
    with contextlib.closing(KafkaAdminClient(bootstrap_servers=judge)) as admin:
        answers = admin.alter_user_scram_credentials(wanted)
    assert not any(answers.values()), answers


def certificate_of(guards: Guards, role: str, folder: Path) -> dict[str, str]:
    """A role's certificate by the broker's authority, and its key; the settings that name them."""
    name = user(role)
    # Java takes no certificate without an alternative name.
    issued = guards.authority.issue_cert(f"{name}.test", common_name=name)
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    certificate.write_bytes(b"".join(pem.bytes() for pem in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())
    return {"SSL_CERT_FILE": str(certificate), "SSL_KEY_FILE": str(key)}


def _write_key_store(path: Path, issued: trustme.LeafCert) -> None:
    """Key and chain in one file, as Kafka's PEM stores are; it reads keys in PKCS #8 alone (KIP-651)."""
    key = load_pem_private_key(issued.private_key_pem.bytes(), None)
    pkcs8 = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(pkcs8 + b"".join(pem.bytes() for pem in issued.cert_chain_pems))
