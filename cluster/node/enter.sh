#!/bin/bash
# Usage: enter.sh NODE COMMAND...: runs the command on a node of the cluster, as in `enter.sh node1 iptables -S`.
set -e
node=$1
shift
pid=$(pgrep -fo "^unshare .*/root.sh /var/lib/orquesta-node/$node ") || {
  echo "there is no node \"$node\": \`npm run node:up\`" >&2
  exit 1
}
exec nsenter --target "$pid" --mount --net --uts --ipc --pid="/proc/$pid/ns/pid_for_children" -- "$@"
