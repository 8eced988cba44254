#!/bin/sh
# Installs a bundle on a throwaway copy of this machine, made bare and without a network, as a county's machine would
# be, and looks at what comes about. As root: tests/bundle/try_install.sh FILE.tar.gz
#
# The copy is an overlay over `/` in namespaces of its own: nothing of this machine is changed, every process in it ends
# with it. Debian's packages that the bench needs are removed there first, its user, caches and local indexes hidden.
set -eu
PASSWORD='k7#mQ2!vRz9p'
OPERATOR='Tr0ut-Lantern-Orbit'
SITE=xf.county.example

if [ "${1:-}" != inside ]; then
	file=$(readlink -f "$1")
	here=$(readlink -f "$0")
	work=$(mktemp -d "${TMPDIR:-/tmp}/xinfang-try.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	mkdir -p "$work/upper/home" "$work/upper/var/cache" "$work/upper/opt" "$work/work" "$work/merged"
	# A device 0:0 in the upper layer hides what lies below it.
	for name in home/xinfang var/cache/xinfang work opt/wheels opt/pypi opt/pypi-more; do
		[ ! -e "/$name" ] || mknod "$work/upper/$name" c 0 0
	done
	mkdir -p "$work/upper/root/try"
	cp "$file" "$file.sha256" "$here" "$work/upper/root/try/"
	unshare --mount --net --pid --ipc --uts --fork --kill-child sh "$here" inside "$work" "$(basename "$file")"
	exit
fi

if [ -z "${4:-}" ]; then
	mount -t overlay overlay -o "lowerdir=/,upperdir=$2/upper,workdir=$2/work" "$2/merged"
	cd "$2/merged"
	mount -t proc proc proc
	mount --bind /dev dev
	mount -t tmpfs tmpfs run
	mount -t tmpfs -o mode=1777 tmpfs tmp
	python3 -c 'import fcntl,socket,struct
s = socket.socket(); r = struct.pack("16sh", b"lo", 0x1 | 0x40)
fcntl.ioctl(s, 0x8914, r)'
	exec chroot . env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
		sh /root/try/try_install.sh inside "$2" "$3" there
fi

say() { printf '\n=== %s\n' "$*"; }
fail() {
	printf '✗ %s\n' "$*"
	tail -n 15 /home/xinfang/bench/.runtime/log/*.log 2>/dev/null
	exit 1
}
cd /root/try
say "a bare machine: removing what the bench needs"
userdel xinfang 2>/dev/null || true
export DEBIAN_FRONTEND=noninteractive
apt-get -y -qq purge --auto-remove mariadb-server mariadb-client mariadb-common redis-server nginx-light nginx-common chromium \
	nodejs npm git rsync build-essential libmariadb-dev libmariadb3 pkg-config python3-dev python3-venv fonts-noto-cjk \
	libpango-1.0-0 libpangoft2-1.0-0 make >/root/try/purge.log 2>&1 || tail -5 /root/try/purge.log
for name in mariadbd redis-server nginx node git rsync make gcc; do
	! command -v $name >/dev/null || echo "  still there: $name"
done
python3 -c 'import socket; socket.create_connection(("192.0.2.1", 80), 2)' 2>/dev/null && fail "there is a network"

say "installing"
sha256sum -c "$3.sha256"
tar xf "$3"
cd "$(basename "$3" .tar.gz)"
printf '%s\n%s\n' 'Password-2026' "$OPERATOR" | ./install --site $SITE --operator ops@county.example --password-stdin && fail "a weak password was taken"
began=$(date +%s)
printf '%s\n%s\n' "$PASSWORD" "$OPERATOR" | ./install --site $SITE --operator ops@county.example --password-stdin ||
	fail "the installation did not end well"
echo "installed in $(($(date +%s) - began)) s"

say "looking at it"
cat >/root/try/look.py <<'PY'
import http.cookiejar, json, sys, urllib.error, urllib.parse, urllib.request

site, password, operator = sys.argv[1:4]
base = "http://127.0.0.1:8000"


def ask(path, data=None, opener=urllib.request.build_opener()):
	request = urllib.request.Request(base + path, headers={"Host": site, "Accept": "application/json"})
	request.data = urllib.parse.urlencode(data).encode() if data else None
	try:
		with opener.open(request, timeout=60) as answer:
			return answer.status, answer.read().decode(errors="replace")
	except urllib.error.HTTPError as error:
		return error.code, error.read().decode(errors="replace")


def login(user, word):
	opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
	return ask("/api/method/login", {"usr": user, "pwd": word}, opener)[0], opener


for user, word, wanted in (
	("Administrator", "admin", 401),
	("sysadmin@example.com", "admin", 401),
	("Administrator", password, 200),
	("ops@county.example", operator, 200),
):
	found, opener = login(user, word)
	print(f"  login {user} with {'the given' if wanted == 200 else 'a known'} password: {found}")
	assert found == wanted
	if user.startswith("ops"):
		status, text = ask("/app/xf-health", opener=opener)
		print("  /app/xf-health", status)
		assert status == 200
		for found in set(__import__("re").findall(r'(?:src|href)="(/assets/[^"]+)"', text)):
			assert ask(found)[0] == 200, found
		status, text = ask("/api/method/xinfang_app.operations.api.page", opener=opener)
		told = json.loads(text)["message"]
		for line in told["lines"]:
			if line["state"] != "Fine":
				print("   ", line["state"], line["title"], line["said"])
		users = ask('/api/resource/User?fields=["name","enabled"]&limit_page_length=0', opener=opener)[1]
		print("  users:", [row["name"] for row in json.loads(users)["data"]])
print("  ping:", ask("/api/method/xinfang_app.operations.api.ping"))
print("  socket.io:", ask("/socket.io/?EIO=4&transport=polling")[0])
PY
sleep 65 # a tick of the scheduler
python3 /root/try/look.py $SITE "$PASSWORD" "$OPERATOR"
ls -l /home/xinfang/xinfang-backups/$SITE /home/xinfang/xinfang-keys/$SITE /etc/logrotate.d/xinfang
[ ! -d /opt/xinfang/app/xinfang_app/demo ] || fail "a demo county was installed"
grep -rl "k7#mQ2" /opt/xinfang /home/xinfang/bench/sites /home/xinfang/bench/.runtime/log /home/xinfang/bench/logs /var/log 2>/dev/null && fail "the password lies in a file"

say "restoring the first backup into a new site"
cd /opt/xinfang/app
file=$(ls /home/xinfang/xinfang-backups/$SITE/*.tar) keys=$(ls /home/xinfang/xinfang-keys/$SITE/*.json)
make restore FILE="$file" SITE=check.localhost KEYS="$keys"
make restore-drop SITE=check.localhost

say "log rotation, and the nightly run"
logrotate --debug /etc/logrotate.d/xinfang 2>&1 | grep -c "considering log" || true
logrotate --force /etc/logrotate.d/xinfang && ls /home/xinfang/bench/.runtime/log | grep -c '\.1' || fail "logs do not rotate"
su xinfang -s /bin/sh -c 'cd /opt/xinfang/app && /usr/bin/python3 -B -m runtime nightly --once' && ls /home/xinfang/xinfang-backups/$SITE

say "stop, start, install again over it"
make stop
make up
cd /root/try/"$(basename "$3" .tar.gz)"
began=$(date +%s)
./install </dev/null
echo "installed again in $(($(date +%s) - began)) s"
python3 /root/try/look.py $SITE "$PASSWORD" "$OPERATOR" | head -4
say "a restored site takes the place of the one in use"
cd /opt/xinfang/app
file=$(ls /home/xinfang/xinfang-backups/$SITE/*.tar | tail -1)
make restore FILE="$file" SITE=second.county.example KEYS="$keys" | tail -3
make use SITE=second.county.example
make up
python3 /root/try/look.py second.county.example "$PASSWORD" "$OPERATOR" | head -4
say "✓ all of it"
