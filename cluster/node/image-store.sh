#!/bin/bash
# Usage: image-store.sh FOLDER IMAGE...: imports the images with a containerd of its own, in mount and PID
# namespaces of its own; the folder becomes what containerd keeps on its disk.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
shift
mount -t tmpfs tmpfs /run
socket=/run/containerd.sock
containerd --config "$here/etc/node/containerd/config.toml" --root "$folder" --state /run/containerd \
  --address "$socket" > /dev/null 2> /run/log &
for image; do
  ctr --address "$socket" --connect-timeout 20s --namespace k8s.io images import "$image" || {
    grep 'level=\(error\|fatal\)' /run/log >&2
    exit 1
  }
done
kill %1
wait %1 || true
