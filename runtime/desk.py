"""Waiting for the desk to answer through nginx."""

import time
import urllib.error
import urllib.request

from .say import Stop


def wait(settings, name, seconds=90):
	"""Wait until a login page comes back through nginx."""
	until = time.monotonic() + seconds
	request = urllib.request.Request(
		f"http://127.0.0.1:{settings.port('http')}/login", headers={"Host": name}
	)
	trouble = ""
	while time.monotonic() < until:
		try:
			with urllib.request.urlopen(request, timeout=30) as answer:
				if answer.status == 200:
					return
		except (urllib.error.URLError, OSError) as error:
			trouble = str(error)
		time.sleep(0.3)
	raise Stop(
		f"桌面没有应答({trouble}),见 make logs", f"the desk does not answer ({trouble}), see make logs"
	)
