"""Encryption and keyed hashes of what must not be read in the database.

Rule (ideas 8, 9): identities and sealed pieces are encrypted at rest; the keys live in the site's configuration file,
outside the database, so that a copy of the database alone names nobody. Two keys encrypt (identities, sealed pieces);
a third makes keyed hashes, with which equal phones, numbers and names are found without being readable. Each
encrypting key may be a list: the first encrypts, all decrypt; so a key can be changed without a stop.

Every cipher text is bound to its place (document, name, field): one moved to another row does not open.
Whoever can read both the database and the configuration file can read everything; see docs/access.md.
"""

import hashlib
import hmac
import json

import frappe
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from frappe import _

from xinfang_app.access.errors import KeysMissing

IDENTITY, SEALED, HASH = "xf_identity_key", "xf_sealed_key", "xf_hash_key"
KEYS = (IDENTITY, SEALED, HASH)


def encrypt(text: str, place: str = "", key: str = IDENTITY) -> str:
	"""Return `text` encrypted under the site's `key` and bound to `place` (any string, the same when opening)."""
	return _cipher(key).encrypt(_bound(place) + text.encode()).decode()


def decrypt(token: str, place: str = "", key: str = IDENTITY) -> str:
	"""Return what `encrypt` was given. Raises KeysMissing when no key of the site opens it or it lies elsewhere."""
	return decrypt_bytes(token, place, key).decode()


def encrypt_bytes(content: bytes, place: str, key: str = SEALED) -> str:
	"""Return `content` encrypted, as text that fits a Long Text field."""
	return _cipher(key).encrypt(_bound(place) + content).decode()


def decrypt_bytes(token: str, place: str, key: str = SEALED) -> bytes:
	"""Return what `encrypt_bytes` was given. Raises KeysMissing as `decrypt` does."""
	bound = _bound(place)
	try:
		content = _cipher(key).decrypt(token.encode())
	except InvalidToken:
		content = b""
	if not hmac.compare_digest(content[: len(bound)], bound):
		frappe.throw(_("This cannot be opened with the keys of this site."), KeysMissing)
	return content[len(bound) :]


def rotated(token: str, key: str = IDENTITY) -> str:
	"""Return `token` encrypted anew under the first of the site's keys."""
	return _cipher(key).rotate(token.encode()).decode()


def keyed_hash(value: str, purpose: str = "value") -> str:
	"""Return the keyed hash (64 hex digits) of `value` for `purpose`; equal values of one purpose hash equally."""
	secret = _configured(HASH)[0]
	return hmac.new(secret.encode(), f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


def mark(purpose: str, *parts) -> str:
	"""Return a keyed hash over several values: proof that this app, and not a hand in the database, wrote a row."""
	return keyed_hash(json.dumps([str(part) for part in parts], ensure_ascii=False), purpose)


def new_key(name: str) -> str:
	"""Return a fresh random key that fits the configuration entry `name`."""
	return Fernet.generate_key().decode()


def present(name: str) -> bool:
	"""Return whether the configuration entry `name` is filled."""
	return bool(frappe.conf.get(name))


def _bound(place: str) -> bytes:
	# A fixed length, so that no place is the beginning of another.
	return hashlib.sha256(place.encode()).digest()


def _cipher(name: str) -> MultiFernet:
	return MultiFernet([Fernet(key) for key in _configured(name)])


def _configured(name: str) -> list[str]:
	value = frappe.conf.get(name)
	keys = [value] if isinstance(value, str) else list(value or ())
	if not keys:
		frappe.throw(
			_(
				"The key {0} is missing in the site's configuration. Restore it from the safe place; do not make a new one."
			).format(name),
			KeysMissing,
		)
	return keys
