#!/bin/sh
# mmdebstrap's customize hook: what a bed is, beyond its packages. $1 is the rootfs.
set -eu
cd "$1"
echo bed > etc/hostname
printf '127.0.0.1 localhost bed\n::1 localhost ip6-localhost ip6-loopback\n' > etc/hosts
# No DNS in a bed: questions are refused at once, not after a timeout.
echo 'nameserver 127.0.0.1' > etc/resolv.conf
# No mirror either, and none of this machine's settings for it; dpkg shall unpack man pages as everywhere.
rm -f etc/apt/sources.list etc/apt/sources.list.d/* etc/apt/apt.conf.d/99mmdebstrap etc/dpkg/dpkg.cfg.d/99mmdebstrap
# Otherwise each boot would make one up, as on a machine's first.
echo 65637262656465637262656465637262 > etc/machine-id
# A bed mounts a folder of its own here: it must be there before containerd first starts.
mkdir -p var/lib/containerd
# The journal survives a reboot.
mkdir -p var/log/journal

# Nothing that reaches for the host's kernel, or that only costs time.
for unit in systemd-modules-load.service modprobe@.service sys-kernel-debug.mount sys-kernel-tracing.mount \
    sys-kernel-config.mount sys-fs-fuse-connections.mount dev-hugepages.mount dev-mqueue.mount systemd-pstore.service \
    systemd-binfmt.service proc-sys-fs-binfmt_misc.automount getty.target console-getty.service systemd-logind.service \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer fstrim.timer e2scrub_all.timer e2scrub_reap.service; do
    ln -sf /dev/null "etc/systemd/system/$unit"
done
# Those who need them start them.
rm -f etc/systemd/system/multi-user.target.wants/containerd.service \
    etc/systemd/system/multi-user.target.wants/docker-registry.service

# app:1, a private image in one small layer of its own, as an OCI layout in /usr/share/bed/app.
# shellcheck disable=SC2016 # for the shell in there
chroot . sh -euc '
    mkdir -p /usr/share/bed /etc/containers
    [ -e /etc/containers/policy.json ] || echo "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}" > /etc/containers/policy.json
    cd /usr/share/bed
    umoci init --layout app
    umoci new --image app:1
    umoci unpack --image app:1 bundle
    mkdir -p bundle/rootfs/bin bundle/rootfs/tmp
    cp "$(command -v busybox)" bundle/rootfs/bin/
    for tool in sh sleep echo cat; do ln -s busybox bundle/rootfs/bin/$tool; done
    umoci repack --image app:1 bundle
    umoci config --image app:1 --config.env PATH=/bin --config.cmd /bin/sh --config.cmd -c --config.cmd "echo hello from the private image; sleep 3600"
    umoci gc --layout app
    rm -rf bundle' > /dev/null

# Nothing to be brought up to date at boot (systemd-update-done.service).
touch etc/.updated var/.updated
