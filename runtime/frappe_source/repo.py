"""A local git repository of Frappe, for `bench init` to clone like any other."""

import re
import shutil

from ..shell import own, run
from ..stamps import digest
from . import undo, wheel

BRANCH = "snapshot"
# The wheel's own dependencies, plus two that it leaves open: modules import pkg_resources, which
# setuptools 81 dropped, and WeasyPrint 59 breaks with the pydyf of today.
ALSO_NEEDED = ["setuptools<81", "pydyf==0.10.0"]
AUTHOR = ["-c", "user.name=xinfang runtime", "-c", "user.email=runtime@localhost"]
LICENSE = """The MIT License

Copyright (c) 2016-2023 Frappe Technologies Pvt. Ltd. <developers@frappe.io>

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def make(settings):
	"""Path of the repository; made again only when the wheel or the way of making it changed."""
	found = wheel.fetch(settings)
	key = digest(wheel.SHA256, repr(undo.RENAMES), repr(ALSO_NEEDED))
	path = settings.state / "frappe-repo"
	if (path / ".made").exists() and (path / ".made").read_text() == key:
		return path
	if path.exists():
		shutil.rmtree(path)
	temporary = path.with_name("frappe-repo.part")
	if temporary.exists():
		shutil.rmtree(temporary)
	own(settings, temporary)
	metadata = undo.unpack(found, temporary)
	(temporary / "pyproject.toml").write_text(pyproject(metadata), encoding="utf-8")
	(temporary / "license.txt").write_text(LICENSE, encoding="utf-8")
	(temporary / ".gitignore").write_text("node_modules\n__pycache__\n*.pyc\nfrappe/public/dist\n.made\n")
	hand_over(settings, temporary)
	log = settings.state / "log" / "frappe-repo.log"
	git = ["git", *AUTHOR, "-c", "core.autocrlf=false"]
	run(settings, [*git, "init", "--quiet", "--initial-branch", BRANCH], cwd=temporary, log=log)
	run(settings, [*git, "add", "--all"], cwd=temporary, log=log)
	run(settings, [*git, "commit", "--quiet", "-m", "Frappe 15.0.0-dev, 2023-08-05"], cwd=temporary, log=log)
	(temporary / ".made").write_text(key)
	temporary.rename(path)
	return path


def hand_over(settings, folder):
	"""Give everything in a folder to the bench user."""
	run(settings, ["chown", "-R", f"{settings.user}:", folder], root=True)


def pyproject(metadata):
	"""The project file that the wheel lacks, with the dependencies from its METADATA."""
	wanted = re.findall(r"^Requires-Dist: (.+)$", metadata, flags=re.MULTILINE) + ALSO_NEEDED
	python = re.search(r"^Requires-Python: (.+)$", metadata, flags=re.MULTILINE).group(1)
	listed = "\n".join(f'\t"{text}",' for text in wanted)
	return f"""[project]
name = "frappe"
description = "Metadata driven, full-stack low code web framework"
requires-python = "{python}"
dynamic = ["version"]
dependencies = [
{listed}
]

[build-system]
requires = ["flit_core >=3.4,<4"]
build-backend = "flit_core.buildapi"
"""
