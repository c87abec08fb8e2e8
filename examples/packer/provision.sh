#!/bin/sh
# Makes an Ubuntu or Debian machine, or a chroot, the image of a node whose kubelet pulls from ECR. As root:
#   provision.sh kubernetes ecr-credential-provider gate
# The words are steps; the first two may come in either order. Nothing is started: clean.sh, which is the last step, allows that again.
#
# KUBERNETES_REPOSITORY  one minor version of pkgs.k8s.io
# KUBERNETES_VERSION     of kubelet and kubeadm, as apt knows it; the newest unless it is set
# ECR_PACKAGES           a folder; a .deb in it for this architecture is taken
# ECR_REPOSITORY         the apt repository that is taken else; with a .deb too, for later upgrades, where it is set
# ECR_KEY_SHA256         of that repository's keyring, as `make repo` prints it: any other is refused
# ECR_VERSION            of ecr-credential-provider, pinned: neither this nor a machine of the image takes another
set -eu
export DEBIAN_FRONTEND=noninteractive
repository=${KUBERNETES_REPOSITORY:-https://pkgs.k8s.io/core:/stable:/v1.36/deb/}

no_service_starts() {
	touch /var/tmp/ecr-node-bake # clean.sh cleans nothing else
	[ -e /usr/sbin/policy-rc.d ] && return
	printf '#!/bin/sh\n# of the bake: clean.sh removes it\nexit 101\n' > /usr/sbin/policy-rc.d
	chmod 755 /usr/sbin/policy-rc.d
}

# fetch URL FILE
fetch() {
	command -v curl > /dev/null || install_packages ca-certificates curl
	install -d -m 755 "$(dirname "$2")"
	curl -fsSL --retry 5 -o "$2" "$1"
	chmod 644 "$2"
}

install_packages() {
	apt-get update -q
	apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}

# What kubeadm asks of a node: https://kubernetes.io/docs/setup/production-environment/container-runtimes/
container_runtime() {
	if ! command -v containerd > /dev/null; then
		install_packages containerd
		rm -f /etc/containerd/config.toml # Debian's looks for CNI where kubernetes-cni does not put it
	fi
	if [ ! -e /etc/containerd/config.toml ]; then
		mkdir -p /etc/containerd
		containerd config default > /etc/containerd/config.toml
		sed -i 's/SystemdCgroup = false/SystemdCgroup = true/' /etc/containerd/config.toml
	fi
	printf 'overlay\nbr_netfilter\n' > /etc/modules-load.d/kubernetes.conf
	echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/99-kubernetes.conf
}

kubernetes() {
	container_runtime
	keyring=/etc/apt/keyrings/kubernetes.asc
	fetch "${repository}Release.key" $keyring
	printf 'Types: deb\nURIs: %s\nSuites: /\nSigned-By: %s\n' "$repository" $keyring > /etc/apt/sources.list.d/kubernetes.sources
	install_packages "kubelet${KUBERNETES_VERSION:+=$KUBERNETES_VERSION}" "kubeadm${KUBERNETES_VERSION:+=$KUBERNETES_VERSION}"
	apt-mark hold kubelet kubeadm
}

ecr_credential_provider() {
	name=ecr-credential-provider
	if [ -n "${ECR_VERSION:-}" ]; then
		printf 'Package: %s\nPin: version %s\nPin-Priority: 1001\n' $name "$ECR_VERSION" > /etc/apt/preferences.d/$name
	fi
	if [ -n "${ECR_REPOSITORY:-}" ]; then
		fetch "${ECR_REPOSITORY%/}/$name.gpg" /usr/share/keyrings/$name.gpg
		[ -z "${ECR_KEY_SHA256:-}" ] || echo "$ECR_KEY_SHA256  /usr/share/keyrings/$name.gpg" | sha256sum --check --quiet
		fetch "${ECR_REPOSITORY%/}/$name.sources" /etc/apt/sources.list.d/$name.sources
	fi
	package=$(find "${ECR_PACKAGES:-/nowhere}" -maxdepth 1 -name "${name}_${ECR_VERSION:-*}_$(dpkg --print-architecture).deb" 2> /dev/null | sort -V | tail -n 1)
	if [ -z "$package" ] && [ -z "${ECR_REPOSITORY:-}" ]; then
		echo "no ${name}_${ECR_VERSION:-*}_$(dpkg --print-architecture).deb in '${ECR_PACKAGES:-}', and ECR_REPOSITORY is not set" >&2
		exit 1
	fi
	install_packages "${package:-$name${ECR_VERSION:+=$ECR_VERSION}}"
}

# An image that would not pull is not made.
gate() {
	kubelet --version
	if [ -d /run/systemd/system ]; then
		# Of the image, not of the machine that makes it, where no kubelet runs: as it looks without this systemd.
		unshare --mount sh -c 'mount -t tmpfs tmpfs /run && ecr-credential-provider doctor --offline'
	else
		ecr-credential-provider doctor --offline
	fi
}

no_service_starts
for step; do
	case $step in
	kubernetes) kubernetes ;;
	ecr-credential-provider) ecr_credential_provider ;;
	gate) gate ;;
	*)
		echo "no step \"$step\": kubernetes, ecr-credential-provider, gate" >&2
		exit 2
		;;
	esac
done
