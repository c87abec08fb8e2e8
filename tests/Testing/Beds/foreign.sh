#!/bin/bash
# foreign.sh COMMAND…: runs it where programs of arm64 run too. Unless they do so anyway, that is in a user namespace whose binfmt_misc is
# its own (Linux 6.7 and later): nothing else on this machine comes to run them. Ends with 77 and the reason where that cannot be had.
set -euo pipefail
qemu=/usr/bin/qemu-aarch64-static

# Of https://gitlab.com/qemu-project/qemu/-/blob/master/scripts/qemu-binfmt-conf.sh. F: opened here and now, so a chroot needs none.
inside() {
    read -r
    mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc || exit 77
    printf '%s\n' ":qemu-aarch64:M::\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:$qemu:F" \
        > /proc/sys/fs/binfmt_misc/register
    exec "$@" <&5 >&4
}

if [ "$1" = inside ]; then
    shift
    inside "$@"
fi
if [ "$(uname -m)" = aarch64 ]; then
    exec "$@"
fi
[ -x "$qemu" ] || { echo "qemu-user-static is not installed" >&2; exit 77; }
exec 4>&1 5<&0
coproc namespace { exec unshare --user --mount --propagation private bash -c 'echo; exec bash "$@"' - "$0" inside "$@"; }
# shellcheck disable=SC2154 # coproc sets it
pid=$namespace_PID
read -r <&"${namespace[0]}"
echo 0 0 65536 | tee "/proc/$pid/uid_map" > "/proc/$pid/gid_map"
echo >&"${namespace[1]}"
wait "$pid"
