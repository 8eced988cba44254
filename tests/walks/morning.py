"""A morning of one officer, walked in Chromium: forty matters from above and five letters, until all is sent on, printed
and reconciled. Keys are counted; seconds are told beside them and depend on the machine.

    runtime/py <site> tests/walks/morning.py

The site needs the demo county (`xinfang_app.demo.load()`), web and job workers (`make web`), and a reader of scans for the
letters. It registers and sends on some forty-five matters, so take a site of your own. Settings: XF_WALK_URL (default
http://<site>:8000), XF_WALK_USER, XF_WALK_PASSWORD, XF_WALK_SHOTS (a folder for pictures of each step).

A Chinese text counts as the keys of an input method: the letters of its pinyin and one key for each two characters. A
choice of files in the system's own window counts as three keys.
"""

import io
import json
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import frappe
from playwright.sync_api import sync_playwright

import xinfang_app
from xinfang_app.demo import cast
from xinfang_app.exchange import sample_present, samples

sys.path.insert(0, str(Path(xinfang_app.__file__).resolve().parents[1]))
from benchmarks.ocr_letters import LETTERS

URL = os.environ.get("XF_WALK_URL", f"http://{frappe.local.site}:8000")
USER = os.environ.get("XF_WALK_USER", "xf.officer1@qinghe.example")
PASSWORD = os.environ.get("XF_WALK_PASSWORD", "Qinghe-2026")
SHOTS = os.environ.get("XF_WALK_SHOTS")
CHOOSING = 3
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
]
SYSTEM = "国家信访信息系统"


class Walk:
	"""The officer at his desk: a page, a keyboard that counts, a record of the steps."""

	def __init__(self, page):
		self.page, self.count, self.steps, self.pictures = page, 0, [], 0
		self.errors = []
		page.on("pageerror", lambda error: self.errors.append(str(error)))

	def press(self, *keys):
		for key in keys:
			self.page.keyboard.press(key)
			self.count += 1
			time.sleep(0.05)

	def type(self, text):
		from pypinyin import lazy_pinyin

		if text.isascii():
			self.page.keyboard.type(text)
			self.count += len(text)
			return
		self.page.keyboard.insert_text(text)
		self.count += sum(len(word) for word in lazy_pinyin(text)) + (len(text) + 1) // 2

	def wait(self, selector, seconds=90, **options):
		return self.page.wait_for_selector(selector, timeout=seconds * 1000, **options)

	def wait_for(self, expression, seconds=120):
		return self.page.wait_for_function(expression, timeout=seconds * 1000)

	def shot(self, name):
		if not SHOTS:
			return
		self.pictures += 1
		self.page.wait_for_timeout(400)
		self.page.screenshot(path=str(Path(SHOTS) / f"{self.pictures:02d}-{name}.png"))

	@contextmanager
	def step(self, name, of=1):
		before, begin = self.count, time.monotonic()
		yield
		keys, seconds = self.count - before, time.monotonic() - begin
		self.steps.append(
			{"step": name, "of": of, "keys": keys, "each": round(keys / of, 2), "seconds": round(seconds, 1)}
		)
		print(f"{name}: {keys} keys, {of} of them, {keys / of:.2f} each, {seconds:.1f} s", flush=True)


def login(page):
	page.goto(f"{URL}/login")
	answer = page.evaluate(
		"""([usr, pwd]) => fetch('/api/method/login', { method: 'POST', headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ usr, pwd }) }).then((answer) => answer.status)""",
		[USER, PASSWORD],
	)
	assert answer == 200, answer


def morning_list(walk):
	walk.page.goto(f"{URL}/app/today-work")
	walk.wait(".xf-today-tab")
	walk.page.wait_for_load_state("networkidle")


def section(walk, key):
	"""The number of a section's lines, and the digit that jumps to it; (0, None) where it is not there."""
	found = walk.page.evaluate(
		"""(key) => { const place = $('.xf-today-section').toArray().findIndex((one) => one.dataset.key === key);
		return [$(`.xf-section-${key} .xf-today-row`).length, place] }""",
		key,
	)
	return found[0], (str((found[1] + 1) % 10) if 0 <= found[1] < 10 else None)


def give(walk, content, name):
	"""Choose a file in the system's own window."""
	walk.page.set_input_files(
		".xf-exchange input[type=file]",
		files=[{"name": name, "mimeType": "application/octet-stream", "buffer": content}],
	)
	walk.count += CHOOSING


def take_in(walk):
	"""The list from above: looked at, registered."""
	lines, digit = section(walk, "lists")
	with walk.step("open the list from above"):
		if lines:
			walk.press(digit, "Enter")
		else:
			walk.page.goto(f"{URL}/app/upper-exchange")
			walk.wait("[data-choose]")
			frappe.db.rollback()
			give(walk, samples.forty(cast.OFFICE), "上级下发信访事项清单.xlsx")
		walk.wait(".xf-ex-rows tr[data-row]")
	walk.shot("list-from-above")
	rows = walk.page.locator(".xf-ex-rows tr[data-row]").count()
	with walk.step("register the list", rows):
		walk.wait("button.primary-action:has-text('登记'):visible")
		walk.press("Control+Enter")
		walk.wait("button.primary-action:has-text('转送交办'):visible", 300)
	walk.shot("list-registered")
	return rows


def send_on(walk, begin):
	"""The preview of sending many on, each line confirmed or changed; returns how many were sent."""
	page, before, started = walk.page, walk.count, time.monotonic()
	begin()
	walk.wait(".modal.show .xf-refer-rows li", 180)
	page.wait_for_timeout(600)
	walk.shot("send-on-preview")
	rows = page.locator(".xf-refer-rows li[data-name]").count()
	at = 0
	# A line without a suggestion is given an organ; everything else stands as it is suggested.
	for place in range(rows):
		if "xf-refer-asks" not in (page.locator(".xf-refer-rows li").nth(place).get_attribute("class") or ""):
			continue
		walk.press(*["ArrowDown"] * (place - at))
		at = place
		walk.press("o")
		walk.wait(".modal.show input[data-fieldname=organ]:visible")
		page.wait_for_timeout(400)
		walk.type("柳桥")
		page.wait_for_timeout(900)
		walk.press("Enter")
		page.wait_for_timeout(500)
		if page.evaluate("cur_dialog && cur_dialog.fields_dict.organ"):
			walk.press("Enter")
		walk.wait_for("!(cur_dialog && cur_dialog.fields_dict.organ)")
		page.wait_for_timeout(700)
	walk.shot("send-on-ready")
	sent = int(
		"".join(filter(str.isdigit, page.locator(".modal.show .btn-modal-primary:visible").last.inner_text()))
	)
	walk.press("Enter")
	walk.wait(".modal.show .xf-bulk-rows li", 600)
	seconds = time.monotonic() - started
	walk.steps.append(
		{
			"step": "send on",
			"of": sent,
			"keys": walk.count - before,
			"each": round((walk.count - before) / sent, 2),
			"seconds": round(seconds, 1),
		}
	)
	print(
		f"send on {sent}: {walk.count - before} keys, {(walk.count - before) / sent:.2f} each, {seconds:.1f} s",
		flush=True,
	)
	print("  ", page.locator(".modal.show .xf-bulk-sum").inner_text(), flush=True)
	walk.shot("send-on-done")
	return sent


def print_letters(walk):
	"""The letters of what was just sent on: one PDF, and the queue marked."""
	page = walk.page
	walk.wait(".modal.show .btn-modal-primary:has-text('打印这些件'):visible", 60)
	with walk.step("print the letters"):
		walk.press("Enter")
		walk.wait(".modal.show .xf-bulk-rows li", 300)
		page.wait_for_timeout(500)
		walk.wait(".modal.show .btn-modal-primary:visible")
		walk.press("Enter")
		walk.wait(".modal.show .btn-modal-primary:has-text('PDF'):visible", 900)
		walk.shot("printed")
		with page.context.expect_page(timeout=600_000) as opened:
			walk.press("Enter")
		walk.wait(
			".modal.show .btn-modal-primary:has-text('已打印'):visible, .modal.show .btn-modal-primary:has-text('打印出来'):visible"
		)
		page.bring_to_front()
		page.wait_for_timeout(3000)
		walk.press("Enter")
		walk.wait_for("!cur_dialog")
		opened.value.close()


def letter_picture(letter):
	"""A page of an invented letter, as from a scanner at 200 dpi."""
	from PIL import Image, ImageDraw, ImageFont

	size, margin = 40, 190
	face = ImageFont.truetype(FONT, size, index=2)
	image = Image.new("RGB", (1654, 2339), "white")
	draw, top = ImageDraw.Draw(image), margin
	for paragraph in letter["lines"]:
		mark, _sep, text = paragraph.partition("|")
		first = 2 * size if mark == "p" else 0
		while text:
			count = len(text)
			while face.getlength(text[:count]) > 1654 - 2 * margin - first:
				count -= 1
			length = face.getlength(text[:count])
			left = {"t": (1654 - length) / 2, "r": 1654 - margin - length}.get(mark, margin + first)
			draw.text((left, top), text[:count], font=face, fill=(25, 25, 30))
			text, top, first = text[count:], top + round(size * 1.75), 0
	out = io.BytesIO()
	image.save(out, "JPEG", quality=80, dpi=(200, 200))
	return out.getvalue()


def letters(walk, count=5):
	"""Five letters from the scanner: each read, taken over field by field, registered."""
	page = walk.page
	page.goto(f"{URL}/app/letter-desk")
	walk.wait(".xf-desk .xf-tray-list")
	page.wait_for_timeout(1500)
	waiting = page.locator(".xf-tray-row").count()
	files = [
		{"name": f"{place}.jpg", "mimeType": "image/jpeg", "buffer": letter_picture(letter)}
		for place, letter in enumerate(LETTERS[:count])
	]
	with walk.step("take the scans in", count), page.expect_file_chooser() as chooser:
		walk.press("Alt+u")
	chooser.value.set_files(files)
	walk.count += CHOOSING
	walk.wait_for(f"document.querySelectorAll('.xf-tray-row').length === {waiting + count}", 120)
	page.wait_for_timeout(500)
	names = page.evaluate("cur_page.page.desk.tray.rows.map((row) => row.name)")[-count:]
	for place, name in enumerate(names):
		if page.evaluate("cur_page.page.desk.draft") != name:
			page.locator(f".xf-tray-row[data-name='{name}']").click()
			walk.count += 1
		walk.wait_for(f"cur_page.page.desk.draft === '{name}'")
		walk.wait_for(
			"/核对|未能|没有读出|逐项|Alt\\+A/.test(document.querySelector('.xf-reading')?.textContent || '')",
			240,
		)
		page.wait_for_timeout(700)
		if place == 0:
			walk.shot("letter-read")
		with walk.step(f"letter {place + 1}: {LETTERS[place]['fields']['title']}"):
			one_letter(walk, name)
		if place == 0:
			walk.shot("letter-registered")


def one_letter(walk, name):
	"""Take over what was read, type what was not, register; as new, where it may repeat a matter."""
	page = walk.page
	value = page.evaluate
	walk.press(*["Alt+a"] * 9)
	page.wait_for_timeout(200)
	form = "cur_page.page.desk.form"
	missing = [field for field in ("place", "category") if not value(f"{form}.get('{field}')")]
	for field in missing:
		# One steps back into the field and types.
		value(f"{form}.focus('{field}')")
		walk.count += 2
		walk.type({"place": "lq", "category": "0107"}[field])
		page.wait_for_timeout(300)
		walk.press("Enter")
	value(f"{form}.focus('purpose')")
	walk.type("3")
	walk.press("Enter")
	for _try in range(3):
		walk.press("Control+Enter")
		try:
			page.wait_for_function(f"cur_page.page.desk.draft !== '{name}'", timeout=5_000)
			break
		except Exception:
			continue
	assert value("cur_page.page.desk.draft") != name, page.locator(
		".xf-banner, .desk-alert"
	).all_inner_texts()
	page.wait_for_timeout(600)


def reconcile(walk):
	"""The present list of the upper system compared, every difference settled."""
	page = walk.page
	page.goto(f"{URL}/app/upper-exchange/reconcile")
	walk.wait("[data-choose]")
	frappe.db.rollback()
	with walk.step("compare with above"):
		give(walk, sample_present.workbook(cast.OFFICE, SYSTEM), "在办清单.xlsx")
		walk.wait(".xf-ex-rows tr[data-row], .xf-ex-map")
		if page.locator(".xf-ex-map").count():
			walk.shot("columns")
			walk.press("Control+Enter")
			walk.wait(".xf-ex-rows tr[data-row]")
	walk.shot("differences")
	morning_list(walk)
	lines, digit = section(walk, "above")
	walk.shot("list-with-differences")
	with walk.step("settle the differences", lines):
		walk.press(digit, "Enter")
		walk.wait(".xf-ex-rows tr[data-row]")
		for _place in range(lines):
			page.wait_for_timeout(900)
			left = page.locator(".xf-ex-rows tr[data-row]").count()
			ways = page.locator(".xf-ex-rows tr[data-row]:focus [data-way]").evaluate_all(
				"(all) => all.map((one) => one.dataset.way)"
			)
			walk.press("Enter")
			if ways and ways[0] in ("ended above", "explain"):
				walk.wait(".modal.show textarea:visible")
				page.wait_for_timeout(500)
				walk.type("上级尚未更新")
				walk.press("Control+Enter")
			walk.wait_for(f"document.querySelectorAll('.xf-ex-rows tr[data-row]').length < {left}", 60)
	walk.shot("reconciled")


def main():
	if SHOTS:
		Path(SHOTS).mkdir(parents=True, exist_ok=True)
	with sync_playwright() as playwright:
		chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
		context = chromium.new_context(
			viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
		)
		page = context.new_page()
		page.set_default_timeout(120_000)
		walk, begin = Walk(page), time.monotonic()
		try:
			login(page)
			morning_list(walk)
			walk.shot("morning-list")
			take_in(walk)
			send_on(walk, lambda: walk.press("Control+Enter"))
			print_letters(walk)
			letters(walk)
			morning_list(walk)
			walk.shot("five-letters-to-send-on")
			_lines, digit = section(walk, "to_refer")
			send_on(walk, lambda: walk.press(digit, "a", "b"))
			print_letters(walk)
			reconcile(walk)
			morning_list(walk)
			walk.shot("done")
		except Exception:
			walk.shot("failed")
			raise
		finally:
			print("errors of the page:", walk.errors)
			print(
				json.dumps(
					{"keys": walk.count, "seconds": round(time.monotonic() - begin), "steps": walk.steps},
					ensure_ascii=False,
				)
			)
		chromium.close()


main()
