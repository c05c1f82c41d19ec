"""Kubernetes manifests: rendered from the chart by the real helm, and held to the schemas of what they are."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import jsonschema
import kubernetes_validate
import yaml

from tests.support.brokers import absent

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy" / "helm" / "copydesk"
SCHEMAS = ROOT / "tests" / "deploy" / "schemas"

OLDEST = "1.30"
"""`kubeVersion` of Chart.yaml."""

Manifest = dict[str, Any]

# It would read its megabytes of schemas anew for each manifest.
kubernetes_validate.utils.schema_contents = functools.cache(kubernetes_validate.utils.schema_contents)


def helm() -> str:
    """The program: what `make .venv/.test` put beside Python, else that of the machine."""
    own = Path(sys.executable).with_name("helm")
    found = str(own) if own.exists() else shutil.which("helm")
    if found is None:
        absent("helm is not installed: make .venv/.test brings it on Linux (x86-64)")
    return cast(str, found)


def render(*values: Path, settings: Mapping[str, str] | None = None) -> list[Manifest]:
    """The manifests of a release `desk` in the namespace `news`, hooks among them.

    Raises:
        ChartError: helm refuses.
    """
    command = [helm(), "template", "desk", str(CHART), "--namespace", "news", "--kube-version", OLDEST]
    command += [argument for path in values for argument in ("--values", str(path))]
    command += [argument for pair in (settings or {}).items() for argument in ("--set", "=".join(pair))]
    # Not the configuration and the cluster of whoever runs the tests.
    environment = {"PATH": os.environ["PATH"], "HOME": tempfile.gettempdir(), "KUBECONFIG": os.devnull}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ChartError(done.stderr)
    # libyaml: in Python alone, reading takes longer than rendering.
    return [manifest for manifest in yaml.load_all(done.stdout, yaml.CSafeLoader) if manifest]


class ChartError(Exception):
    """What helm said when it refused."""


def problems(manifest: Manifest) -> list[str]:
    """What its schema has against a manifest: Kubernetes' own, strictly, in the oldest and the newest version."""
    name = f"{manifest['kind']} {manifest['metadata']['name']}"
    # Kubernetes' schemas allow null anywhere, where a template most likely lacks a value.
    found = [f"{name}: {place} is empty" for place in _empty(manifest, "$")]
    schema = custom_schema(manifest["kind"])
    if schema is not None:
        errors = jsonschema.Draft202012Validator(schema).iter_errors(manifest)
        return found + [f"{name}: {error.json_path}: {error.message}" for error in errors]
    for version in (OLDEST, kubernetes_validate.latest_version()):
        try:
            kubernetes_validate.validate(manifest, version, strict=True)
        except (kubernetes_validate.ValidationError, kubernetes_validate.SchemaNotFoundError) as error:
            found.append(f"{name} in {version}: {getattr(error, 'json_path', '')}: {error.message}")
    return found


def _empty(value: object, place: str) -> Iterator[str]:
    if value is None:
        yield place
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield from _empty(part, f"{place}.{key}")


@functools.cache
def custom_schema(kind: str) -> Mapping[str, Any] | None:
    """The schema of a custom resource (tests/deploy/schemas/README.md); None for a kind that Kubernetes has itself."""
    path = SCHEMAS / f"{kind}.json"
    return cast(Mapping[str, Any], json.loads(path.read_text())) if path.exists() else None
