"""What one test file takes from another: a county built in a folder's conftest, scans, the list of ways to read.

Tests are imported by their paths and belong to no package, so nothing here can be imported by a dotted name.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).parent


def module_at(path: str) -> ModuleType:
	"""Return `tests/<path>` as a module, read anew each time so that nobody changes what another file has."""
	spec = importlib.util.spec_from_file_location(path.replace("/", "_").removesuffix(".py"), TESTS / path)
	module = importlib.util.module_from_spec(spec)
	spec.loader.exec_module(module)
	return module
