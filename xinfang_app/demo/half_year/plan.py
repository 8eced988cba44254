"""What came in during the demo half-year (first half of 2025) and which road each piece took.

The online pieces add up to the figures of a county's half-year summary: 212 in all, of them 107, 51, 5 and 49 from
the four levels, done 86, 43, 5 and 43, the rest open and within their terms; 24 matters assigned, 14 of them reported
and passed. Letters, visits, calls and a fax come beside them, with what an office really meets: a letter with three
matters, late notices, late answers. Everything is drawn with a fixed seed, so that every load is the same.
"""

import json
import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from xinfang_app.deadline import calendar

FIRST, LAST = date(2025, 1, 1), date(2025, 6, 30)

#: level → (done by the last day, still open)
ONLINE = {"National": (86, 21), "Provincial": (43, 8), "Prefecture": (5, 0), "County": (43, 6)}
#: assigned with a duty to report: passed by the last day, still open
ASSIGNED = (14, 10)

#: Roads beside the one that a subject takes by itself, taken by done online pieces: level → road → how many
SPECIAL = {
	"National": {"joined": 4, "objection": 2, "double": 2, "split": 1, "withdrawn": 1, "extended": 2},
	"Provincial": {"joined": 2, "objection": 2, "double": 1, "split": 1, "withdrawn": 1, "extended": 1},
	"Prefecture": {"objection": 1},
	"County": {"joined": 2, "objection": 1, "double": 1, "split": 1, "withdrawn": 2},
}
#: form → road → how many; "" is the subject's own road
OTHERS = {
	"Letter": {
		"": 22,
		"three_matters": 1,
		"late_notice": 2,
		"late_answer": 2,
		"joined": 2,
		"sealed": 2,
		"open": 4,
	},
	"Visit": {"": 24, "late_answer": 2, "objection": 1, "judicial": 2, "open": 4, "group": 1},
	"Call": {"": 7, "open": 1},
	"Fax": {"": 1},
}
#: Workdays between the steps of a road, as (least, most). A road's last step makes the piece done.
STEPS = {
	"opinion": [("refer", 1, 4), ("accept", 2, 6), ("hear", 2, 4), ("inquire", 2, 6), ("sign", 5, 12), ("serve", 1, 3)],
	"extended": [
		("refer", 1, 3), ("accept", 2, 4), ("hear", 2, 4), ("inquire", 5, 8), ("extend", 20, 24), ("sign", 8, 12),
		("serve", 1, 3),
	],
	"late_answer": [
		("refer", 1, 3), ("accept", 2, 4), ("hear", 3, 5), ("inquire", 6, 10), ("sign", 34, 38), ("serve", 1, 3),
	],
	"simplified": [("refer", 1, 2), ("accept", 1, 2), ("hear", 1, 2), ("inquire", 1, 2), ("sign", 1, 3), ("serve", 1, 1)],
	"duty": [("refer", 1, 3), ("accept", 2, 5), ("answer", 10, 20)],
	"divert": [("refer", 1, 4), ("divert", 2, 6), ("confirm", 3, 6)],
	"suggestion": [("refer", 2, 4), ("accept", 2, 5), ("answer", 10, 22)],
	"settled": [("refer", 1, 4), ("accept", 2, 5), ("hear", 2, 4), ("inquire", 2, 5), ("settle", 5, 12)],
	"judicial": [("divert", 1, 4)],
	"withdrawn": [("refer", 1, 4), ("accept", 2, 5), ("hear", 2, 4), ("withdraw", 3, 8)],
	"joined": [("join", 0, 0)],
	"sealed": [("transfer", 2, 6)],
}  # fmt: skip
#: A subject's own road → the steps it is made of.
OWN_STEPS = {
	"": "opinion",
	"simplified": "simplified",
	"duty": "duty",
	"arbitration": "divert",
	"ruling": "divert",
	"suggestion": "suggestion",
	"settled": "settled",
	"judicial": "judicial",
}


@dataclass
class Item:
	"""One piece of the half-year: when it comes, what it is about, and the day of every step."""

	serial: int
	form: str
	level: str
	subject: dict
	road: str
	steps: list[tuple[str, date]]
	received: datetime
	done: bool
	assigned: bool = False
	parts: list[dict] = field(default_factory=list)
	words: dict = field(default_factory=dict)

	def day(self, step: str) -> date:
		"""Return the day of the first step named `step`."""
		return next(day for name, day in self.steps if name == step)

	def has(self, step: str) -> bool:
		"""Return whether the road has a step of that name."""
		return any(name == step for name, _day in self.steps)


def subjects() -> list[dict]:
	"""Return the invented subjects that petitions are about."""
	path = Path(__file__).with_name("subjects.json")
	return json.loads(path.read_text(encoding="utf-8"))


def items(seed: str = "青禾县2025上半年") -> list[Item]:
	"""Return all pieces of the half-year in no particular order; the same for the same seed."""
	return Planner(random.Random(seed)).items()


class Planner:
	"""Draws the half-year."""

	def __init__(self, draw: random.Random):
		self.draw = draw
		self.all = subjects()
		self.drawn: list[Item] = []

	def items(self) -> list[Item]:
		"""Draw everything and return it."""
		for level, (done, still_open) in ONLINE.items():
			special = SPECIAL[level]
			for road, many in special.items():
				for _i in range(many):
					self._add("Online", level, road, True)
			for _i in range(done - sum(special.values())):
				self._add("Online", level, "", True)
			for _i in range(still_open):
				self._add("Online", level, "", False)
		for form, roads in OTHERS.items():
			for road, many in roads.items():
				for _i in range(many):
					self._add(form, "County", "" if road == "open" else road, road != "open")
		self._assign()
		return self.drawn

	def _add(self, form: str, level: str, road: str, done: bool) -> None:
		subject = self._subject(road)
		own = road in ("", "objection", "double", "split", "three_matters", "late_notice", "group")
		steps = STEPS[OWN_STEPS[subject.get("road", "")] if own else road]
		received, days = self._schedule(steps, done, road)
		item = Item(len(self.drawn) + 1, form, level, subject, road, days, received, done)
		if road in ("split", "three_matters"):
			item.parts = self._other_subjects(subject, 2 if road == "three_matters" else 1)
		item.words = self._words(item)
		self.drawn.append(item)

	def _subject(self, road: str) -> dict:
		"""A subject that fits the road: what needs an opinion is not a suggestion."""
		if road == "judicial":
			return next(s for s in self.all if s.get("road") == "judicial")
		if road == "sealed":
			return SEALED_SUBJECT
		if road:
			return self.draw.choice([s for s in self.all if not s.get("road") and s["organ"] != "petition"])
		return self.draw.choice([s for s in self.all if s.get("road") != "judicial"])

	def _other_subjects(self, first: dict, many: int) -> list[dict]:
		"""Subjects for the further matters of a letter, each different from the first and from one another."""
		fitting = [s for s in self.all if not s.get("road") and s["key"] != first["key"]]
		return self.draw.sample(fitting, many)

	def _schedule(self, steps: list, done: bool, road: str) -> tuple[datetime, list[tuple[str, date]]]:
		"""Draw the day of receipt and of every step, so that the last falls before or after the period's end."""
		for _try in range(10_000):
			start = FIRST + timedelta(days=self.draw.randrange((LAST - FIRST).days - 1))
			if not calendar.is_workday(start) or start.month == 1 and start.day < 3:
				continue
			days, day = [], start
			for name, least, most in steps:
				if name == "accept" and road == "late_notice":
					least, most = 15, 18
				day = workdays_after(day, self.draw.randint(least, most))
				if name == "refer" and road == "objection":
					days.append(("first_refer", day))
					day = workdays_after(day, self.draw.randint(1, 2))
					days.append(("object", day))
					day = workdays_after(day, 1)
				days.append((name, day))
			if (day <= LAST) == done and (
				done or (days[0][1] <= LAST and self._told(days) and start >= date(2025, 5, 12))
			):
				return datetime.combine(start, time(9, self.draw.randrange(5, 50))), days
		raise ValueError(f"no schedule fits {road or 'the road'}")

	@staticmethod
	def _told(days: list[tuple[str, date]]) -> bool:
		"""An open piece is within its term: where a step of acceptance exists, it was taken by the last day."""
		return all(day <= LAST for name, day in days if name in ("refer", "accept"))

	def _assign(self) -> None:
		"""Choose the matters that go over as 交办: they end in an opinion, by a road that reports."""
		able = [
			i for i in self.drawn if i.road == "" and i.has("serve") and i.has("hear") and i.form != "Call"
		]
		for done, many in zip((True, False), ASSIGNED, strict=True):
			fitting = [
				i for i in able if i.done == done and (not done or workdays_after(i.day("serve"), 3) <= LAST)
			]
			for item in self.draw.sample(fitting, many):
				item.assigned = True

	def _words(self, item: Item) -> dict:
		return {
			"area": f"{self.draw.randint(6, 48) / 10:.1f}",
			"amount": f"{self.draw.randint(24, 380) / 10:.1f}",
			"months": self.draw.randint(2, 9),
			"people": self.draw.randint(3, 14),
			"meters": self.draw.randint(4, 32) * 50,
			"building": self.draw.randint(1, 18),
			"road": self.draw.choice(["东环路", "青石线", "柳白公路", "沿河路", "望山大道"]),
			"year": self.draw.choice([2023, 2024]),
			"place_index": self.draw.randrange(10_000),
			"name_index": self.draw.randrange(10_000),
		}


def workdays_after(day: date, many: int) -> date:
	"""Return the workday that lies `many` workdays after `day`; zero gives `day` itself."""
	days = calendar.load() if many > 0 else None
	while many > 0:
		day += timedelta(days=1)
		if days.is_workday(day):
			many -= 1
	return day


SEALED_SUBJECT = {
	"key": "sealed",
	"title": "反映有关工作人员违规问题",
	"body": "来信署名反映有关工作人员在项目发包中优亲厚友，附有关材料复印件。",
	"claims": ["请求调查核实"],
	"category": "1404",
	"purpose": "4",
	"organ": "990124-JWJ",
	"road": "sealed",
	"law": "",
}
