#!/bin/bash
# chroot.sh LOWER FILE…: runs the script on stdin in a layer above the rootfs LOWER, with these files in /root. Nothing of it is left.
set -euo pipefail
lower=$1
shift
# Who finds it free may clear the rootfs away.
exec 8> "$lower/../in-use"
flock -s 8
dir=$(mktemp -d)
trap 'umount -l "$dir"; rmdir "$dir"' EXIT
mount -t tmpfs -o mode=755 chroot "$dir"
mkdir "$dir"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$dir/upper,workdir=$dir/work,userxattr" "$dir/root"
mount --rbind /proc "$dir/root/proc"
mount --rbind /dev "$dir/root/dev"
cp "$@" "$dir/root/root"
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$dir/root" bash -euo pipefail
