#!/bin/bash
# The first process of a node: runs its components, and each one again when it ends. What follows on standard
# input tells that the network is there; its end before that, that whoever started the node is gone.
export PATH=/opt/kubernetes:/usr/sbin:/usr/bin HOME=/root
cd /etc/kubernetes

keep() {
  [ -e "flags/$1" ] || return 0
  mapfile -t flags < <(grep -v '^#' "flags/$1")
  while :; do
    "$1" "${flags[@]}"
    echo "$1 ended with exit code $?, and starts again"
    sleep 1
  done >> "/var/log/$1.log" 2>&1 < /dev/null &
}

apiserver_answers() {
  curl -sf -m 2 --cacert pki/ca.crt --cert pki/kubelet.crt --key pki/kubelet.key "$(cat apiserver)/readyz"
}

echo ready
read -r || exit 1
exec > /var/log/init.log 2>&1 < /dev/null
keep containerd
keep etcd
keep kube-apiserver
# They would wait longer and longer between two tries.
until apiserver_answers; do sleep 0.1; done
keep kube-controller-manager
keep kube-scheduler
keep kubelet
keep kube-proxy
wait
