#!/bin/bash
# Usage: root.sh FOLDER CACHE KUBERNETES, in the namespaces of a node: gives it a root of its own, and runs
# init.sh there. The programs are this machine's and those in folder KUBERNETES of the cache, /etc is a copy,
# and all that is written goes to FOLDER or is in memory.
set -euo pipefail
folder=$1 cache=$2 kubernetes=$3
here=$(cd "$(dirname "$0")" && pwd)

mount --make-rprivate /
root=$folder/root
mount -t tmpfs -o mode=755 tmpfs "$root"
cd "$root"
mkdir -p dev etc opt/cache proc root run sys tmp usr var
chmod 1777 tmp
for link in bin lib lib32 lib64 libx32 sbin; do
  [ ! -L /$link ] || cp -P /$link .
done
mount -o bind,ro /usr usr
mount -o bind,ro "$cache" opt/cache
ln -s "cache/$kubernetes" opt/kubernetes
mount --rbind /dev dev
mount --rbind /sys sys
mount --bind "$folder/var" var
mount -t tmpfs -o mode=755 tmpfs run
mount -t proc proc proc
cp -a /etc/. etc
rm -f etc/resolv.conf
cp -a "$folder/etc/." etc
# One kind of iptables for all: kube-router's image has this one.
for name in iptables ip6tables; do
  for suffix in '' -save -restore; do ln -sf "/usr/sbin/$name-nft$suffix" "etc/alternatives/$name$suffix"; done
done
mkdir -p var/{lib,log,tmp}
chmod 1777 var/tmp
ln -s ../run var/run
hostname -F etc/hostname
install -m 755 "$here/init.sh" init.sh

# The kubelet insists on these, and they are the machine's: it finds them as it wants them, and changes nothing.
wanted() {
  mkdir -p "run/sysctl/$(dirname "$1")"
  echo "$2" > "run/sysctl/$1"
  [ ! -e "proc/sys/$1" ] || mount --bind "run/sysctl/$1" "proc/sys/$1"
}
wanted vm/overcommit_memory 1
wanted vm/panic_on_oom 0
wanted kernel/panic 10
wanted kernel/panic_on_oops 1
wanted kernel/keys/root_maxkeys 1000000
wanted kernel/keys/root_maxbytes 25000000

mkdir old
pivot_root . old
cd /
umount -l /old
rmdir /old
# Volumes that are mounted into running containers come from here.
mount --make-rshared /
exec /init.sh
