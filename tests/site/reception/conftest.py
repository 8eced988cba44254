"""The county of the petition tests, with a letter in a tray and scans to put into it."""

import io
from types import SimpleNamespace

import pytest
from sharing import module_at

_COUNTY = module_at("site/petition/conftest.py")
county = _COUNTY.county
build_for_logins = _COUNTY.build_for_logins

LINES = [
	"关于青苗补偿款未足额发放的反映",
	"青禾县信访局：",
	"我叫林青苗，家住柳桥镇东沟村3组，电话13900004417。修路征收承包地，青苗补偿款只发了六成。",
	"要求补足青苗补偿款。",
	"反映人：林青苗",
	"2026年3月2日",
]


def pdf(pages=1, shade=0):
	"""A PDF of grey pages; `shade` makes its bytes different from another's."""
	from PIL import Image

	sheets = [Image.new("RGB", (210, 297), (min(255, 20 * no + shade),) * 3) for no in range(pages)]
	out = io.BytesIO()
	sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
	return out.getvalue()


@pytest.fixture
def letters(county, as_user):
	"""`letters.begin(user)` a draft of the petition office, `letters.scan(draft)` a scan in it, `letters.read(scan)`."""
	from xinfang_app.reception import drafts
	from xinfang_app.reception.reading import job
	from xinfang_app.reception.scans import keeping

	def begin(user=None, **values):
		with as_user(user or county.xfj):
			return drafts.begin(**values)

	def scan(draft, pages=1, shade=0, user=None):
		with as_user(user or county.xfj):
			return keeping.add(draft, keeping.checked(pdf(pages, shade)))

	def read(scan, lines=LINES):
		job.keep(scan.name, lines)

	return SimpleNamespace(begin=begin, scan=scan, read=read, pdf=pdf, LINES=LINES)
