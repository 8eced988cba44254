"""What a letter seems to say, from its lines of text: name, address, date, title, claims, category, place.

Rule: a proposal and nothing more. Every value is confirmed by an officer, field by field; nothing here is written to a
record by itself, and a value that is not found is left out. Letters call things by their names (反映人：, 住址：, 诉求：)
or end with a name and a date; both ways are looked for, the first one first. Words of an accusation (art. 30) are
pointed out, so that the officer looks before he registers in the open; they decide nothing.

Pure: text in, plain data out.
"""

import re
from dataclasses import dataclass, field

from xinfang_app.reception.reading import guess
from xinfang_app.reception.reading.surnames import can_be_name

HAN = r"\u4e00-\u9fff"
PHONE = re.compile(r"(?<!\d)(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")
ID_NO = re.compile(r"(?<![0-9A-Za-z])(\d{17}[\dXx])(?![0-9A-Za-z])")
DATE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
DATE_DOTS = re.compile(r"(?<!\d)(?P<year>20\d{2})[.\-/](?P<month>\d{1,2})[.\-/](?P<day>\d{1,2})(?!\d)")
DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "O": "0"}
DATE_HAN = re.compile(
	r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
LABELLED = re.compile(
	rf"(?:反映人|信访人|来信人|申请人|投诉人|写信人|求助人|建议人|上访人|署名|姓名|联系人)(?:姓名)?[:：]([{HAN}·]{{2,4}}?)(?![{HAN}·])"
)
I_AM = re.compile(
	rf"(?:我叫|本人叫|我是|本人是|本人系|我名叫)([{HAN}]{{2,4}}?)(?=[,，、。;；(（]|今年|现年|家住|现住|男|女|是|系)"
)
ADDRESS = re.compile(
	r"(?:家庭住址|通信地址|通讯地址|联系地址|住址|地址|家住|现住)(?:在|于|为)?[:：]?([^，。,;；:：\n]{4,40})"
)
VILLAGER = re.compile(
	rf"(?:我|我们|本人)(?:[{HAN}]{{2,4}}[,，])?(?:是|系)([{HAN}0-9]{{2,24}}?(?:村|组|社区|小区|街道|号))"
)
TITLE = re.compile(
	rf"关于[{HAN}0-9、，“”《》（）]{{2,60}}?(?:反映信|情况反映|的?情况|的?请求|的?申请|的?报告|的?申诉|的?建议|的?问题|的?来信|的?信|的?反映|的?函)"
)
KIND_OF_LETTER = re.compile(
	r"^(?:情况)?(?:反映信?|反映材料|请求书|请求信|申诉书|建议书|求助信|申请书|感谢信|上访信|信访信|诉求书)$"
)
SALUTATION = re.compile(
	r"^(?:尊敬的|敬爱的)?.{0,20}(?:领导|信访局|政府|书记|县长|镇长|局长|同志|您好|你好)[：:，,！!]?$"
)
CLOSING = re.compile(
	r"^(?:此致|敬礼|致礼|谢谢|恳请.{0,8}答复|特此(?:反映|报告|申请)|望.{0,10}(?:解决|答复))[!！。]?(?:敬礼[!！]?)?$"
)
CLAIM_HEAD = re.compile(r"(?:诉求|请求|要求|请求事项|具体诉求|信访请求|我的要求)(?:如下|事项)?[:：]")
ENUMERATED = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}[、.．:：]|[（(]?\d{1,2}[)）、.．])\s*(.+)$")
ASKING = re.compile(
	r"(?:要求|请求|恳请|恳求|希望|强烈要求|盼望|请.{0,12}(?:解决|处理|查处|补发|公开|核实|落实|修复|答复))"
)
LINES_OF_HEAD = 4
CLAIMS, CLAIM_LONG, TITLE_LONG = 6, 140, 60


@dataclass
class Proposal:
	"""What seems to stand in a letter. `fields` by field of the desk's form; texts are those of the letter."""

	fields: dict[str, str] = field(default_factory=dict)
	categories: list[dict] = field(default_factory=list)
	"""[{"code", "words"}], the likeliest first; for the officer to choose from."""
	accusation: list[str] = field(default_factory=list)
	"""Words that speak of an accusation."""


def of(lines: list[str], places: list[tuple[str, str]] = ()) -> Proposal:
	"""Return the proposal for the `lines` of a letter, in reading order.

	`places` are (code, title) of the county's places; titles of villages carry no township.
	"""
	lines = [tidy(line) for line in lines if line and line.strip()]
	text = "\n".join(lines)
	flat = "".join(lines)
	found = {
		"name": _name(lines, flat),
		"phone": _first(PHONE, _digits_together(text)),
		"id_no": _first(ID_NO, _digits_together(text)).upper(),
		"address": _address(text),
		"letter_date": _date(text),
		"title": _title(lines),
		"content": "\n".join(body(lines)),
		"claims_text": "\n".join(claims(lines)),
		"place": guess.place(flat, places) or "",
	}
	if not found["title"] and found["claims_text"]:
		found["title"] = found["claims_text"].split("\n")[0][:TITLE_LONG]
	return Proposal(
		fields={key: value for key, value in found.items() if value},
		categories=guess.categories(flat),
		accusation=guess.accusation(flat),
	)


def tidy(line: str) -> str:
	"""Return a line without the blanks that stand between Chinese characters, and with Chinese marks."""
	line = re.sub(rf"(?<=[{HAN}，。：；、（）])\s+(?=[{HAN}0-9（）])", "", line.strip())
	line = re.sub(rf"(?<=[0-9])\s+(?=[{HAN}])", "", line)
	return re.sub(rf"(?<=[{HAN}]),(?=[{HAN}])", "，", line)


def body(lines: list[str]) -> list[str]:
	"""Return the paragraphs of the letter itself: without title, salutation, close, name and date, lines joined."""
	start = next((i + 1 for i, line in enumerate(lines[: LINES_OF_HEAD + 2]) if SALUTATION.match(line)), None)
	if start is None:
		start = 1 if lines and (TITLE.fullmatch(lines[0]) or KIND_OF_LETTER.match(lines[0])) else 0
	end = next((i for i, line in enumerate(lines) if i > start and CLOSING.match(line)), len(lines))
	if end == len(lines):
		while end > start + 1 and len(lines[end - 1]) <= 14 and not lines[end - 1].endswith(("。", "；")):
			end -= 1
	longest = max((len(line) for line in lines[start:end]), default=0)
	paragraphs: list[str] = []
	full = False
	for line in lines[start:end]:
		if paragraphs and full and not ENUMERATED.match(line):
			paragraphs[-1] += line
		else:
			paragraphs.append(line)
		full = len(line) >= 0.75 * longest and not (line.endswith("。") and len(line) < 0.9 * longest)
	return paragraphs


def claims(lines: list[str]) -> list[str]:
	"""Return the claims of the letter, one each: those numbered under a head, else the sentences that ask for something."""
	paragraphs = body(lines)
	numbered: list[str] = []
	heading = False
	for paragraph in paragraphs:
		head = CLAIM_HEAD.search(paragraph)
		if head:
			heading = True
			paragraph = paragraph[head.end() :]
		if not heading:
			continue
		if numbered and not head and not ENUMERATED.match(paragraph):
			break
		numbered += _enumerated(paragraph)
	if numbered:
		return _cut(numbered)
	sentences = re.split(r"[。！!；;]", "".join(paragraphs))
	return _cut([s.strip("，, ") for s in sentences if ASKING.search(s) and len(s) > 5])


def _enumerated(paragraph: str) -> list[str]:
	parts = re.split(
		r"(?:(?<=^)|(?<=[。；;]))(?=(?:[一二三四五六七八九十]{1,3}[、.．]|[（(]?\d{1,2}[)）、.．]))",
		paragraph,
	)
	found = []
	for part in parts:
		item = ENUMERATED.match(part.strip())
		text = (item.group(1) if item else part).strip(" 。；;，,")
		if text:
			found.append(text)
	return found


def _cut(texts: list[str]) -> list[str]:
	return [text[:CLAIM_LONG] for text in dict.fromkeys(texts)][:CLAIMS]


def _name(lines: list[str], flat: str) -> str:
	for pattern in (LABELLED, I_AM):
		for line in lines:
			for found in pattern.finditer(line):
				if can_be_name(found.group(1)):
					return found.group(1)
	# A signature: a short line near the end, often before the date.
	for line in reversed(lines[-5:]):
		bare = re.sub(r"[^\u4e00-\u9fff]", "", DATE.sub("", DATE_HAN.sub("", line)))
		bare = re.sub(r"^(?:村民|居民|业主|职工|农民工|群众|写信人|反映人)", "", bare)
		if can_be_name(bare):
			return bare
	return ""


def _address(text: str) -> str:
	for line in text.split("\n"):
		found = ADDRESS.search(line)
		if found:
			return PHONE.sub("", found.group(1)).strip(" 电话联系方式")
	found = VILLAGER.search(text.replace("\n", ""))
	return found.group(1) if found else ""


def _date(text: str) -> str:
	"""The last date of the letter, as ISO; the first one is often that of the story."""
	joined = text.replace(" ", "")
	dates = [(m.start(), m["year"], m["month"], m["day"]) for m in DATE.finditer(joined)]
	dates += [(m.start(), m["year"], m["month"], m["day"]) for m in DATE_DOTS.finditer(joined)]
	for m in DATE_HAN.finditer(joined):
		year = "".join(DIGITS[c] for c in m.group(1))
		dates.append((m.start(), year, str(_number(m.group(2))), str(_number(m.group(3)))))
	for _place, year, month, day in sorted(dates, reverse=True):
		if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 and 2000 <= int(year) <= 2100:
			return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"
	return ""


def _title(lines: list[str]) -> str:
	head = "".join(lines[:LINES_OF_HEAD])
	found = TITLE.search(lines[0]) if lines else None
	found = found or TITLE.search(head)
	return found.group(0)[:TITLE_LONG] if found else ""


def _number(text: str) -> int:
	tens, _sep, ones = text.rpartition("十")
	if "十" not in text:
		return int(DIGITS[text[0]])
	return (int(DIGITS[tens]) if tens else 1) * 10 + (int(DIGITS[ones]) if ones else 0)


def _digits_together(text: str) -> str:
	return re.sub(r"(?<=\d)[ \-—](?=\d)", "", text)


def _first(pattern: re.Pattern, text: str) -> str:
	found = pattern.search(text)
	return found.group(1) if found else ""
