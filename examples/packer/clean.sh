#!/bin/sh
# The last step of a bake, as root: what is of this one machine, or of who built it, does not go into the image.
set -eu

refuse() {
	echo "this must not become an image: $1" >&2
	exit 1
}

[ -e /var/tmp/ecr-node-bake ] || refuse "provision.sh has not made this machine"
for membership in /etc/kubernetes/kubelet.conf /etc/kubernetes/bootstrap-kubelet.conf; do
	[ ! -e $membership ] || refuse "it has joined a cluster ($membership)"
done

# In any form: KEY=VALUE, a credentials file, env: of a CredentialProviderConfig. Comments and empty values are none.
places="/etc/default /etc/environment /etc/ecr-credential-provider /etc/kubernetes /etc/rancher /etc/containerd /etc/systemd/system /var/lib/kubelet"
secret='aws_(secret_access_key|session_token)|://[^/@:[:space:]]+:[^/@[:space:]]+@'
# shellcheck disable=SC2086 # words
grep -RlsiE "$secret" $places | while IFS= read -r file; do
	if grep -vE "^[[:space:]]*[#;]|=[\"'[:space:]]*$" "$file" | grep -qiE "$secret"; then
		refuse "$file has a secret of AWS or of a proxy; give nodes an instance role, or the secret at their first boot"
	fi
done

# Credentials.
for home in /root /home/*; do
	rm -rf "$home/.aws" "$home/.docker" "$home/.kube" "$home/.ssh" "$home/.netrc" "$home/.gnupg" "$home/.cache" "$home"/.*_history
done
rm -rf /run/ecr-credential-provider /var/lib/ecr-credential-provider

# Identity: each machine makes its own at its first boot.
if command -v cloud-init > /dev/null; then
	cloud-init clean --logs
fi
: > /etc/machine-id
[ -h /var/lib/dbus/machine-id ] || rm -f /var/lib/dbus/machine-id
rm -f /etc/ssh/ssh_host_* /var/lib/systemd/random-seed /var/lib/systemd/credential.secret /boot/efi/loader/random-seed

# What only tells of the bake.
apt-get clean
rm -rf /var/lib/apt/lists/* /var/log/journal/* /var/cache/debconf/*-old
find /tmp /var/tmp -xdev -mindepth 1 ! -path /var/tmp/ecr-node-bake -delete || true # what is mounted there stays
find /var/log -type f \( -name '*.gz' -o -name '*.[0-9]' \) -delete
find /var/log -type f -exec truncate -s 0 {} +

# Services may start again: at the first boot.
if grep -qs 'of the bake' /usr/sbin/policy-rc.d; then
	rm /usr/sbin/policy-rc.d
fi
rm /var/tmp/ecr-node-bake
sync
