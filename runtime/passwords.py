"""Which passwords an installation accepts. Pure.

Rule: at least twelve characters of at least three of the four classes (small, capital, digit, other), no known or
repeated text, nothing that contains the name of the site, of the user or of this product. Nothing else is demanded: no
change every month, no secret question.
"""

import re

LENGTH = 12
KNOWN = ("admin", "administrator", "password", "passw0rd", "p@ssw0rd", "p@ssword", "xinfang", "qwerty", "letmein", "welcome", "123456", "abcdef", "111111", "888888", "666666", "qinghe")  # fmt: skip


def fault(password, *names):
	"""Why this password is refused, as (Chinese, English), or None. `names` may not stand in it."""
	plain = password.lower()
	classes = [r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]"]
	if len(password) < LENGTH:
		return f"密码至少 {LENGTH} 位", f"the password needs at least {LENGTH} characters"
	if sum(bool(re.search(one, password)) for one in classes) < 3:
		return (
			"密码须包含大写字母、小写字母、数字、符号中的至少三类",
			"the password needs three of: small letters, capitals, digits, other signs",
		)
	if len(set(plain)) < 6:
		return "密码重复字符过多", "the password repeats too few characters"
	if any(known in plain for known in KNOWN):
		return "密码含有常见密码", "the password contains a well-known one"
	for name in names:
		for part in re.split(r"[^a-z0-9]+", name.lower()):
			if len(part) >= 4 and part in plain:
				return "密码含有站点名或用户名", "the password contains the name of the site or the user"
	return None
