#!/bin/sh
# As root, on a machine made for it, with this folder's dist/: the package installs with what the distribution has, the program
# runs, and purge leaves nothing. `make check-install IMAGE=ubuntu:20.04` runs it in a container.
set -eu
cd "$(dirname "$0")/.."
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends "./$(echo dist/ecr-credential-provider_*_"$(dpkg --print-architecture)".deb)"
ecr-credential-provider --version
ecr-credential-provider config validate

# As kubelet asks; for a registry that is none of ECR's, so that the answer needs no network.
request='{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"registry.example/app"}'
if said=$(echo "$request" | /usr/libexec/ecr-credential-provider/ecr-credential-provider 2>&1); then
	echo "answered for a registry that is not ECR's: $said" >&2
	exit 1
fi
case $said in
ECR*) echo "$said" ;;
*)
	echo "not an error of ours: $said" >&2
	exit 1
	;;
esac

apt-get purge -q -y ecr-credential-provider
if find /etc /usr /var/lib /run -name '*ecr-credential-provider*' -not -path '/var/lib/ucf/*' | grep .; then
	echo "left behind by purge" >&2
	exit 1
fi
