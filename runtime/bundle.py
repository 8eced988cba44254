"""`make bundle [OUT=folder]`: everything that a Debian 12 without a network needs to install and run the app, in one file.

Rule: it is made from what is committed, never from the working tree, and only on the kind of machine on which it will
be installed. It holds the app without the demo county and the tests, the pinned Frappe, Python and Node packages, the
desk's assets already built, Debian's packages (XF_BUNDLE_DEBS=0 leaves them out), this runtime and `install`. Nothing in
it names a host. Every file in it has its checksum in SHA256SUMS, and the whole one beside it.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
from pathlib import Path

from . import assets, bundle_parts, node_packages, system, tools
from .backup_file import digest
from .frappe_source import repo, wheel
from .locks import lock
from .say import Steps, Stop, both, line
from .settings import APP, CLONE
from .shell import own, run

#: Of the repository; below the app no demo county.
KEPT = ("runtime", APP, "docs", "Makefile", "README.md", "license.txt", "pyproject.toml", "setup.py")
LEFT_OUT = (f"{APP}/demo", "runtime/demo.py", "runtime/dev-site", "runtime/test")
INSTALL = "runtime/inside/install.sh"


def command(settings, arguments):
	"""Collect, pack, name."""
	parser = argparse.ArgumentParser(prog="make bundle")
	parser.add_argument("--out", default="")
	out = Path(parser.parse_args(arguments).out or settings.cache / "bundles").resolve()
	if out == CLONE or CLONE in out.parents:
		raise Stop("OUT 须在仓库目录之外", "OUT must lie outside the clone")
	if settings.upstream:
		raise Stop(
			"离线安装包只能用内置的 Frappe 快照制作;请去掉 XF_FRAPPE_REPO",
			"a bundle is made of the pinned snapshot only; unset XF_FRAPPE_REPO",
		)
	step = Steps(7)
	step("检查系统与软件包", "checking the system and its packages")
	system.check_os()
	system.check_room(settings, system.ROOM_MB)
	system.make_user(settings)
	system.install_packages(settings)
	# Beside the bench's own state, which may be at work.
	work = settings.cache / "bundle-work"
	shutil.rmtree(work, ignore_errors=True)
	own(settings, settings.cache, work, settings.state / "log")
	with lock(settings, "bundle"):
		return make(settings, step, work, out)


def make(settings, step, work, out):
	"""The bundle, in the folder `work`, then in one file."""
	with lock(settings, "build"):
		tools.install(settings)
		repo.make(settings)
		node_packages.install(settings)
	name = f"{APP}-{version()}-{commit()[:10]}-debian12-{architecture()}"
	root = work / name
	step("应用(已提交的版本,不含演示与测试)", "the app as committed, without demo and tests")
	app = export(settings, root / "app")
	step("桌面资源", "desk assets")
	build_assets(settings, work / "stage", app, root / "assets")
	step("Python 软件包", "Python packages")
	bundle_parts.wheels(settings, app, work / "stage", root / "wheels")
	shutil.copyfile(wheel.fetch(settings), made(root / "cache" / "wheels") / wheel.fetch(settings).name)
	step("Node 软件包", "Node packages")
	bundle_parts.node(settings, root / "cache" / "node" / node_packages.key() / "node_modules")
	step("Debian 软件包", "Debian packages")
	if os.environ.get("XF_BUNDLE_DEBS", "1") != "0":
		bundle_parts.debs(settings, root / "debs", system.PRODUCTION)
	step("打包", "packing")
	shutil.copyfile(CLONE / INSTALL, root / "install")
	(root / "install").chmod(0o755)
	about = {
		"app": version(),
		"commit": commit(),
		"debian": 12,
		"architecture": architecture(),
		"python": platform.python_version(),
	}
	(root / "bundle.json").write_text(json.dumps(about, indent=1) + "\n")
	target = pack(settings, root, out)
	shutil.rmtree(work)
	line()
	both(
		f"{target}({target.stat().st_size // 2**20} MB)",
		f"sha256 in {target.name}.sha256; unpack it and run ./install as root",
	)
	return 0


def made(folder):
	folder.mkdir(parents=True, exist_ok=True)
	return folder


def version():
	text = (CLONE / APP / "__init__.py").read_text(encoding="utf-8")
	return text.split('__version__ = "')[1].split('"')[0]


def commit():
	"""What is packed; said when the working tree has more."""
	return git("rev-parse", "HEAD").strip()


def architecture():
	return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True).stdout.strip()


def git(*arguments):
	command = ["git", "-c", f"safe.directory={CLONE}", "-C", str(CLONE), *arguments]
	done = subprocess.run(command, capture_output=True, text=True)
	if done.returncode:
		raise Stop(
			"不是 git 仓库,无法制作安装包",
			"not a git repository: a bundle is made from what is committed",
			done.stderr,
		)
	return done.stdout


def kept(name):
	"""Whether a file of the repository goes into the bundle."""
	inside = any(name == part or name.startswith(f"{part}/") for part in KEPT)
	return inside and not any(name == part or name.startswith(f"{part}/") for part in LEFT_OUT)


def export(settings, folder):
	"""The committed files that are kept."""
	if git("status", "--porcelain", "--untracked-files=no").strip():
		both("工作区有未提交的修改,不会进入安装包", "uncommitted changes do not go into the bundle")
	names = [
		name for name in git("ls-tree", "-r", "--name-only", "-z", "HEAD").split("\0") if name and kept(name)
	]
	made(folder)
	archive = ["git", "-c", f"safe.directory={CLONE}", "-C", CLONE, "archive", "HEAD", "--", *names]
	packed = subprocess.run([str(part) for part in archive], capture_output=True, check=True).stdout
	run(settings, ["tar", "-x", "-C", folder], root=True, input=packed, stdin=None)
	return folder


def build_assets(settings, stage, app, target):
	"""Build Frappe's and the app's bundles in a bench of folders only, and take what was built."""
	frappe = made(stage / "apps") / "frappe"
	run(settings, ["cp", "-a", settings.state / "frappe-repo", frappe], root=True)
	run(settings, ["cp", "-a", app, stage / "apps" / APP], root=True)
	(frappe / "node_modules").symlink_to(node_packages.folder(settings) / "node_modules")
	made(stage / "sites" / "assets")
	builder = assets.install_builder(settings)
	run(settings, ["chown", "-R", f"{settings.user}:", stage], root=True)
	log = settings.state / "log" / "bundle.log"
	for name in ("frappe", APP):
		run(settings, ["node", builder / "build.js", stage, name], cwd=stage, log=log)
		shutil.copytree(stage / "apps" / name / name / "public" / "dist", target / name)
	for path in (stage / "sites" / "assets").glob("*.json"):
		shutil.copyfile(path, target / path.name)


def pack(settings, root, out):
	"""Checksums inside, one file outside; it appears only when it is whole."""
	sums = [
		f"{digest(open(path, 'rb'))}  {path.relative_to(root).as_posix()}\n"
		for path in sorted(root.rglob("*"))
		if path.is_file() and not path.is_symlink()
	]
	(root / "SHA256SUMS").write_text("".join(sums))
	out.mkdir(parents=True, exist_ok=True)
	target = out / f"{root.name}.tar.gz"
	part = target.with_name(target.name + ".part")
	tar = [
		"tar",
		"--sort=name",
		"--owner=0",
		"--group=0",
		"--numeric-owner",
		"-C",
		root.parent,
		"-c",
		root.name,
	]
	with (
		open(part, "wb") as stream,
		subprocess.Popen([str(p) for p in tar], stdout=subprocess.PIPE) as packed,
	):
		# Nearly all of it is packed already.
		done = subprocess.run(["gzip", "-1", "-n"], stdin=packed.stdout, stdout=stream)
	if done.returncode or packed.returncode:
		raise Stop("打包失败", "packing failed")
	part.rename(target)
	with open(target, "rb") as stream:
		target.with_name(target.name + ".sha256").write_text(f"{digest(stream)}  {target.name}\n")
	return target
