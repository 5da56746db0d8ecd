#!/usr/bin/env bash
# Exports the cases of a minor anew from the tests of Kubernetes, with what a native build of the judge
# says of each; and, where a context of kubectl is named, what a real server of that minor says.
#   apiserver/score/update.sh MINOR [CONTEXT]
# MINOR is a folder of apiserver/versions; the server of CONTEXT gets objects that are removed again: take
# one that nobody uses. JUDGE in the environment is a native build with CEL that is there already, WORK a
# folder that keeps what the export copies.
set -euo pipefail
minor=$1 context=${2:-}
judge=${JUDGE:+$(realpath "$JUDGE")}
cd "$(dirname "$0")/../.."
version=$(sed -nE 's/^(require )?\s*k8s\.io\/kubernetes (v\S+).*/\2/p' "apiserver/versions/$minor/go.mod" | head -n 1)
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

if [ -z "$judge" ]; then
  judge=$temporary/judge
  apiserver/build.sh native "$minor" "$judge"
fi
go run apiserver/score/export.go -kubernetes "$version" -judge "$judge" -out "$temporary/cases.jsonl" \
  ${WORK:+-work "$WORK"}
node -r ./tools/register.js -e '
  const { readLines, writeLines } = require("./apiserver/score/lines");
  const [from, to] = process.argv.slice(-2);
  writeLines(to, readLines(from));
' "$temporary/cases.jsonl" "apiserver/score/cases-$minor.jsonl.br"
[ -z "$context" ] || node -r ./tools/register.js apiserver/score/dry-run.ts --context "$context" \
  --prepare --updates --save "apiserver/score/server-$minor.jsonl.br"
