#!/bin/sh
# Installs xinfang_app from this folder on a Debian 12 machine, without a network. Run as root:
#   ./install                 asks for what it needs
#   ./install --help          how to answer beforehand
# Nothing is fetched. Nothing of a demo is installed: no data, no logins but Administrator's and the operator's.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" != 0 ]; then
	echo "✗ 请以 root 运行 · run as root" >&2
	exit 2
fi
if ! (cd "$here" && sha256sum --check --quiet SHA256SUMS) >&2; then
	echo "✗ 安装包已损坏或被改动,请重新拷贝 · this bundle is damaged or was changed; copy it again" >&2
	exit 2
fi
if [ ! -x /usr/bin/python3 ]; then
	if [ ! -d "$here/debs" ]; then
		echo "✗ 缺少 python3 · python3 is missing" >&2
		exit 2
	fi
	list=$(mktemp)
	echo "deb [trusted=yes] file:$here/debs ./" > "$list"
	apt="apt-get -y --no-install-recommends -o Dir::Etc::sourcelist=$list -o Dir::Etc::sourceparts=-"
	$apt update && $apt install python3
	rm -f "$list"
fi
cd "$here/app"
XF_BUNDLE="$here" exec /usr/bin/python3 -B -m runtime install "$@"
