#!/usr/bin/env bash
# Writes the locked requirements anew from pyproject.toml: hashes, no index addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml "$@"; }
compile --group build -o requirements/run.txt
compile --group build --group test -c requirements/run.txt -o requirements/test.txt
compile --group bench -o requirements/bench.txt
