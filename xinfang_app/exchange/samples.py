"""Lists to try the import with: an empty one in the usual columns, and forty invented matters.

The columns follow the data items of the national kind of system (DOMAIN.md C6), without those that judge people. People,
telephones and matters are invented; identity numbers bear the invented county's digits, which no real person has. The
forty are given out only in a county whose code begins with 99, so that nobody registers them where people live.
"""

from datetime import datetime, timedelta

import frappe

from xinfang_app import when
from xinfang_app.access import normal
from xinfang_app.exchange import writing
from xinfang_app.organization import codes

INVENTED = "99"
HEADINGS = (
	"序号",
	"信访件编号",
	"办理方式",
	"下发单位",
	"下发时间",
	"办理期限",
	"办理状态",
	"信访形式",
	"信访渠道",
	"登记机构层级",
	"信访目的",
	"内容分类",
	"信访人姓名",
	"证件类型",
	"证件号码",
	"联系电话",
	"住址",
	"信访人数",
	"是否联名",
	"是否匿名",
	"是否初次",
	"问题属地",
	"标题",
	"信访内容",
	"主要诉求",
	"被反映单位",
	"紧急程度",
)
COUNT = 40
PLACES = 30
SURNAMES = "林周何马孟秦陶邹柏庄温柯鲁葛倪翁晏桑裴荀"
GIVEN = ("禾生", "青田", "穗芳", "望山", "柳枝", "石墩", "杨桥", "满仓")
# purpose, category, title, content, claims, form, channel, people
SUBJECTS = (
	("求决", "自然资源/土地征收", "{v}征地青苗补偿款未足额发放", "修路征收承包地,青苗补偿款只到账六成,余款没有说法。", "补足青苗补偿款", "来信", "平信", 1),
	("求决", "劳动和社会保障/工资福利", "{v}安置房工地拖欠工资", "在安置房工地务工,三个月工资没有发放。", "支付拖欠工资", "网上信访", "网站", 12),
	("求决", "0204", "{v}宅基地界址争议", "邻居建院墙超出界址,多次协商未果。", "确认宅基地界址", "来访", "接待大厅", 1),
	("求决", "0801", "{v}养殖场夜间排污", "养殖场夜间排放污水,气味很大,影响饮水。", "停止排污并检测饮水", "来访", "接待大厅", 8),
	("意见建议", "交通运输/客货运输", "建议{v}增开镇村班车", "村里老人多,每天只有一班车,建议增开。", "增开班车", "网上信访", "手机App", 1),
	("求决", "0506", "{v}居民医保报销比例疑问", "住院费用报销比例与政策宣传不一致。", "重新核算报销金额", "来电", "信访专线", 1),
	("申诉", "0409", "原县办集体企业职工工龄认定", "改制时档案遗失,工龄少算六年。", "补认工龄", "来信", "联名信", 23),
	("求决", "0701", "{v}低保待遇停发", "家庭收入没有变化,低保待遇停发且没有告知理由。", "恢复低保待遇", "来信", "平信", 1),
	("求决", "0310", "{v}安置小区物业收费", "物业费上涨没有公示,也没有征求业主意见。", "公开收费依据", "网上信访", "微信或小程序", 5),
	("咨询", "0406", "咨询灵活就业人员参保", "咨询灵活就业人员参加养老保险的办法和缴费档次。", "", "来电", "信访专线", 1),
	("求决", "0904", "{v}通村公路破损", "通村公路路面破损三处,雨天无法通行。", "修复路面", "网上信访", "网站", 1),
	("揭发控告", "纪检监察/贪污贿赂", "反映{v}某干部虚报人工费", "署名反映某干部虚报人工费,附账页复印件。", "查处虚报人工费", "来信", "挂号或快递", 1),
	("求决", "0107", "{v}灌溉水渠淤塞", "水渠多年没有清淤,下游三十亩地浇不上水。", "清淤疏浚", "来访", "接待大厅", 6),
	("求决", "0605", "{v}小学课后服务收费", "课后服务收费标准与公示不一致。", "退还多收费用", "网上信访", "网站", 1),
	("感谢表扬", "其他/表达情感", "感谢{v}驻村医生", "驻村医生雪天上门,特此感谢。", "", "来信", "平信", 1),
	("求决", "0302", "县城旧房征收补偿", "评估价格明显低于周边,要求重新评估。", "重新评估补偿", "来访", "接待大厅", 1),
	("求决", "1004", "{v}农户贷款贴息未到账", "符合贴息条件,两个季度没有到账。", "发放贴息", "网上信访", "网站", 1),
	("意见建议", "0703", "建议{v}设老年食堂", "留守老人吃饭困难,建议设立老年食堂。", "设立老年食堂", "来信", "意见征集箱", 1),
	("求决", "0402", "{v}幼儿园拖欠保育员工资", "保育员两个月工资没有发放。", "支付工资", "来电", "12345热线转", 3),
	("求决", "医保报销", "{v}门诊慢病报销受阻", "门诊慢病备案后仍不能报销。", "办理慢病报销", "传真", "传真", 1),
)  # fmt: skip


def fits(organ: str) -> bool:
	"""Return whether the forty invented matters may be given to `organ`."""
	return (frappe.get_cached_value("Organ", organ, "place_code") or "").startswith(INVENTED)


def blank() -> bytes:
	"""Return an empty list in the usual columns, with one line that shows how they are filled."""
	line = _line(1, 0, when.now() - timedelta(hours=2), "某村", "某镇人民政府")
	line[1], line[12], line[14], line[15] = "填写上级系统的信访件编号", "信访人姓名", "", ""
	return writing.workbook("信访件清单", list(HEADINGS), [line])


def forty(organ: str, count: int = COUNT) -> bytes:
	"""Return a list of `count` invented matters in the county of `organ`, sent down yesterday and today."""
	if not fits(organ):
		frappe.throw(frappe._("Invented matters are only for an invented county."), frappe.PermissionError)
	return writing.workbook("信访件清单", list(HEADINGS), lines(organ, count))


def lines(organ: str, count: int = COUNT) -> list[list]:
	"""Return the rows of `forty`."""
	places = _places(organ)
	now = when.now().replace(second=0, microsecond=0)
	return [
		_line(
			number,
			number - 1,
			now - timedelta(hours=20 if number % 3 else 2, minutes=number % 60),
			*places[number % len(places)],
		)
		for number in range(1, count + 1)
	]


def _line(number: int, place: int, sent: datetime, village: str, township: str) -> list:
	purpose, category, title, content, claims, form, channel, people = SUBJECTS[place % len(SUBJECTS)]
	assigned = place % 13 == 6
	name = SURNAMES[place % len(SURNAMES)] + GIVEN[(place // 3) % len(GIVEN)]
	anonymous = place % 17 == 9
	first17 = f"990124{1958 + place % 40}{1 + place % 12:02d}{1 + place % 28:02d}{100 + place % 900:03d}"
	return [
		number,
		f"{sent:%Y%m%d}990124{number:06d}",
		"交办" if assigned else "转送",
		"东岭省信访局" if assigned else "国家信访局",
		sent.strftime("%Y-%m-%d %H:%M"),
		(sent + timedelta(days=90)).strftime("%Y-%m-%d") if assigned else None,
		"待受理",
		form,
		channel,
		"省级" if assigned else "国家级",
		purpose,
		category,
		None if anonymous else name,
		None if anonymous else "居民身份证",
		None if anonymous else first17 + normal.check_digit(first17),
		None if anonymous else f"139000{10000 + place:05d}",
		None if anonymous else f"{village}{1 + place % 9}组{1 + place % 88}号",
		people,
		"是" if people > 20 else "否",
		"是" if anonymous else "否",
		"重件" if place % 11 == 4 else "初件",
		village,
		title.format(v=village),
		content,
		claims,
		township if purpose in ("求决", "申诉") and place % 4 == 0 else None,
		"紧急" if people > 5 and purpose == "求决" else "一般",
	]


def _places(organ: str) -> list[tuple[str, str]]:
	"""(village with its township, township government) of the county of `organ`; the county itself where it has none."""
	low, high = codes.range_of(frappe.get_cached_value("Organ", organ, "place_code"))
	rows = frappe.get_all(
		"Jurisdiction",
		filters=[["name", ">=", low], ["name", "<", high], ["tier", "=", codes.VILLAGE]],
		fields=["title", "parent_jurisdiction"],
		order_by="name asc",
		limit=1000,
	)
	found = []
	# From all over the county, so that the matters go to many organs.
	for row in rows[:: max(1, len(rows) // PLACES)]:
		town = frappe.get_cached_value("Jurisdiction", row.parent_jurisdiction, "title") or ""
		found.append((f"{town}{row.title}", f"{town}人民政府"))
	return found or [(frappe.get_cached_value("Jurisdiction", low, "title") or "", "")]
