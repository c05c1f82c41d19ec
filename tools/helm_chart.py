"""Writes what the Helm chart knows of the code: `python -m tools.helm_chart`.

`files/topology.yaml` has the topics, and what each process does with them, from which the chart makes KafkaTopic,
KafkaUser, ScaledObject and its limits; `values.schema.json` gets the settings and the topics that values may name.
Rules and dashboards are links to the files that docker-compose.yml uses, so there is nothing to write for them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

import yaml
from pydantic import SecretStr

from copydesk.registry import PROCESS_NAMES, find_service, rights
from copydesk.runtime.rights import Right, group_name
from copydesk.runtime.settings import MOST_PARTITIONS, Settings
from schemas.topics import OPERATOR, TOPICS, topic_of
from tools.json_schemas import write_or_check

CHART = Path(__file__).parents[1] / "deploy" / "helm" / "copydesk"
TOPOLOGY = CHART / "files" / "topology.yaml"
VALUES_SCHEMA = CHART / "values.schema.json"

REGENERATE = "python -m tools.helm_chart"

OF_THE_CHART = frozenset(
    {
        "brokers",
        "topic_prefix",
        "topic_partitions",
        "security_protocol",
        "ssl_ca_file",
        "ssl_cert_file",
        "ssl_key_file",
        "sasl_mechanism",
        "sasl_username",
        "sasl_password",
        "sasl_password_file",
        "health_host",
        "health_port",
        "data_dir",
        "http_host",
        "http_port",
        "http_keys_file",
        "http_tls_cert_file",
        "http_tls_key_file",
        "feeds_file",
        "feeds_callback_url",
        "feeds_callback_host",
        "feeds_callback_port",
    }
)
"""Settings that have values of their own, or that templates rely on; under `settings` they would be set twice."""

Json = dict[str, Any]


def chart_files() -> dict[Path, str]:
    """The content of each file that is generated or has a generated part."""
    return {TOPOLOGY: topology_text(), VALUES_SCHEMA: values_schema_text(VALUES_SCHEMA.read_text(encoding="utf-8"))}


def topology_text() -> str:
    """The topics of the contract, and what each process reads and writes."""
    head = f"# Generated from schemas/topics.py by `{REGENERATE}`; do not edit.\n"
    return head + yaml.safe_dump(topology(), sort_keys=False, allow_unicode=True, width=120)


def topology() -> Json:
    """The same as data."""
    topics = [{"name": topic.name, "partitions": topic.partitions, "config": topic.configuration} for topic in TOPICS]
    allowed = rights()
    return {
        "topics": topics,
        "processes": {name: _process(name, allowed[name]) for name in PROCESS_NAMES},
        OPERATOR: {"rights": [_right(right) for right in allowed[OPERATOR]]},
    }


def _process(name: str, allowed: Iterable[Right]) -> Json:
    """What a process reads, and what it may do with topics and groups; names without prefix."""
    service = find_service(name)
    reads = {} if service.is_edge else {"source": topic_of(service.source).name, "group": group_name(service.name)}
    return {"source": "", "group": "", **reads, "rights": [_right(right) for right in allowed]}


def _right(right: Right) -> Json:
    return {
        "resource": {"type": right.resource, "name": right.name, "patternType": right.pattern},
        "operations": list(right.operations),
    }


def values_schema_text(current: str) -> str:
    """`values.schema.json` with its generated definitions as they should be, and the rest as it is."""
    schema = cast(Json, json.loads(current))
    schema["$defs"] |= {"settings": settings_schema(), "partitions": partitions_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def settings_schema() -> Json:
    """JSON Schema of the settings that values may name."""
    fields = Settings.model_json_schema()["properties"]
    properties = {
        name: _setting(fields[name])
        for name, field in Settings.model_fields.items()
        if name not in OF_THE_CHART and field.annotation is not SecretStr
    }
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _setting(field: Json) -> Json:
    """A setting's schema without what only Python needs. Null would be the text `null` in the environment."""
    options = [option for option in field.get("anyOf", [field]) if option.get("type") != "null"]
    kept = {"type", "enum", "pattern", "minimum", "maximum", "exclusiveMinimum"}
    [option] = options
    return {"description": field["description"], **{key: value for key, value in option.items() if key in kept}}


def partitions_schema() -> Json:
    """JSON Schema of how wide topics may be asked to be."""
    width = {"type": "integer", "minimum": 1, "maximum": MOST_PARTITIONS}
    properties = {topic.name: width for topic in TOPICS}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of `python -m tools.helm_chart`; returns the exit status."""
    return write_or_check(chart_files, REGENERATE, "Write what the Helm chart knows of the code.", arguments)


if __name__ == "__main__":
    sys.exit(main())
