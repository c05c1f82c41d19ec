"""A Kafka that asks who one is: whoever is refused says why, loses nothing, and goes on when it is mended."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest
import trustme
from typer.testing import CliRunner, Result

from copydesk.cli.main import app
from copydesk.operator.acls import Rule, apply_rules
from copydesk.operator.cluster import committed_offsets
from tests.support.brokers import KAFKA_ENVIRONMENT
from tests.support.cluster import Cluster, Worker, wait_for
from tests.support.guarded import CANARY, Guarded, Guards, certificate_of, user

pytestmark = pytest.mark.broker

REASON_SECONDS = 20
SESSION_SECONDS = float(KAFKA_ENVIRONMENT["COPYDESK_SESSION_TIMEOUT_SECONDS"])


@pytest.fixture
def guarded(guards: Guards, tmp_path: Path) -> Iterator[Guarded]:
    with guards.cluster(tmp_path) as guarded:
        yield guarded


def wait_for_reason(worker: Worker, *parts: str) -> str:
    """Wait until readiness gives a reason with all these words in it."""
    said = ""

    def is_said() -> bool:
        nonlocal said
        status, said = worker.get("/readyz")
        return status == 503 and all(part in said for part in parts)

    try:
        wait_for(is_said, REASON_SECONDS, "the reason")
    except AssertionError:
        raise AssertionError(f"readiness says {said!r}, without {parts}") from None
    return said


def copydesk(guarded: Guarded, role: str, *arguments: str, **settings: str) -> Result:
    """Run a command of the operator's as `role`."""
    given = {**guarded.credentials(role), **settings, "TOPIC_PREFIX": guarded.cluster.prefix}
    done = CliRunner().invoke(app, arguments, env={f"COPYDESK_{name}": value for name, value in given.items()})
    assert CANARY not in done.output
    return done


def assert_silent(worker: Worker) -> None:
    """The password is in nothing that others read: log, pages of the health port, list of processes."""
    pages = [worker.get(path)[1] for path in ("/metrics", "/readyz", "/livez")]
    process = psutil.Process(worker.process.pid)
    commands = [" ".join(each.cmdline()) for each in (process, *process.children(recursive=True))]
    for text in (worker.log.read_text(), *pages, *commands):
        assert CANARY not in text


def test_who_is_refused_says_why_and_goes_on_when_that_is_mended(guarded: Guarded, tmp_path: Path) -> None:
    cluster = guarded.cluster
    guarded.allow("cleaner", "quotes")
    ids = cluster.publish_articles(["The ferry stays for another year, and so does the lighthouse at its pier."])
    authority, password = tmp_path / "authority.crt", tmp_path / "changed.password"
    authority.write_bytes(trustme.CA().cert_pem.bytes())
    password.write_text("not this one")
    address = guarded.guards.passwords

    other_host = guarded.start("cleaner", BROKERS=address.replace("localhost", "127.0.0.1"))
    wrong_authority = guarded.start("cleaner", SSL_CA_FILE=str(authority))
    wrong_password = guarded.start("cleaner", SASL_PASSWORD_FILE=str(password))
    wrong_port = guarded.start("cleaner", BROKERS=guarded.guards.judge)
    refused = [
        (other_host, ("certificate is not for 127.0.0.1", "COPYDESK_BROKERS", "advertised.listeners")),
        (wrong_authority, ("is not by an authority of COPYDESK_SSL_CA_FILE", "give the file")),
        (wrong_password, (repr(user("cleaner")), "COPYDESK_SASL_PASSWORD_FILE")),
        (wrong_port, ("COPYDESK_SECURITY_PROTOCOL is SASL_SSL",)),
    ]
    for worker, parts in refused:
        reason = wait_for_reason(worker, *parts).strip()
        log = worker.log.read_text()
        assert reason in [entry.get("reason") for entry in map(json.loads, log.splitlines()) if "reason" in entry]
        assert worker.get("/livez")[0] == 200
        assert_silent(worker)
    assert committed_offsets(cluster.settings, ["cleaner"]) == {"cleaner": {}}
    assert not cluster.read("articles.clean")
    for worker in (other_host, wrong_port):
        assert worker.terminate() == 0

    # Nobody is started again: the files are read at each try.
    authority.write_bytes(guarded.guards.authority_file.read_bytes())
    password.write_text(CANARY)
    for worker in (wrong_authority, wrong_password):
        worker.wait_ready()
    cluster.wait_for_output(ids, ["articles.clean"])
    for worker in (wrong_authority, wrong_password):
        assert_silent(worker)

    certificate = {"BROKERS": guarded.guards.certificates, "SECURITY_PROTOCOL": "SSL"}
    stranger = guarded.start("quotes", **certificate)
    known = guarded.start("quotes", **certificate, **certificate_of(guarded.guards, "quotes", tmp_path))
    wait_for_reason(stranger, "COPYDESK_SSL_CERT_FILE")
    known.wait_ready()


def is_committed(cluster: Cluster, articles: int) -> bool:
    """Whether the cleaner has committed so many, all partitions together."""
    return sum(cluster.committed().values()) == articles


def test_who_may_not_do_something_says_what_and_goes_on_when_it_may(guarded: Guarded) -> None:
    cluster = guarded.cluster
    prefix = cluster.prefix
    ids = cluster.publish_articles(["The ferry stays for another year, and so does the lighthouse at its pier."])
    cleaner = guarded.start("cleaner")
    wait_for_reason(
        cleaner,
        "`copydesk acls apply`",
        f"Describe and Read of the topic {prefix}articles.raw",
        f"Describe and Write of the topic {prefix}articles.clean",
        f"Describe and Write of the topic {prefix}cleaner.dead-letters",
        f"Describe and Read of the group {prefix}copydesk.cleaner",
    )
    assert_silent(cleaner)

    def rule(resource: str, name: str, operation: str) -> Rule:
        return Rule(f"User:{user('cleaner')}", resource, prefix + name, "literal", operation)

    written = [rule("topic", name, "Write") for name in ("articles.clean", "cleaner.dead-letters")]
    read = rule("topic", "articles.raw", "Read")
    group = rule("group", "copydesk.cleaner", "Read")
    apply_rules(cluster.settings, [read, *written])
    # To read or write implies to describe.
    wait_for_reason(cleaner, f"gives the right: Describe and Read of the group {prefix}copydesk.cleaner")
    apply_rules(cluster.settings, [group])
    cleaner.wait_ready()
    cluster.wait_for_output(ids, ["articles.clean"])

    # Rights that are taken away while it works.
    apply_rules(cluster.settings, [read, group, written[1]], remove_extra=True)
    ids = cluster.publish_articles(["The lighthouse at the pier is painted white again, for the first time in years."])
    wait_for_reason(cleaner, "cannot write to articles.clean", "TopicAuthorizationFailed")
    assert_silent(cleaner)
    apply_rules(cluster.settings, written)
    cluster.wait_for_output(ids, ["articles.clean"])
    wait_for(lambda: cleaner.get("/readyz")[0] == 200, REASON_SECONDS, "ready again")

    # So it does without the right to read the topic, or that to be of the group.
    for published, (lost, kept) in enumerate(((read, group), (group, read)), start=3):
        resource = f"{lost.resource} {lost.name}"
        apply_rules(cluster.settings, [kept, *written], remove_extra=True)
        ids = cluster.publish_articles(["The pier is closed while its lighthouse is painted, and opens in spring."])
        reason = wait_for_reason(cleaner, f"gives the right: Describe and Read of the {resource}").strip()
        assert cleaner.get("/livez")[0] == 200
        # A member that does not tell that it is alive is put out of the group meanwhile.
        time.sleep(SESSION_SECONDS + 1)
        assert cleaner.get("/readyz")[0] == 503
        log = cleaner.log.read_text()
        assert reason in [entry.get("reason") for entry in map(json.loads, log.splitlines())]
        assert CANARY not in log
        apply_rules(cluster.settings, [lost])
        cluster.wait_for_output(ids, ["articles.clean"])
        wait_for(lambda: cleaner.get("/readyz")[0] == 200, REASON_SECONDS, "ready again")
        wait_for(partial(is_committed, cluster, published), REASON_SECONDS, "all is committed")
    assert not cluster.read("cleaner.dead-letters")

    # Whoever waits for a right can be stopped all the same.
    apply_rules(cluster.settings, [group, *written], remove_extra=True)
    wait_for_reason(cleaner, f"Describe and Read of the topic {prefix}articles.raw")
    assert cleaner.terminate() == 0


def test_rights_are_given_by_a_command_and_every_command_says_why_it_is_refused(
    guarded: Guarded, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = guarded.cluster.settings
    judge = {"BROKERS": guarded.guards.judge, "SECURITY_PROTOCOL": "PLAINTEXT"}
    named = ("--principals", "User:" + user("{role}"))

    looked = copydesk(guarded, "operator", "acls", "apply", *named, "--dry-run", **judge)
    assert (looked.exit_code, looked.stderr.split()[1:]) == (1, ["missing;", "nothing", "was", "done"])
    given = copydesk(guarded, "operator", "acls", "apply", *named, "--json", **judge)
    assert given.exit_code == 0, given.stderr
    assert {json.loads(line)["state"] for line in given.stdout.splitlines()} == {"added"}
    extra = Rule(f"User:{user('quotes')}", "topic", "*", "literal", "All")
    apply_rules(settings, [extra])
    # A broker learns of rules a moment after they are confirmed.
    only_extra = [extra.principal, "topic", "*", "All", "extra"]
    looking = ("acls", "apply", "quotes", *named, "--dry-run")
    wait_for(
        lambda: copydesk(guarded, "operator", *looking, **judge).stdout.split() == only_extra,
        REASON_SECONDS,
        "all rules are there, and one beyond them",
    )
    found = copydesk(guarded, "operator", "acls", "apply", "quotes", *named, **judge)
    assert (found.exit_code, found.stdout.split()) == (1, only_extra)
    removed = copydesk(guarded, "operator", "acls", "apply", "quotes", *named, "--remove-extra", **judge)
    assert (removed.exit_code, removed.stdout.split()[-1]) == (0, "removed")

    # Neither may give rights, and only one of them may alter topics.
    for role, status in (("operator", 3), ("topics", 0)):
        altered = copydesk(guarded, role, "topics", "apply", TOPIC_PARTITIONS="quotes=6")
        assert altered.exit_code == status, altered.stderr
        refused = copydesk(guarded, role, "acls", "apply", *named)
        assert (refused.exit_code, "is not allowed that" in refused.stderr) == (3, True), refused.stderr
    diagnosis = tmp_path / "diagnosis.json"
    made = copydesk(guarded, "operator", "diagnose", "--output", str(diagnosis))
    assert made.exit_code in (0, 1), made.stderr
    assert CANARY not in diagnosis.read_text()
    assert json.loads(diagnosis.read_text())["lag"]

    assert CANARY not in caplog.text

    wrong = tmp_path / "wrong.password"
    wrong.write_text("not this one")
    for given_settings, part in (
        ({"SASL_PASSWORD_FILE": str(wrong)}, "COPYDESK_SASL_PASSWORD_FILE"),
        ({"BROKERS": guarded.guards.passwords.replace("localhost", "127.0.0.1")}, "is not for 127.0.0.1"),
    ):
        refused = copydesk(guarded, "operator", "lag", **given_settings)
        assert (refused.exit_code, part in refused.stderr) == (3, True), refused.stderr
