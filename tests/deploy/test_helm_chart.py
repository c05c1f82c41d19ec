"""The chart by the real helm: with each of its value files, and with values that it must refuse."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from copydesk.registry import PROCESS_NAMES
from copydesk.runtime.settings import Settings
from schemas.topics import TOPICS
from tests.support.manifests import CHART, ChartError, Manifest, problems, render

ROOT = Path(__file__).parents[2]
VALUES = sorted((CHART / "ci").glob("*-values.yaml"))
MINIMAL, EVERYTHING = CHART / "ci" / "minimal-values.yaml", CHART / "ci" / "everything-values.yaml"
EXTERNAL, SCRAM = CHART / "ci" / "external-tls-values.yaml", CHART / "ci" / "strimzi-scram-values.yaml"

WORKLOADS = ("Deployment", "StatefulSet")

each_value_file = pytest.mark.parametrize("values", VALUES, ids=lambda path: path.stem)


@cache
def rendered(values: Path) -> tuple[Manifest, ...]:
    return tuple(render(values))


def of_kind(manifests: tuple[Manifest, ...] | list[Manifest], *kinds: str) -> list[Manifest]:
    return [manifest for manifest in manifests if manifest["kind"] in kinds]


def component(manifest: Manifest) -> str:
    return str(manifest["metadata"]["labels"]["app.kubernetes.io/component"])


def by_component(values: Path, *kinds: str) -> dict[str, Manifest]:
    return {component(manifest): manifest for manifest in of_kind(rendered(values), *kinds)}


def pod_of(manifest: Manifest) -> Manifest:
    pod: Manifest = manifest["spec"] if manifest["kind"] == "Pod" else manifest["spec"]["template"]["spec"]
    return pod


def pods(values: Path) -> Iterator[Manifest]:
    return map(pod_of, of_kind(rendered(values), *WORKLOADS, "Job", "Pod"))


def containers(pod: Manifest) -> list[Manifest]:
    return [*pod.get("initContainers", ()), *pod["containers"]]


def environment(container: Manifest) -> dict[str, Any]:
    return {entry["name"]: entry.get("value", entry.get("valueFrom")) for entry in container["env"]}


@each_value_file
def test_manifests_are_valid(values: Path) -> None:
    found = [problem for manifest in rendered(values) for problem in problems(manifest)]
    assert found == []


def test_the_value_files_together_make_every_kind() -> None:
    made = {manifest["kind"] for values in VALUES for manifest in rendered(values)}
    assert made == {
        *WORKLOADS,
        "ConfigMap",
        "Ingress",
        "Job",
        "KafkaTopic",
        "KafkaUser",
        "NetworkPolicy",
        "Pod",
        "PodDisruptionBudget",
        "PrometheusRule",
        "ScaledObject",
        "Service",
        "ServiceAccount",
        "ServiceMonitor",
        "TriggerAuthentication",
    }


FAULTS = {
    "Deployment": ("spec", "replica"),
    "StatefulSet": ("spec", "volumeClaimTemplate"),
    "NetworkPolicy": ("spec", "ingres"),
    "PodDisruptionBudget": ("spec", "maxAvailable"),
    "Ingress": ("spec", "rule"),
    "KafkaTopic": ("spec", "partition"),
    "KafkaUser": ("spec", "acls"),
    "ScaledObject": ("spec", "maxReplicas"),
    "TriggerAuthentication": ("spec", "secretRef"),
    "PrometheusRule": ("spec", "rules"),
    "ServiceMonitor": ("spec", "endpoint"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_field_that_is_none_is_found(kind: str) -> None:
    broken = copy.deepcopy(of_kind(rendered(EVERYTHING), kind)[0])
    assert problems(broken) == []
    section, field = FAULTS[kind]
    broken[section][field] = 1
    assert problems(broken)


@pytest.mark.parametrize(
    ("kind", "path", "wrong"),
    [
        ("Deployment", ("spec", "template", "spec", "containers", 0, "ports", 0, "containerPort"), "metrics"),
        ("Deployment", ("spec", "selector"), None),
        ("ScaledObject", ("spec", "triggers", 0, "metadata"), "lag"),
        ("ScaledObject", ("spec", "maxReplicaCount"), "many"),
        ("KafkaTopic", ("spec", "partitions"), 0),
        ("PrometheusRule", ("spec", "groups", 0, "rules", 0, "for"), "5 minutes"),
    ],
)
def test_a_value_of_the_wrong_kind_is_found(kind: str, path: tuple[str | int, ...], wrong: object) -> None:
    broken: Any = copy.deepcopy(of_kind(rendered(EVERYTHING), kind)[0])
    at: Any = broken
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = wrong
    assert problems(broken)


def test_the_chart_has_the_version_of_the_code() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert chart["appVersion"] == project["version"]
    assert chart["description"] == project["description"]


# --- Pods ------------------------------------------------------------------------------------------------------------


def test_each_service_runs_once_and_those_with_state_keep_it() -> None:
    workloads = of_kind(rendered(MINIMAL), *WORKLOADS)
    assert {component(workload): pod_of(workload)["containers"][0]["args"] for workload in workloads} == {
        name: ["run", name] for name in PROCESS_NAMES
    }
    assert set(by_component(MINIMAL, "StatefulSet")) == {"intake", "feeds", "dedup"}


@each_value_file
def test_no_container_may_do_more_than_it_needs(values: Path) -> None:
    seen = 0
    for pod in pods(values):
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"] | {"fsGroupChangePolicy": ""} == {
            "runAsNonRoot": True,
            "runAsUser": 10001,
            "runAsGroup": 10001,
            "fsGroup": 10001,
            "fsGroupChangePolicy": "",
            "seccompProfile": {"type": "RuntimeDefault"},
        }
        for container in containers(pod):
            seen += 1
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
            assert set(container["resources"]["requests"]) == {"cpu", "memory"}
            assert "memory" in container["resources"]["limits"]
    assert seen > len(of_kind(rendered(values), *WORKLOADS))


@each_value_file
def test_kubernetes_puts_no_variables_of_its_own_among_the_settings(values: Path) -> None:
    # A service copydesk-http would set COPYDESK_HTTP_PORT=tcp://..., which no process would start with.
    assert all(pod["enableServiceLinks"] is False for pod in pods(values))


@each_value_file
def test_what_is_mounted_is_there_and_no_variable_is_set_twice(values: Path) -> None:
    for manifest in of_kind(rendered(values), *WORKLOADS, "Job", "Pod"):
        pod = pod_of(manifest)
        claims = manifest["spec"].get("volumeClaimTemplates", ())
        volumes = [volume["name"] for volume in pod["volumes"]] + [claim["metadata"]["name"] for claim in claims]
        assert len(set(volumes)) == len(volumes)
        mounted = {mount["name"] for container in containers(pod) for mount in container["volumeMounts"]}
        assert mounted == set(volumes)
        for container in containers(pod):
            names = Counter(entry["name"] for entry in container.get("env", ()))
            assert [name for name, times in names.items() if times > 1] == []


@each_value_file
def test_every_variable_is_a_setting_that_the_process_understands(
    values: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = 0
    for pod in pods(values):
        for container in containers(pod):
            given = {
                name: value if isinstance(value, str) else "from a secret"
                for name, value in (environment(container) if "env" in container else {}).items()
                if name.startswith("COPYDESK_")
            }
            unknown = {name.removeprefix("COPYDESK_").lower() for name in given} - set(Settings.model_fields)
            assert not unknown
            with monkeypatch.context() as patched:
                for name, value in given.items():
                    patched.setenv(name, value)
                assert bool(given) == (Settings().brokers == given.get("COPYDESK_BROKERS"))
            checked += bool(given)
    assert checked > len(of_kind(rendered(values), *WORKLOADS))


@each_value_file
def test_a_pod_gets_more_time_to_stop_than_its_service_takes(values: Path) -> None:
    for workload in of_kind(rendered(values), *WORKLOADS):
        pod = pod_of(workload)
        before = pod["containers"][0].get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
        # Two seconds for closing connections: STOP_ROOM_SECONDS of copydesk/runtime/process.py.
        assert pod["terminationGracePeriodSeconds"] >= before + Settings().stop_grace_seconds + 2


@each_value_file
def test_probes_ask_the_health_port(values: Path) -> None:
    for workload in of_kind(rendered(values), *WORKLOADS):
        [container] = pod_of(workload)["containers"]
        assert {"name": "metrics", "containerPort": Settings().health_port} in container["ports"]
        paths = {probe: container[probe]["httpGet"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}
        assert {probe: get["port"] for probe, get in paths.items()} == dict.fromkeys(paths, "metrics")
        assert [get["path"] for get in paths.values()] == ["/livez", "/livez", "/readyz"]


def test_large_numbers_of_values_stay_what_they_are() -> None:
    settings = environment(pod_of(by_component(EVERYTHING, *WORKLOADS)["cleaner"])["containers"][0])
    assert settings["COPYDESK_IN_FLIGHT_BYTES"] == "33554432"
    assert settings["COPYDESK_COMMIT_INTERVAL_SECONDS"] == "0.5"


def test_a_setting_of_one_service_goes_before_that_of_all() -> None:
    manifests = render(MINIMAL, settings={"settings.log_level": "DEBUG", "quotes.settings.log_level": "ERROR"})
    levels = {
        component(workload): environment(pod_of(workload)["containers"][0])["COPYDESK_LOG_LEVEL"]
        for workload in of_kind(manifests, *WORKLOADS)
    }
    assert levels == dict.fromkeys(PROCESS_NAMES, "DEBUG") | {"quotes": "ERROR"}


# --- What finds them -------------------------------------------------------------------------------------------------


def selects(selector: dict[str, str], workload: Manifest) -> bool:
    labels: dict[str, str] = workload["spec"]["template"]["metadata"]["labels"]
    return selector.items() <= labels.items()


@each_value_file
def test_each_selector_finds_the_pods_of_its_service_and_no_others(values: Path) -> None:
    workloads = of_kind(rendered(values), *WORKLOADS)
    for manifest in of_kind(rendered(values), *WORKLOADS, "Service", "PodDisruptionBudget", "NetworkPolicy"):
        spec = manifest["spec"]
        selector = spec.get("selector") or spec["podSelector"]
        labels = selector.get("matchLabels", selector)
        assert [component(found) for found in workloads if selects(labels, found)] == [component(manifest)]


@each_value_file
def test_each_service_has_a_budget_a_policy_and_a_name_for_its_metrics(values: Path) -> None:
    running = set(by_component(values, *WORKLOADS))
    for kind in ("PodDisruptionBudget", "NetworkPolicy"):
        assert set(by_component(values, kind)) == running
    services = of_kind(rendered(values), "Service")
    headless = {component(found): found for found in services if found["spec"].get("clusterIP") == "None"}
    assert set(headless) == running
    # A dedup that reads its log, and a process that is blocked, are not ready: their metrics are wanted most.
    assert all(found["spec"]["publishNotReadyAddresses"] for found in headless.values())
    for name, stateful in by_component(values, "StatefulSet").items():
        assert stateful["spec"]["serviceName"] == headless[name]["metadata"]["name"]


def test_an_edge_that_is_off_leaves_nothing_behind() -> None:
    assert set(by_component(EXTERNAL, *WORKLOADS)) == set(PROCESS_NAMES) - {"intake", "feeds"}
    names = [manifest["metadata"]["name"] for manifest in rendered(EXTERNAL)]
    assert not [name for name in names if "intake" in name or "feeds" in name]


def test_only_brokers_and_names_are_reached_and_feeds_reach_public_addresses() -> None:
    policies = by_component(EXTERNAL, "NetworkPolicy") | by_component(MINIMAL, "NetworkPolicy")
    egress = {name: policy["spec"]["egress"] for name, policy in policies.items()}
    assert [len(rules) for name, rules in egress.items() if name != "feeds"] == [2] * (len(PROCESS_NAMES) - 1)
    assert egress["cleaner"][1] == {"ports": [{"port": 9092}]}
    external = by_component(EXTERNAL, "NetworkPolicy")["cleaner"]["spec"]["egress"][1]
    assert external == {"ports": [{"port": 9096}, {"port": 9196}]}
    [public, _] = egress["feeds"][2]["to"]
    assert public["ipBlock"]["cidr"] == "0.0.0.0/0"
    assert {"10.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16"} <= set(public["ipBlock"]["except"])


def test_the_ingress_leads_to_ports_that_there_are() -> None:
    services = {found["metadata"]["name"]: found["spec"]["ports"] for found in of_kind(rendered(EVERYTHING), "Service")}
    [ingress] = of_kind(rendered(EVERYTHING), "Ingress")
    paths = ingress["spec"]["rules"][0]["http"]["paths"]
    assert [path["path"] for path in paths] == ["/websub/", "/"]
    for path in paths:
        backend = path["backend"]["service"]
        assert backend["port"]["name"] in {port["name"] for port in services[backend["name"]]}


# --- Kafka -----------------------------------------------------------------------------------------------------------


def test_keys_are_mounted_from_their_secret() -> None:
    pod = pod_of(by_component(MINIMAL, "Deployment")["http"])
    [volume] = [volume for volume in pod["volumes"] if volume["name"] == "keys"]
    assert volume["secret"]["secretName"] == "copydesk-keys"
    assert environment(pod["containers"][0])["COPYDESK_HTTP_KEYS_FILE"] == "/etc/copydesk/keys/keys.json"


def secret_behind(pod: Manifest, path: str) -> tuple[str, list[str]]:
    """The secret that a path of the pod's containers comes from, and which of its keys are there; [] for all."""
    [volume] = [volume for volume in pod["volumes"] if path.startswith(f"/etc/copydesk/{volume['name']}/")]
    return volume["secret"]["secretName"], [item["key"] for item in volume["secret"].get("items", [])]


def test_passwords_are_files_of_their_secrets_and_nothing_else_of_these_is_there() -> None:
    for pod in pods(EXTERNAL):
        for container in containers(pod):
            if "env" not in container:
                continue
            given = environment(container)
            assert given["COPYDESK_SECURITY_PROTOCOL"] == "SASL_SSL"
            assert given["COPYDESK_SASL_MECHANISM"] == "SCRAM-SHA-512"
            assert "COPYDESK_SASL_PASSWORD" not in given
            path = given["COPYDESK_SASL_PASSWORD_FILE"]
            [mount] = [mount for mount in container["volumeMounts"] if path.startswith(mount["mountPath"] + "/")]
            assert mount["readOnly"] is True
            is_admin = container["name"] == "topics" and "apply" in container["args"]
            assert secret_behind(pod, path) == ("kafka-admin" if is_admin else "kafka-copydesk", [Path(path).name])
            assert given["COPYDESK_SSL_CA_FILE"] == "/etc/copydesk/kafka-ca/ca.crt"


def test_no_secret_is_in_an_environment_but_names_of_users() -> None:
    for values in (EXTERNAL, SCRAM):
        for pod in pods(values):
            for container in (each for each in containers(pod) if "env" in each):
                for name, given in environment(container).items():
                    assert not isinstance(given, dict) or "secretKeyRef" not in given or "USERNAME" in name


@pytest.mark.parametrize("values", [EVERYTHING, SCRAM], ids=["certificates", "passwords"])
def test_with_strimzi_each_service_has_credentials_of_its_own(values: Path) -> None:
    users = {user["metadata"]["name"] for user in of_kind(rendered(values), "KafkaUser")}
    asked = set()
    for pod in pods(values):
        [name] = [volume["secret"]["secretName"] for volume in pod["volumes"] if volume["name"] == "kafka-user"]
        asked.add(name)
        assert [v["secret"]["secretName"] for v in pod["volumes"] if v["name"] == "kafka-ca"] == [
            "desk-cluster-ca-cert"
        ]
    assert asked == users
    assert len(users) == len(PROCESS_NAMES) + 1


def test_topics_are_those_of_the_contract() -> None:
    topics = {topic["spec"]["topicName"]: topic for topic in of_kind(rendered(EVERYTHING), "KafkaTopic")}
    assert set(topics) == {topic.name for topic in TOPICS}
    for topic in TOPICS:
        spec = topics[topic.name]["spec"]
        assert spec["partitions"] == (12 if topic.name == "articles.raw" else topic.partitions)
        assert spec["config"] == topic.configuration | {"min.insync.replicas": "2"}
        # Strimzi deletes a topic with its resource.
        assert topics[topic.name]["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep"


def acls(user: Manifest) -> set[tuple[str, str, str]]:
    return {
        (rule["resource"]["type"], rule["resource"]["name"], operation)
        for rule in user["spec"]["authorization"]["acls"]
        for operation in rule["operations"]
    }


def test_a_service_may_read_its_source_and_write_its_own_topics_and_nothing_else() -> None:
    users = by_component(EVERYTHING, "KafkaUser")
    assert acls(users["quotes"]) == {
        ("topic", "articles.entities", "Describe"),
        ("topic", "articles.entities", "Read"),
        ("group", "copydesk.quotes", "Describe"),
        ("group", "copydesk.quotes", "Read"),
        *(
            ("topic", name, operation)
            for name in ("articles.enriched", "quotes", "quotes.dead-letters")
            for operation in ("Describe", "Write")
        ),
    }
    assert {name for kind, name, operation in acls(users["feeds"]) if operation == "Write"} == {
        "articles.raw",
        "intake.dead-letters",
    }
    assert not [name for kind, name, operation in acls(users["feeds"]) if operation == "Read"]
    for name, user in users.items():
        if name != "operator":
            assert all(rule["resource"]["patternType"] == "literal" for rule in user["spec"]["authorization"]["acls"])
        assert not {operation for _, _, operation in acls(user)} & {"Create", "Delete", "Alter", "AlterConfigs", "All"}


def test_a_prefix_is_before_topics_and_groups_everywhere() -> None:
    manifests = render(SCRAM, settings={"kafka.topicPrefix": "desk."})
    assert all(found["spec"]["topicName"].startswith("desk.") for found in of_kind(manifests, "KafkaTopic"))
    users = of_kind(manifests, "KafkaUser")
    assert all(name.startswith("desk.") for user in users for _, name, _ in acls(user))
    for scaled in of_kind(manifests, "ScaledObject"):
        metadata = scaled["spec"]["triggers"][0]["metadata"]
        assert metadata["topic"].startswith("desk.articles.")
        assert metadata["consumerGroup"] == f"desk.copydesk.{component(scaled)}"


# --- How many --------------------------------------------------------------------------------------------------------


def scaled(values: Path) -> dict[str, tuple[int, int]]:
    return {
        name: (found["spec"]["minReplicaCount"], found["spec"]["maxReplicaCount"])
        for name, found in by_component(values, "ScaledObject").items()
    }


def test_there_are_never_more_processes_than_partitions() -> None:
    # 20 asked for and 12 partitions of articles.raw; 4 of the others.
    assert scaled(EVERYTHING) == {"cleaner": (1, 12), "entities": (1, 4), "quotes": (1, 4)}
    assert scaled(EXTERNAL) == {"cleaner": (8, 8), "entities": (1, 4), "quotes": (1, 4)}


def test_who_is_scaled_by_lag_is_not_scaled_by_helm() -> None:
    fixed = {name for name, found in by_component(EVERYTHING, *WORKLOADS).items() if "replicas" in found["spec"]}
    assert fixed == set(PROCESS_NAMES) - set(scaled(EVERYTHING))
    for name, found in by_component(EVERYTHING, "ScaledObject").items():
        target = found["spec"]["scaleTargetRef"]["name"]
        assert target == by_component(EVERYTHING, "Deployment")[name]["metadata"]["name"]
        authentications = {each["metadata"]["name"] for each in of_kind(rendered(EVERYTHING), "TriggerAuthentication")}
        assert found["spec"]["triggers"][0]["authenticationRef"]["name"] in authentications


def test_what_scales_by_lag_has_the_password_from_the_secret_too() -> None:
    for authentication in of_kind(rendered(EXTERNAL), "TriggerAuthentication"):
        found = {each["parameter"]: (each["name"], each["key"]) for each in authentication["spec"]["secretTargetRef"]}
        assert found == {"ca": ("kafka-ca", "ca.crt"), "password": ("kafka-copydesk", "password")}
        assert [each["parameter"] for each in authentication["spec"]["env"]] == ["username"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"cleaner.replicas": "5"}, "articles.raw has 4 partitions"),
        ({"dedup.replicas": "3"}, "articles.clean has 1 partitions"),
        ({"kafka.brokers": ""}, "kafka.brokers: where is Kafka"),
        ({"kafka.brokers": "kafka"}, "does not match pattern"),
        ({"http.keysSecret": ""}, "http.keysSecret"),
        ({"http.replicas": "0"}, "minimum"),
        ({"cleaner.replica": "2"}, "additional properties 'replica' not allowed"),
        ({"settings.log_levle": "DEBUG"}, "additional properties 'log_levle' not allowed"),
        ({"settings.log_level": "LOUD"}, "must be one of"),
        ({"settings.brokers": "kafka:9092"}, "additional properties 'brokers' not allowed"),
        ({"settings.sasl_password": "secret"}, "additional properties 'sasl_password' not allowed"),
        ({"topics.partitions.articles": "3"}, "additional properties 'articles' not allowed"),
        ({"kafka.authentication.type": "plain"}, "/kafka/tls/enabled"),
        ({"kafka.authentication.type": "scram-sha-512"}, "kafka.authentication.secret"),
        ({"strimzi.enabled": "true"}, "strimzi.cluster"),
        ({"ingress.enabled": "true"}, "ingress.host"),
        ({"image.digest": "sha256:1"}, "does not match pattern"),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_values_that_cannot_work_are_refused(settings: dict[str, str], said: str) -> None:
    with pytest.raises(ChartError, match=re.escape(said)):
        render(MINIMAL, settings=settings)


# --- Who watches -----------------------------------------------------------------------------------------------------


def rules(manifest: Manifest) -> list[dict[str, Any]]:
    return list(chain.from_iterable(group["rules"] for group in manifest["spec"]["groups"]))


@pytest.mark.parametrize("values", [EVERYTHING, EXTERNAL], ids=lambda path: path.stem)
def test_rules_are_those_of_compose_about_this_release_alone(values: Path) -> None:
    [manifest] = of_kind(rendered(values), "PrometheusRule")
    compose = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())
    ours = [{**rule, "expr": ""} for rule in rules(manifest)]
    assert ours == [{**rule, "expr": ""} for rule in rules({"spec": compose})]
    expressions = [rule["expr"] for rule in rules(manifest)]
    selectors = [found for text in expressions for found in re.findall(r"\bup\s*\{([^}]*)\}", text)]
    assert selectors
    assert all('namespace="news"' in selector for selector in selectors)
    assert not [text for text in expressions if re.search(r"\bup\b(?!\s*\{)", text)]
    jobs = {job for selector in selectors for job in re.findall(r'job="([a-z]+)"', selector)}
    assert jobs == set(by_component(values, *WORKLOADS))


def test_a_metric_keeps_its_label_service_and_a_job_is_named_after_it() -> None:
    [monitor] = of_kind(rendered(EVERYTHING), "ServiceMonitor")
    assert monitor["spec"]["jobLabel"] == "app.kubernetes.io/component"
    [endpoint] = monitor["spec"]["endpoints"]
    assert {"action": "labeldrop", "regex": "service"} in endpoint["relabelings"]


def test_dashboards_are_those_of_compose_with_this_data_source() -> None:
    dashboards = {path.name: path.read_text() for path in (ROOT / "deploy/grafana/dashboards").glob("*.json")}
    found = [
        each for each in of_kind(rendered(EVERYTHING), "ConfigMap") if "grafana_dashboard" in each["metadata"]["labels"]
    ]
    shown = {name.removeprefix("copydesk-"): text for each in found for name, text in each["data"].items()}
    assert shown
    assert {name: json.loads(text.replace('"thanos"', '"prometheus"')) for name, text in shown.items()} == {
        name: json.loads(text) for name, text in dashboards.items()
    }
    assert {uid for text in shown.values() for uid in data_sources(json.loads(text))} <= {
        "${datasource}",
        "-- Grafana --",
    }
    variables = [variable for text in shown.values() for variable in json.loads(text)["templating"]["list"]]
    first = [variable["current"]["value"] for variable in variables if variable["name"] == "datasource"]
    assert first == ["thanos"] * len(shown)


def data_sources(part: object) -> Iterator[str]:
    """The uid of each data source that a dashboard names."""
    if isinstance(part, dict) and isinstance(part.get("datasource"), dict):
        yield part["datasource"]["uid"]
    for inside in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from data_sources(inside)


# --- helm test -------------------------------------------------------------------------------------------------------


def test_helm_test_asks_for_topics_and_for_every_service() -> None:
    [pod] = of_kind(rendered(EVERYTHING), "Pod")
    assert pod["metadata"]["annotations"]["helm.sh/hook"] == "test"
    assert pod["spec"]["initContainers"][0]["args"] == ["topics", "list"]
    program, *hosts = pod["spec"]["containers"][0]["args"]
    assert program == (CHART / "files" / "ready.py").read_text().rstrip("\n") + "\n"
    services = {found["metadata"]["name"] for found in of_kind(rendered(EVERYTHING), "Service")}
    assert set(hosts) == {name for name in services if name.endswith("-metrics")}
