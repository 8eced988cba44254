"""Write the files of the invented county 青禾县: `python -m xinfang_app.demo.make_county` (from the repository).

The county lies in an unused range of codes (99…), and every name in it is invented. The files in `county/` are what
this script writes, to the byte; they are kept beside it, because an office that fills in its own files reads those.
14 townships, 300 villages, 60 county organs, 511 postings, and `people.csv` with one login per role.
"""

import csv
from itertools import cycle, product
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "county"
COUNTY, PREFECTURE, PROVINCE = "990124000000", "990100000000", "990000000000"
GOVERNMENT, OFFICE = "990124-ZF", "990124-XFJ"
SINCE = "2024-01-02"
POSTINGS = 511

#: code, name, login part, villages; codes 1xx are 镇, 2xx are 乡
TOWNSHIPS = (
	("100", "城关镇", "cg", 22, ""),
	("101", "柳桥镇", "lq", 24, "柳桥乡"),
	("102", "石湾镇", "sw", 22, ""),
	("103", "禾丰镇", "hf", 21, ""),
	("104", "青峦镇", "ql", 21, ""),
	("105", "槐荫铺镇", "hy", 21, ""),
	("106", "澄溪镇", "cx", 21, ""),
	("107", "云麓镇", "yl", 21, ""),
	("200", "白杨乡", "by", 22, ""),
	("201", "望山乡", "ws", 22, ""),
	("202", "南屏岭乡", "np", 21, ""),
	("203", "栖霞坪乡", "qx", 21, ""),
	("204", "麦垄乡", "ml", 21, ""),
	("205", "梨雪乡", "lx", 20, ""),
)
#: Places of the ten cases: township → names that come first; 社区 take the numbers from 001, 村 those from 200.
NAMED_VILLAGES = {
	"100": ("杏林社区", "府前社区", "北关社区", "书院社区"),
	"101": ("东沟村",),
	"102": ("双井村",),
	"200": ("前营村",),
	"201": ("河湾村",),
}
VILLAGE_FIRST = "上下前后大小新老东西南北"
VILLAGE_SECOND = ("榆树", "石磨", "柿园", "芦塘", "麻柳", "梧桐", "古槐", "枣林", "杉坪", "莲池", "桑园", "竹沟", "茶亭", "椿岭", "葛坡", "苇滩", "瓦窑", "蒲洼", "橡坪", "荞湾")  # fmt: skip

#: What a township answers for itself, each with its county organ behind it.
TOWNSHIP_COMPETENCES = "0101 0102 0103 0107 0113 0201 0204 0303 0707"

#: code, name, short name, kind, document word, competences, review organ ("" = county government)
COUNTY_ORGANS = (
	("XW", "中共青禾县委员会", "县委", "党委", "青发", "1601 1602 1608", ""),
	("ZF", "青禾县人民政府", "县政府", "人民政府", "青政", "0706 1303 9901 9999", "9901-ZF"),
	("XFJ", "青禾县信访局", "县信访局", "信访部门", "青信", "", ""),
	("JWJ", "中共青禾县纪律检查委员会青禾县监察委员会", "县纪委监委", "纪检监察机关", "青纪", "14", ""),
	("ZFW", "中共青禾县委政法委员会", "县委政法委", "政法机关", "青政法", "13", ""),
	("FY", "青禾县人民法院", "县法院", "政法机关", "青法", "1301", ""),
	("JCY", "青禾县人民检察院", "县检察院", "政法机关", "青检", "1305", ""),
	("ZZB", "中共青禾县委组织部", "县委组织部", "党委", "青组", "15 1501 1505", ""),
	("XCB", "中共青禾县委宣传部", "县委宣传部", "党委", "青宣", "1604", ""),
	("TZB", "中共青禾县委统一战线工作部", "县委统战部", "党委", "青统", "1605 1606", ""),
	("BZB", "中共青禾县委机构编制委员会办公室", "县委编办", "党委", "青编", "1503 1504", ""),
	("XWB", "中共青禾县委办公室", "县委办", "党委", "青办", "1699", ""),
	("ZFB", "青禾县人民政府办公室", "县政府办", "部门", "青政办", "9902", ""),
	("FGJ", "青禾县发展和改革局", "县发改局", "部门", "青发改", "0307 1001 1009", ""),
	("JYJ", "青禾县教育局", "县教育局", "部门", "青教", "06 0601 0602 0603 0604 0605 0606", ""),
	("KJJ", "青禾县科学技术局", "县科技局", "部门", "青科", "1201", ""),
	("GXJ", "青禾县工业和信息化局", "县工信局", "部门", "青工信", "12 1003 1203 1204", ""),
	("GAJ", "青禾县公安局", "县公安局", "部门", "青公", "1306 1307 1308 1309 1310", ""),
	("MZJ", "青禾县民政局", "县民政局", "部门", "青民", "07 0701 0703 0707 0708 0709 0799", ""),
	("SFJ", "青禾县司法局", "县司法局", "部门", "青司", "1302 1304 1311", ""),
	("CZJ", "青禾县财政局", "县财政局", "部门", "青财", "0103 1004", ""),
	("RSJ", "青禾县人力资源和社会保障局", "县人社局", "部门", "青人社", "04 0401 0402 0403 0404 0405 0406 0407 0408 0409 1502", ""),
	("ZRJ", "青禾县自然资源局", "县自然资源局", "部门", "青自然资", "02 0201 0202 0203 0204 0301", ""),
	("HJJ", "云泽市生态环境局青禾分局", "市生态环境局青禾分局", "部门", "云环青", "08 0801 0802", "9901-HJJ"),
	("ZJJ", "青禾县住房和城乡建设局", "县住建局", "部门", "青住建", "03 0113 0304 0305 0306 0308 0310", ""),
	("JTJ", "青禾县交通运输局", "县交通运输局", "部门", "青交", "09 0901 0902 0904", ""),
	("SLJ", "青禾县水利局", "县水利局", "部门", "青水", "0107 0309", ""),
	("NYJ", "青禾县农业农村局", "县农业农村局", "部门", "青农", "01 0101 0102 0103 0104 0106", ""),
	("SWJ", "青禾县商务局", "县商务局", "部门", "青商", "11 1101 0105", ""),
	("WLJ", "青禾县文化广电和旅游局", "县文旅局", "部门", "青文旅", "0607 0608 1102", ""),
	("WJJ", "青禾县卫生健康局", "县卫健局", "部门", "青卫健", "05 0501 0502 0503 0504", ""),
	("TYJ", "青禾县退役军人事务局", "县退役军人局", "部门", "青退役", "0704 0705 1506", ""),
	("YJJ", "青禾县应急管理局", "县应急局", "部门", "青应急", "0702 1008", ""),
	("SJJ", "青禾县审计局", "县审计局", "部门", "青审", "", ""),
	("GZJ", "青禾县国有资产监督管理局", "县国资局", "部门", "青国资", "1002 1003", ""),
	("SCJ", "青禾县市场监督管理局", "县市场监管局", "部门", "青市监", "0505 1006 1007 1202", ""),
	("TJJ", "青禾县统计局", "县统计局", "部门", "青统计", "", ""),
	("YBJ", "青禾县医疗保障局", "县医保局", "部门", "青医保", "0506", ""),
	("XCJ", "青禾县乡村振兴服务中心", "县乡村振兴中心", "部门", "青乡振", "0111", ""),
	("CGJ", "青禾县城市管理综合执法局", "县城管局", "部门", "青城管", "0309", ""),
	("LYJ", "青禾县林业局", "县林业局", "部门", "青林", "0109 0110 0114", ""),
	("SPJ", "青禾县行政审批服务局", "县审批局", "部门", "青审批", "0307", ""),
	("ZSZ", "青禾县房屋征收与补偿服务中心", "县征收中心", "部门", "青征补", "0302 0303", ""),
	("ZGH", "青禾县总工会", "县总工会", "部门", "青工", "1603", ""),
	("TXW", "共青团青禾县委员会", "团县委", "部门", "青团", "1603", ""),
	("FLH", "青禾县妇女联合会", "县妇联", "部门", "青妇", "1603", ""),
	("CLH", "青禾县残疾人联合会", "县残联", "部门", "青残", "0703", ""),
	("GSL", "青禾县工商业联合会", "县工商联", "部门", "青联", "", ""),
	("KXX", "青禾县科学技术协会", "县科协", "部门", "青科协", "", ""),
	("HSZ", "青禾县红十字会", "县红十字会", "部门", "青红", "0702", ""),
	("TYZ", "青禾县体育事业发展中心", "县体育中心", "部门", "青体", "0609", ""),
	("YMZ", "青禾县水库移民服务中心", "县移民中心", "部门", "青移", "0108", ""),
	("GJJ", "云泽市住房公积金管理中心青禾管理部", "公积金青禾管理部", "部门", "云公积金青", "", ""),
	("SWU", "青禾县税务局", "县税务局", "部门", "青税", "1004", "9901-SWU"),
	("QXJ", "青禾县气象局", "县气象局", "部门", "青气", "0205", ""),
	("JRZ", "青禾县金融工作服务中心", "县金融中心", "部门", "青金", "1004 1005", ""),
	("DAG", "青禾县档案馆", "县档案馆", "部门", "青档", "", ""),
	("YZJ", "青禾县邮政业发展服务中心", "县邮政业中心", "部门", "青邮", "0903", ""),
	("GXS", "青禾县供销合作社联合社", "县供销社", "部门", "青供", "0104 0105", ""),
	("KFQ", "青禾经济开发区管理委员会", "青禾开发区", "部门", "青开", "", ""),
)  # fmt: skip

#: code, name, place, superior: they have no users here
EXTERNAL = (
	("00-XFJ", "国家信访局", "", ""),
	("99-ZF", "东岭省人民政府", PROVINCE, ""),
	("99-XFJ", "东岭省信访局", PROVINCE, "00-XFJ"),
	("9901-ZF", "云泽市人民政府", PREFECTURE, "99-ZF"),
	("9901-XFJ", "云泽市信访局", PREFECTURE, "99-XFJ"),
	("9901-HJJ", "云泽市生态环境局", PREFECTURE, "9901-ZF"),
	("9901-SWU", "云泽市税务局", PREFECTURE, "9901-ZF"),
)

#: The petition office: login part, post, whether head
OFFICE_STAFF = (
	("leader1", "县领导", True),
	("leader2", "县领导", False),
	("leader3", "县领导", False),
	("head1", "县信访局科室负责人", False),
	("head2", "县信访局科室负责人", False),
	("head3", "县信访局科室负责人", False),
	("officer1", "县信访局干部", False),
	("officer2", "县信访局干部", False),
	("officer3", "县信访局干部", False),
	("officer4", "县信访局干部", False),
	("officer5", "县信访局干部", False),
	("officer6", "县信访局干部", False),
	("supervisor1", "督查专员", False),
	("supervisor2", "督查专员", False),
	("review1", "复查复核员", False),
	("review2", "复查复核员", False),
	("hearing1", "听证员", False),
	("hearing2", "听证员", False),
	("custodian1", "检举件保管人", False),
	("custodian2", "检举件保管人", False),
	("admin1", "信访系统管理员", False),
	("admin2", "信访系统管理员", False),
)
SURNAMES = "季阮裴荀符桑邬晏卞闵童路鄢郦邹祁毕扈蔺宓"
GIVEN_FIRST = "禾麦穗谷苗松柏梓枫榆岚溪渊泽晨昕朗皓清和"
GIVEN_SECOND = "远宁舟野川平成言舒行之然林安乐"

JURISDICTION_COLUMNS = ("区划代码", "名称", "上级区划代码", "曾用名")
ORGAN_COLUMNS = (
	"机关代码",
	"机关名称",
	"简称",
	"类型",
	"区划代码",
	"业务上级代码",
	"复查机关代码",
	"系统外",
	"机关代字",
	"收件人账号",
	"职责分类",
	"地址",
	"电话",
)
POSTING_COLUMNS = ("账号", "姓名", "机关代码", "职务", "起始日期", "机关负责人", "代理对象账号", "代理起始日", "代理终止日", "确认人账号")  # fmt: skip
PEOPLE_COLUMNS = ("role", "tier", "user", "name", "organ")


def login(part: str) -> str:
	"""Return the account of a login part: lq.officer1 → lq.officer1@qinghe.example."""
	return f"{part}@qinghe.example"


def townships() -> list[dict]:
	"""Return the townships: code of the place, of the organ, name, login part, number of villages."""
	return [
		{
			"place": f"990124{number}000",
			"organ": f"990124{number}-ZF",
			"number": number,
			"title": title,
			"part": part,
			"villages": villages,
			"former": former,
		}
		for number, title, part, villages, former in TOWNSHIPS
	]


def villages() -> list[dict]:
	"""Return the villages, township by township, the ones of the ten cases first."""
	invented = [f"{first}{second}村" for second, first in product(VILLAGE_SECOND, VILLAGE_FIRST)]
	doubled = [f"{second}{end}村" for end, second in product(("铺", "店", "桥", "寨"), VILLAGE_SECOND)]
	names = iter(invented + doubled)
	found = []
	for township in townships():
		titles = list(NAMED_VILLAGES.get(township["number"], ()))
		titles += [next(names) for _ in range(township["villages"] - len(titles))]
		counters = {"社区": iter(range(1, 200)), "村": iter(range(200, 400))}
		for serial, title in enumerate(titles, start=1):
			kind = "社区" if title.endswith("社区") else "村"
			place = f"990124{township['number']}{next(counters[kind]):03d}"
			found.append(
				{
					"place": place,
					"organ": f"{place}-CW",
					"title": title,
					"township": township,
					"account": login(f"{township['part']}.v{serial:03d}"),
					"committee": f"{title}{'居' if kind == '社区' else '村'}民委员会",
				}
			)
	return found


def jurisdictions() -> list[dict]:
	"""Return the rows of jurisdictions.csv."""
	rows = [
		(PROVINCE, "东岭省", "", ""),
		(PREFECTURE, "云泽市", PROVINCE, ""),
		(COUNTY, "青禾县", PREFECTURE, ""),
	]
	rows += [(one["place"], one["title"], COUNTY, one["former"]) for one in townships()]
	rows += [(one["place"], one["title"], one["township"]["place"], "") for one in villages()]
	return [dict(zip(JURISDICTION_COLUMNS, row, strict=True)) for row in rows]


def organs() -> list[dict]:
	"""Return the rows of organs.csv: outside, county, townships, villages."""
	rows = [
		(code, title, title, "系统外机关", place, above, "", "是", "", "", "", "", "")
		for code, title, place, above in EXTERNAL
	]
	for serial, (code, title, short, kind, word, competences, review) in enumerate(COUNTY_ORGANS, start=1):
		organ = f"990124-{code}"
		above = {"ZF": "9901-ZF", "XFJ": "9901-XFJ", "XW": ""}.get(code, review or GOVERNMENT)
		rows.append(
			(
				organ,
				title,
				short,
				kind,
				COUNTY,
				above,
				review or ("" if code == "XW" else GOVERNMENT),
				"否",
				word,
				login(f"{code.lower()}.officer1" if code != "XFJ" else "xf.officer1"),
				competences,
				f"青禾县城关镇府前路{serial}号",
				f"0990-555{serial:04d}",
			)
		)
	for serial, one in enumerate(townships(), start=1):
		rows.append(
			(
				one["organ"],
				f"{one['title']}人民政府",
				one["title"],
				"乡镇（街道）",
				one["place"],
				GOVERNMENT,
				GOVERNMENT,
				"否",
				f"{one['title'][0]}政",
				login(f"{one['part']}.officer1"),
				TOWNSHIP_COMPETENCES,
				f"青禾县{one['title']}政府街1号",
				f"0990-556{serial:04d}",
			)
		)
	for one in villages():
		above = one["township"]["organ"]
		rows.append(
			(
				one["organ"],
				f"{one['township']['title']}{one['committee']}",
				one["title"],
				"村（居）民委员会",
				one["place"],
				above,
				"",
				"否",
				"",
				one["account"],
				"",
				"",
				"",
			)
		)
	return [dict(zip(ORGAN_COLUMNS, row, strict=True)) for row in rows]


def postings() -> list[dict]:
	"""Return the rows of postings.csv: the office, the county organs, the townships, the villages, one stand-in."""
	names = person_names()
	rows: list[dict] = []

	def post(part: str, organ: str, role: str, head: bool = False, **more: str) -> dict:
		row = dict.fromkeys(POSTING_COLUMNS, "")
		row |= {
			"账号": part if "@" in part else login(part),
			"姓名": next(names),
			"机关代码": organ,
			"职务": role,
			"起始日期": SINCE,
			"机关负责人": "是" if head else "否",
		}
		row |= more
		rows.append(row)
		return row

	for part, role, head in OFFICE_STAFF:
		post(f"xf.{part}", OFFICE, role, head, **_confirmed(role))
	for code, *_rest in COUNTY_ORGANS:
		organ, part = f"990124-{code}", code.lower()
		if organ == OFFICE:
			continue
		if code in ("ZF", "XW"):
			post(f"{part}.leader1", organ, "县领导", True)
			post(f"{part}.officer1", organ, "复查复核员" if code == "ZF" else "部门信访干部")
			continue
		post(f"{part}.leader1", organ, "部门领导", True)
		post(f"{part}.officer1", organ, "部门信访干部")
	for part in ("jwj.custodian1", "jwj.custodian2"):
		post(part, "990124-JWJ", "检举件保管人", **_confirmed("检举件保管人"))
	for one in townships():
		for serial in (1, 2):
			post(f"{one['part']}.leader{serial}", one["organ"], "乡镇领导", serial == 1)
		for serial in (1, 2):
			post(f"{one['part']}.officer{serial}", one["organ"], "乡镇信访干部")
	for one in villages():
		post(one["account"], one["organ"], "村级联络员")
	deputy = post("rsj.leader2", "990124-RSJ", "部门领导")
	stand_in = deputy | {
		"代理对象账号": login("rsj.leader1"),
		"代理起始日": "2026-09-07",
		"代理终止日": "2026-09-18",
	}
	rows.append(stand_in)
	# With the heads above, the twelve leaders of the county: committee and government.
	for part, organ in (("xw", "990124-XW"), ("zf", "990124-ZF")):
		for serial in range(2, 7):
			post(f"{part}.leader{serial}", organ, "县领导")
	# Two review: whoever had a hand in an opinion does not.
	post("zf.officer2", "990124-ZF", "复查复核员")
	return rows


def person_names():
	"""Return 560 invented names, no two alike, always in the same order."""
	given = [first + second for first, second in product(GIVEN_FIRST, GIVEN_SECOND)]
	Random(990124).shuffle(given)
	shifted = given[1:] + given[:1]  # so that the second round meets other surnames
	return iter(surname + name for surname, name in zip(cycle(SURNAMES), given + shifted, strict=False))


def people(rows: list[dict]) -> list[dict]:
	"""Return one login per role: the first who holds it, at the organs of the ten cases where there is a choice."""
	liaison = next(one["account"] for one in villages() if one["title"] == "东沟村")
	chosen = (
		("Village Liaison", "Village", liaison),
		("Township Officer", "Township", login("lq.officer1")),
		("Township Leader", "Township", login("lq.leader1")),
		("Department Officer", "County", login("rsj.officer1")),
		("Department Leader", "County", login("rsj.leader1")),
		("County Petition Officer", "County", login("xf.officer1")),
		("County Section Head", "County", login("xf.head1")),
		("County Leader", "County", login("xf.leader1")),
		("Supervision Officer", "County", login("xf.supervisor1")),
		("Review Officer", "County", login("zf.officer1")),
		("Hearing Officer", "County", login("xf.hearing1")),
		("Discipline Custodian", "County", login("jwj.custodian1")),
		("Petition Admin", "County", login("xf.admin1")),
	)
	by_account = {row["账号"]: row for row in rows}
	return [
		{
			"role": role,
			"tier": tier,
			"user": user,
			"name": by_account[user]["姓名"],
			"organ": by_account[user]["机关代码"],
		}
		for role, tier, user in chosen
	]


def files() -> dict[str, tuple[tuple[str, ...], list[dict]]]:
	"""Return {file name: (columns, rows)} of everything this script writes."""
	posted = postings()
	if len(posted) != POSTINGS:
		raise ValueError(f"{len(posted)} postings instead of {POSTINGS}")
	return {
		"county/jurisdictions.csv": (JURISDICTION_COLUMNS, jurisdictions()),
		"county/organs.csv": (ORGAN_COLUMNS, organs()),
		"county/postings.csv": (POSTING_COLUMNS, posted),
		"people.csv": (PEOPLE_COLUMNS, people(posted)),
	}


def write(folder: Path = FOLDER.parent) -> None:
	"""Write all files below `folder`, in UTF-8 with a byte order mark, which office programs need to read Chinese."""
	for name, (columns, rows) in files().items():
		path = folder / name
		path.parent.mkdir(parents=True, exist_ok=True)
		with path.open("w", encoding="utf-8-sig", newline="") as file:
			writer = csv.DictWriter(file, columns, lineterminator="\n")
			writer.writeheader()
			writer.writerows(rows)


def _confirmed(role: str) -> dict[str, str]:
	return {"确认人账号": login("xf.leader1")} if role == "检举件保管人" else {}


if __name__ == "__main__":
	write()
