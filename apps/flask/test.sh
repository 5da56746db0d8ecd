#!/bin/sh
# Runs the tests against the pinned packages, in a virtual environment that is kept in .venv and
# made again only when the packages, the interpreter or this folder's place have changed.
set -eu
cd "$(dirname "$0")"

if ! python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
then
  echo 'skipped: python3 with venv is missing (3.11 or newer)'
  exit 3
fi

stamp=$({ pwd; python3 -VV; cat requirements.txt; } | cksum)
if [ "$stamp" != "$(cat .venv/stamp 2>/dev/null)" ]
then
  python3 -m venv --clear .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
  echo "$stamp" > .venv/stamp
fi
exec .venv/bin/python -B -m unittest "$@"
