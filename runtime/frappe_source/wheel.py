"""The pinned wheel: fetched once into the cache, its hash checked before every use.

`frappe` on the Python package index is an empty placeholder. `criscostack` is Frappe's Python
package of 2023-08-05 (15.0.0-dev, MIT) under another name; undo.py gives it its own name back.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

from ..say import Stop
from ..shell import own, run

NAME = "criscostack"
VERSION = "1.0.0"
SHA256 = "dc58aaf29c59b7666edc953596e5b31f77d7286b2ed6b14c6a205b217c210349"


def fetch(settings):
	"""Path of the wheel in the cache."""
	folder = settings.cache / "wheels"
	own(settings, folder)
	path = folder / f"{NAME}-{VERSION}-py3-none-any.whl"
	if path.exists() and sha256(path) == SHA256:
		return path
	path.unlink(missing_ok=True)
	with tempfile.TemporaryDirectory(dir=folder) as temporary:
		own(settings, temporary)
		command = [
			settings.tools / "python",
			"-m",
			"pip",
			"download",
			"--no-deps",
			"-d",
			temporary,
			f"{NAME}=={VERSION}",
		]
		log = settings.state / "log" / "wheel.log"
		try:
			run(settings, command, log=log)
		except Stop as stop:
			raise Stop(
				f"下载不到 {NAME}=={VERSION};请检查 pip 的网络设置,见 {log}",
				f"cannot download {NAME}=={VERSION}; check pip's network settings, see {log}",
			) from stop
		found = next(Path(temporary).glob("*.whl"))
		if sha256(found) != SHA256:
			raise Stop(
				f"{found.name} 的校验值不符,已丢弃",
				f"{found.name} has another hash than the pinned one; dropped",
			)
		shutil.move(found, path)
	return path


def sha256(path):
	"""Hash of a file."""
	return hashlib.sha256(path.read_bytes()).hexdigest()
