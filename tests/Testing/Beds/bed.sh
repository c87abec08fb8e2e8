#!/bin/bash
# Holds one bed: its overlay, and init's life. Nothing but util-linux. BedSupervisor runs it as
#   unshare --mount --propagation private bash bed.sh hold DIR LOWER SIZE CGROUP
# Orders come on stdin, one a line, each answered by one line. The end of stdin, which is the end of the test process
# however that came about, kills the bed and leaves nothing behind.
set -u
step=$1 dir=$2 lower=$3 size=$4 cgroup=$5
tmp=$dir/tmpfs root=$dir/root
waiter='' init=''

# What is written lies in a tmpfs: dpkg's fsyncs cost nothing, and it is gone with this mount namespace.
# containerd has a folder of its own beside the overlay: its snapshots are overlays, whose upper layer cannot lie on one.
mount_layers() {
    mkdir "$tmp"/{upper,work} && cp -a "$tmp/kept-containerd" "$tmp/containerd" &&
        mount -t overlay overlay "$root" \
            -o "lowerdir=$lower,upperdir=$tmp/upper,workdir=$tmp/work,redirect_dir=off,metacopy=off"
}

drop_layers() {
    umount -l "$root" && rm -rf "$tmp"/{upper,work,containerd}
}

# What was written becomes part of what drop_layers leaves.
keep_layers() {
    local kept=$tmp/kept-$RANDOM
    umount -l "$root" && mv "$tmp/upper" "$kept" && rm -rf "$tmp"/{work,kept-containerd} &&
        mv "$tmp/containerd" "$tmp/kept-containerd" && lower=$kept:$lower
}

# Pid 1 of the bed, still in the host's other namespaces. It enters the bed's cgroup; unshare, its parent, stays outside:
# systemd wants the root of its cgroup tree empty to enable controllers below it.
become_pid_1() {
    echo 0 > "$cgroup/cgroup.procs" &&
        exec unshare --mount --propagation private --net --uts --ipc --cgroup \
            bash "$0" init "$dir" "$lower" "$size" "$cgroup"
}

become_init() {
    set -e
    mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
    # Sysctls that belong to no namespace are the host's.
    mount --bind "$root/proc/sys" "$root/proc/sys"
    mount -o remount,bind,ro "$root/proc/sys"
    mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
    mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 "$root/sys/fs/cgroup"
    # No kmsg: the host's kernel log is not the bed's.
    mount -t tmpfs -o nosuid,mode=755 tmpfs "$root/dev"
    local node
    for node in null zero full random urandom tty; do
        : > "$root/dev/$node"
        mount --bind "/dev/$node" "$root/dev/$node"
    done
    mkdir "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$root/dev/pts"
    mount -t tmpfs -o nosuid,nodev tmpfs "$root/dev/shm"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
    # As Debian's and Ubuntu's initramfs mounts it; systemd by itself would leave noexec out.
    mount -t tmpfs -o nosuid,nodev,noexec,mode=755 tmpfs "$root/run"
    mount --bind "$tmp/containerd" "$root/var/lib/containerd"
    cd "$root"
    mkdir run/host
    pivot_root . run/host
    hash -r # from here on it is the bed's tools, and bullseye has them elsewhere
    umount -l /run/host
    rmdir /run/host
    mount --make-rshared /
    exec env -i container=unshare PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd
}

boot() {
    local tries=1000
    mkdir -p "$cgroup"
    # Whoever dies takes the next one along: this shell, unshare, init, everything in init's pid namespace.
    setpriv --pdeathsig KILL unshare --pid --fork --kill-child=KILL \
        bash "$0" pid-1 "$dir" "$lower" "$size" "$cgroup" < /dev/null >> "$dir/console" 2>&1 8>&- 9>&- &
    waiter=$!
    # systemd names itself when it has the machine in hand; before that, init's root may still be the host's.
    until [ -n "$init" ] && [ "$(cat "/proc/$init/comm")" = systemd ]; do
        if ! kill -0 "$waiter" 2> /dev/null || [ $((tries -= 1)) = 0 ]; then return 1; fi
        sleep 0.01
        read -r init _ < "/proc/$waiter/task/$waiter/children"
    done 2> /dev/null
    true
}

# stop SECONDS: power off, and kill what is left after that time. False if it had to be killed.
stop() {
    local clean=true tries=$(($1 * 50))
    [ -n "$waiter" ] || return 0
    [ "$tries" = 0 ] || kill -s RTMIN+4 "$init"
    while kill -0 "$waiter" 2> /dev/null; do
        if [ $((tries -= 1)) -lt 0 ]; then
            clean=false
            kill -s KILL "$init" "$waiter"
            break
        fi
        sleep 0.02
    done
    wait "$waiter" 2> /dev/null
    waiter='' init=''
    $clean
}

remove_cgroup() {
    local try
    for ((try = 0; try < 100; try++)); do
        find "$cgroup" -depth -type d -exec rmdir {} + 2> /dev/null
        [ -d "$cgroup" ] || return 0
        sleep 0.02
    done
}

hold() {
    # A Ctrl-C at the terminal reaches this process as well: the orderly end is the end of stdin.
    trap '' HUP INT QUIT TERM PIPE
    # Who finds these locks free may clear away: this bed, and the rootfs under it.
    exec 9> "$dir/lock" 8> "$lower/../in-use"
    flock -n 9 && flock -s 8 || return 1
    mkdir -p "$tmp" "$root"
    mount -t tmpfs -o "size=$size,mode=755" bed "$tmp" && mkdir -m 711 "$tmp/kept-containerd" && mount_layers || return 1
    echo ready
    local order seconds
    while read -r order seconds; do
        case $order in
            boot) if boot; then echo "init $init"; else echo failed; fi ;;
            stop) if stop "$seconds"; then echo clean; else echo killed; fi ;;
            keep) if [ -z "$waiter" ] && keep_layers && mount_layers; then echo kept; else echo failed; fi ;;
            reset) if stop 0; drop_layers && mount_layers; then echo empty; else echo failed; fi ;;
            *) echo "unknown order: $order" ;;
        esac
    done
    stop 0
    umount -l "$root" "$tmp"
    remove_cgroup
    rm -rf "$dir"
}

# May a bed be made here? Says why not on stderr.
probe() {
    mkdir -p "$tmp" "$root" && mount -t tmpfs bed "$tmp" && mkdir "$tmp"/{upper,work} &&
        mount -t overlay -o "lowerdir=$lower,upperdir=$tmp/upper,workdir=$tmp/work" overlay "$root" &&
        mkdir "$cgroup" && rmdir "$cgroup" &&
        setpriv --pdeathsig KILL unshare --pid --fork --kill-child=KILL \
            unshare --mount --propagation private --net --uts --ipc --cgroup mount -t proc proc "$root"
}

case $step in
    probe) probe ;;
    hold) hold ;;
    pid-1) become_pid_1 ;;
    init) become_init ;;
esac
