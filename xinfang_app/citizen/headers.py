"""Headers of the citizen's pages: nothing is kept, nothing is loaded from elsewhere, nobody frames them.

Frappe sends no content policy because the desk needs inline scripts; these pages have none.
"""

POLICY = (
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
	"base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
	"Content-Security-Policy": POLICY,
	"Cache-Control": "no-store",
	"Referrer-Policy": "no-referrer",
	"X-Content-Type-Options": "nosniff",
	"X-Frame-Options": "DENY",
	"X-Robots-Tag": "noindex, nofollow",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_PAGE, _API = "/follow", "/api/method/xinfang_app.citizen."


def add(response, request) -> None:
	"""Set the headers on answers of the citizen's paths. The after_request hook."""
	if response is not None and _is_ours(request.path):
		for name, value in _HEADERS.items():
			response.headers[name] = value


def _is_ours(path: str) -> bool:
	return path in (_PAGE, "/reception", "/hearings", "/suggestions") or path.startswith((f"{_PAGE}/", _API))
