"""Small copies of the free Chinese fonts, so that making a PDF takes two seconds and not ten.

WeasyPrint cuts each font down to the characters used, and for a CJK font of 65,000 glyphs that takes four seconds a
face. So the faces that papers use are cut once to the characters of GB 2312 and kept in the user's cache folder;
characters outside it (rare names) come from the full font after it in the list, slower but right. The fonts are found
by name through fontconfig; where a name is not installed, nothing is made and the style sheet's list decides.

Measured on two shared cores, CPU time: a paper of two pages 9.8 s with the full fonts, 1.7 s with the copies; making the
three copies 25 s, once.
"""

import os
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

# Family in the style sheet, weight → name of the installed font and its style.
FACES = {
	("Papers Song", "normal"): ("Noto Serif CJK SC", "Regular"),
	("Papers Song", "bold"): ("Noto Serif CJK SC", "Bold"),
	("Papers Hei", "normal"): ("Noto Sans CJK SC", "Regular"),
}
_SIGNS = "—–‘’“”…·〇〔〕「」『』①②③④⑤⑥⑦⑧⑨⑩×÷＊"


def style_sheet() -> str:
	"""Return the `@font-face` rules for the copies that exist or can be made; sources are `xf-font:` addresses."""
	rules = []
	for (family, weight), (name, style) in FACES.items():
		path = copy_of(name, style)
		if path:
			rules.append(
				f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("xf-font:{path.name}"); }}'
			)
	return "\n".join(rules)


def read(name: str) -> bytes:
	"""Return the copy kept under the file name `name` (no folders)."""
	return (_folder() / Path(name).name).read_bytes()


@lru_cache(maxsize=8)
def copy_of(name: str, style: str) -> Path | None:
	"""Return the copy of an installed font, made now if it was not yet; None if the font is not installed."""
	found = _installed(name, style)
	if not found:
		return None
	source, index = found
	stat = os.stat(source)
	path = _folder() / f"{name.replace(' ', '')}-{style}-{stat.st_size}-{int(stat.st_mtime)}.otf"
	if not path.exists():
		_cut(source, index, path)
	return path


def make_all() -> None:
	"""Job: make every copy, so that the first paper need not wait."""
	style_sheet()


def _installed(name: str, style: str) -> tuple[str, int] | None:
	answer = subprocess.run(
		["fc-match", "--format", "%{family}|%{file}|%{index}", f"{name}:style={style}"],
		capture_output=True,
		text=True,
		check=False,
	)
	families, _, rest = answer.stdout.partition("|")
	path, _, index = rest.rpartition("|")
	# fc-match answers with some font for every name.
	return (path, int(index)) if name in families.split(",") else None


def _cut(source: str, index: int, path: Path) -> None:
	from fontTools import subset
	from fontTools.ttLib import TTFont

	options = subset.Options(hinting=False, desubroutinize=True, notdef_outline=True, layout_features=[])
	options.drop_tables += ["GSUB", "GPOS", "BASE", "VORG"]
	cutter = subset.Subsetter(options)
	cutter.populate(unicodes=_characters())
	font = TTFont(source, fontNumber=index, lazy=True)
	cutter.subset(font)
	# Written aside and moved: two workers may make it at the same time.
	with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
		font.save(part)
	os.replace(part.name, path)


def _characters() -> set[int]:
	"""The characters of GB 2312, Latin, and the signs that papers use beside them."""
	found = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, _SIGNS)}
	for high in range(0xA1, 0xF8):
		for low in range(0xA1, 0xFF):
			text = bytes((high, low)).decode("gb2312", errors="ignore")
			found.update(map(ord, text))
	return found


def _folder() -> Path:
	"""The folder of the copies: the user's cache, or the machine's temporary folder where there is none."""
	base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
	folder = base / "xinfang_app" / "fonts"
	try:
		folder.mkdir(parents=True, exist_ok=True)
		writable = os.access(folder, os.W_OK)
	except OSError:
		writable = False
	if writable:
		return folder
	folder = Path(tempfile.gettempdir()) / f"xinfang_app-fonts-{os.getuid()}"
	folder.mkdir(mode=0o700, exist_ok=True)
	return folder
