#!/bin/sh
# The last step of a bake, as root: what is of this one machine, or of who built it, does not go into the image.
set -eu

refuse() {
	echo "this must not become an image: $1" >&2
	exit 1
}

if [ -e /etc/kubernetes/kubelet.conf ]; then
	refuse "it has joined a cluster (/etc/kubernetes/kubelet.conf)"
fi
# AWS's secrets: KEY=VALUE, a credentials file, an env: entry of a CredentialProviderConfig.
places="/etc/default /etc/environment /etc/ecr-credential-provider /etc/kubernetes /var/lib/kubelet /etc/systemd/system"
secret='^[^#]*(aws_(secret_access_key|session_token)["[:space:]]*=[[:space:]]*[^[:space:]]|name["[:space:]]*:["[:space:]]*aws_(secret_access_key|session_token))'
# shellcheck disable=SC2086 # words
for file in $(grep -rlsiE "$secret" $places || true); do
	refuse "$file has a secret of AWS; give nodes an instance role, or the key at their first boot"
done

# Services may start again: at the first boot.
if grep -qs 'of the bake' /usr/sbin/policy-rc.d; then
	rm /usr/sbin/policy-rc.d
fi

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
find /tmp /var/tmp -mindepth 1 -delete
find /var/log -type f \( -name '*.gz' -o -name '*.[0-9]' \) -delete
find /var/log -type f -exec truncate -s 0 {} +
sync
