"""What runs in the county on the day of loading: who receives this month, what is being screened, what the public is asked.

Days are counted from the day of loading, so nothing of it falls into a period whose figures are told.
"""

from datetime import date, timedelta

import frappe
from frappe.utils import get_first_day, get_last_day

from xinfang_app import when
from xinfang_app.deadline import calendar
from xinfang_app.demo import cast
from xinfang_app.demo.play import acting
from xinfang_app.reception.drives import drives
from xinfang_app.reception.leaders import rota, rules
from xinfang_app.settling.screening import disputes, ending, rounds

GOVERNMENT, HOUSING = "990124-ZF", "990124-ZJJ"
AHEAD = 14
#: kind, what it is about, how many parties
FOUND = (
	("Water and irrigation", "支渠改道后两个村民小组轮灌次序不清。", 2),
	("Wages and labour", "村道硬化工程农民工工资未按月足额支付。", 6),
	("Property management", "安置小区公共照明费用分摊没有公示。", 12),
)


def lay_out() -> None:
	"""Publish the rota, begin the round with its disputes and open a drive, each as the people who would."""
	_receptions()
	_screening()
	_drive()
	frappe.db.commit()


def _receptions() -> None:
	with acting(cast.officer(cast.OFFICE)):
		rule = frappe.get_doc(
			{
				"doctype": "Reception Rule",
				"title": "县政府领导接访",
				"enabled": 1,
				"holder": cast.OFFICE,
				"organ": GOVERNMENT,
				"pattern": "Each working day",
				"rest_days": "Moved on",
				"begins_at": "09:00:00",
				"ends_at": "12:00:00",
				"place": "县群众来访接待大厅一楼接访室",
			}
		).insert(ignore_permissions=True)
		for month in _months(rule):
			rota.publish(rota.generate(rule, month))


def _months(rule) -> list[str]:
	"""This month, while a day is left in it, and the next one once it is near."""
	today = when.today()
	firsts = sorted({day.replace(day=1) for day in (today, today + timedelta(days=AHEAD))})
	working = calendar.load()
	return [
		f"{first:%Y-%m}"
		for first in firsts
		if any(one.day >= today for one in rules.days_in(rule, first, working))
	]


def _screening() -> None:
	first: date = get_first_day(when.today())
	with acting(cast.officer(cast.OFFICE)):
		rounds.begin(
			cast.OFFICE,
			rounds.MONTHLY,
			first,
			get_last_day(first),
			task="农田水利、农民工工资、安置小区物业管理等方面的矛盾纠纷及其成因。",
		)
	found = []
	for place, (kind, summary, parties) in zip(cast.townships(), FOUND, strict=False):
		with acting(cast.officer(place["organ"])):
			entry = disputes.find(organ=place["organ"], kind=kind, summary=summary, parties_count=parties)
		found.append((place["organ"], entry))
	organ, entry = found[0]
	with acting(cast.officer(organ)):
		entry = disputes.settle(entry, "按原定次序轮灌，渠口由两个小组轮流看护。")
	with acting(cast.leader(organ)):
		ending.close(entry, "改渠之前先听取村民意见。")
	organ, entry = found[1]
	with acting(cast.officer(organ)):
		disputes.send_up(entry, "涉及县级工程，须由县里协调。")


def _drive() -> None:
	today = when.today()
	with acting(cast.officer(HOUSING)):
		drive = drives.begin(
			HOUSING,
			title="老旧小区改造内容",
			question="您所在的小区最需要先改造什么：水电管网、楼道照明、无障碍设施、停车位，还是别的？",
			background="编制下一年度老旧小区改造计划。",
			how_to="来信寄县住房和城乡建设局，或者到县群众来访接待大厅、各乡镇便民服务中心提出",
			opens_on=today,
			closes_on=today + timedelta(days=30),
		)
	with acting(cast.leader(HOUSING)):
		drives.open_(drive)
