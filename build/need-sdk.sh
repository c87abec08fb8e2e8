#!/bin/sh
# Makes sure that a .NET SDK >= 10 is on PATH: installs it where apt has one and we are root, else says how.
set -eu

if command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^[1-9][0-9]\.'; then
	exit 0
fi

if apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
	if [ "$(id -u)" -eq 0 ]; then
		exec apt-get install -q -y --no-install-recommends dotnet-sdk-10.0 >&2
	fi
	echo "no .NET SDK >= 10; type: sudo apt-get install dotnet-sdk-10.0" >&2
	exit 2
fi

# shellcheck source=/dev/null
. /etc/os-release
echo "no .NET SDK >= 10, and apt has none for $PRETTY_NAME; add Microsoft's packages, then type make again:" >&2
echo "  curl -sSLo /tmp/ms.deb https://packages.microsoft.com/config/$ID/$VERSION_ID/packages-microsoft-prod.deb && sudo dpkg -i /tmp/ms.deb && sudo apt-get update && sudo apt-get install dotnet-sdk-10.0" >&2
exit 2
