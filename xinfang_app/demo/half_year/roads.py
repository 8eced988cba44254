"""How one piece of the half-year is lived: a generator that yields its moments and calls the services in between."""

from datetime import timedelta

import frappe

from xinfang_app.access import sealing
from xinfang_app.demo import cast
from xinfang_app.demo.half_year.plan import LAST, Item, workdays_after
from xinfang_app.demo.play import Case, acting
from xinfang_app.petition.accepting import acceptance, duty, pathway, suggestion
from xinfang_app.petition.answering import extension, inquiry, opinion
from xinfang_app.petition.ending import closing, report, settlement, withdrawal
from xinfang_app.petition.referring import objection, referral
from xinfang_app.petition.registering import register, split
from xinfang_app.petition.serving import execution, rating, service, service_status

CHANNELS = {
	"National": "0101", "Provincial": "0101", "Prefecture": "0102", "County": "0103",
	"Letter": "0201", "Visit": "0301", "Call": "0401", "Fax": "0501",
}  # fmt: skip
#: The hour at which a step of the day is taken: the steps of one day keep their order.
HOURS = {
	"first_refer": 10, "refer": 10, "object": 14, "join": 10, "transfer": 10, "divert": 14, "accept": 15, "hear": 9,
	"inquire": 10, "extend": 11, "sign": 16, "serve": 10, "answer": 16, "confirm": 9, "settle": 15, "withdraw": 15,
}  # fmt: skip
TERMS = {
	"duty": "自收到申请之日起两个月内履行或者答复（《中华人民共和国行政诉讼法》第四十七条）",
	"arbitration": "申请劳动仲裁的时效期间为一年；仲裁裁决自受理之日起四十五日内作出（《中华人民共和国劳动争议调解仲裁法》第二十七条、第四十三条）",
	"ruling": "由人民政府依法处理；当事人在争议解决前不得改变土地利用现状（《中华人民共和国土地管理法》第十四条）",
}


class County:
	"""What the roads share: the places to draw from and the matters already lived, for those who join them."""

	def __init__(self):
		self.townships = cast.townships()
		#: petition and the last planned day of its road
		self.matters: list[tuple] = []

	def township(self, item: Item) -> dict:
		"""Return the township in which the matter of `item` lies."""
		return self.townships[item.words["place_index"] % len(self.townships)]

	def village(self, item: Item) -> dict:
		"""Return the village in which the matter of `item` lies."""
		villages = self.township(item)["villages"]
		return villages[item.words["place_index"] // 20 % len(villages)]


def live(item: Item, county: County) -> Case:
	"""Live `item` from its receipt to its end; yields each moment before the step of that moment."""
	story = Story(item, county)
	yield item.received
	story.receive()
	for step, day in item.steps:
		yield cast.at(day, HOURS[step], item.serial % 60)
		getattr(story, step)()
	yield from story.afterwards()


class Story:
	"""One matter and the people who handle it."""

	def __init__(self, item: Item, county: County):
		self.item, self.county = item, county
		self.subject = item.subject
		self.place = county.village(item)
		self.organ = self.organ_of(self.subject)
		self.petition = self.opinion = self.referral = self.route = None
		self.parts: list[str] = []

	def organ_of(self, subject: dict) -> str:
		"""Return the organ competent for `subject`: the township of the place, or a department."""
		return (
			self.county.township(self.item)["organ"] if subject["organ"] == "township" else subject["organ"]
		)

	def text(self, key: str, subject: dict | None = None) -> str:
		"""Return a text of the subject with its particulars."""
		return (subject or self.subject).get(key, "").format(place=self.place.title, **self.item.words)

	def claims(self, subject: dict | None = None) -> list[str]:
		"""Return the claims of the subject with their particulars."""
		return [
			c.format(place=self.place.title, **self.item.words) for c in (subject or self.subject)["claims"]
		]

	@property
	def matter(self):
		"""The petition as it stands now."""
		return frappe.get_doc("Petition", self.petition)

	def matters(self) -> list[str]:
		"""Return the petition and those split from its letter."""
		return [self.petition, *self.parts]

	# -- steps, by the names of the plan ------------------------------------------------------------------------

	def receive(self) -> None:
		"""The petition office registers the piece; a letter with several matters is split at once."""
		item = self.item
		group = item.road == "group"
		people = [
			{
				"name": cast.name(item.words["name_index"]),
				"phone": cast.phone(item.serial * 7919),
				"address": f"青禾县{self.place.title}",
				"is_main": 1,
			}
		]
		if group:
			people += [
				{"name": cast.name(item.words["name_index"] + i), "is_representative": 1} for i in range(1, 5)
			]
		data = {
			"form": item.form,
			"channel": CHANNELS[item.level if item.form == "Online" else item.form],
			"source_level": item.level,
			"upper_number": f"{item.level[:2].upper()}2025{item.serial:06d}"
			if item.form == "Online" and item.level != "County"
			else None,
			"organ": cast.OFFICE,
			"title": self.text("title"),
			"content": self.text("body"),
			"claims": self.claims(),
			"purpose": self.subject["purpose"],
			"category": self.subject["category"],
			"place": self.place.code,
			"people_count": 8 if group else 1,
			"petitioners": people,
			"decision": self.decision(),
		}
		with acting(cast.officer(cast.OFFICE)):
			piece = register.register(data)
			if piece.doctype == "Sealed Register":
				self.register = piece.name
				return
			self.petition, self.piece = piece.petition, piece.name
			if item.parts:
				made = split.split(
					piece,
					[
						{
							"title": self.text("title", part),
							"content": self.text("body", part),
							"claims": self.claims(part),
							"purpose": part["purpose"],
							"category": part["category"],
							"place": self.place.code,
						}
						for part in item.parts
					],
				)
				self.parts = [part.petition for part in made]
		# A matter that its first petitioner withdraws stays open for whoever joined it.
		if item.road not in ("joined", "withdrawn"):
			self.county.matters.append((self.petition, item.steps[-1][1]))

	def decision(self) -> dict | None:
		"""What the officer decides about a piece that repeats another: it joins a matter still in hand."""
		if self.item.road != "joined":
			return None
		with acting(cast.officer(cast.OFFICE)):
			for petition, ends in reversed(self.county.matters):
				if ends > LAST:
					continue
				found = frappe.get_doc("Petition", petition)
				if found.stage in ("Accepted", "Handling") and found.pathway == "P6" and not found.is_group:
					return {
						"relation": "Joined",
						"petition": petition,
						"reason": "诉求、地点一致，经核对为同一事项",
					}
		raise LookupError("no running matter to join")

	def join(self) -> None:
		"""The organ tells the sender of a joined piece that it has it."""
		piece = frappe.get_doc("Petition Submission", self.piece)
		with acting(cast.officer(self.matter.holder)):
			acceptance.tell_joined(piece)

	def transfer(self) -> None:
		"""The custodian passes a sealed accusation on to the discipline organ."""
		with acting(cast.custodian()):
			sealing.transfer(self.register, "990124-JWJ")

	def first_refer(self) -> None:
		"""The first referral goes to an organ that has no power over the matter."""
		wrong = "990124-MZJ" if self.organ != "990124-MZJ" else "990124-JYJ"
		with acting(cast.officer(cast.OFFICE)):
			self.referral = referral.refer(self.matter, wrong, reason="按来件所述初步判断")

	def object(self) -> None:
		"""The wrong organ objects in its five working days, and the office agrees."""
		with acting(cast.officer(self.referral.to_organ)):
			objection.object_to(
				frappe.get_doc("Petition Referral", self.referral.name),
				"所反映事项不属于本单位职责范围，经核对职责清单由其他机关办理",
				"《信访工作条例》第二十三条第三款",
				self.organ,
			)
		with acting(cast.leader(cast.OFFICE)):
			objection.decide(
				frappe.get_doc("Petition Referral", self.referral.name), True, "异议成立，重新转送"
			)

	def refer(self) -> None:
		"""The petition office sends every matter of the piece to its organ."""
		item = self.item
		helpers = ()
		if item.road == "double" and self.organ != "990124-JYJ":
			helpers = [
				{
					"organ": "990124-CZJ" if frappe.db.exists("Organ", "990124-CZJ") else "990124-JYJ",
					"demand": "请就经费和政策依据提出意见",
				}
			]
		with acting(cast.officer(cast.OFFICE)):
			for number, petition in enumerate(self.matters()):
				subject = item.parts[number - 1] if number else self.subject
				doc = frappe.get_doc("Petition", petition)
				if item.assigned and not number:
					sent = referral.refer(
						doc,
						self.organ,
						"Assign",
						due_on=self.assigned_until(),
						demand="请依法办理，按期反馈结果并提交办结报告",
					)
				else:
					sent = referral.refer(
						doc,
						self.organ_of(subject),
						co_organs=helpers if not number else (),
						reason="按职责分工和属地管理原则",
					)
				self.referral = self.referral if number else sent

	def assigned_until(self):
		"""The absolute day by which the result is due: twenty days after the planned service."""
		return self.item.day("serve") + timedelta(days=20)

	def accept(self) -> None:
		"""The organ accepts and tells the citizen."""
		road = self.subject.get("road") if self.item.has("answer") else None
		with acting(cast.officer(self.organ)):
			if road == "duty":
				acceptance.accept(self.matter, "P5", law=self.text("law"), term_text=TERMS["duty"])
				return
			if road == "suggestion":
				acceptance.accept(self.matter, "P8")
				return
		for number, petition in enumerate(self.matters()):
			doc = frappe.get_doc("Petition", petition)
			simple = self.subject.get("road") == "simplified" and not number
			with acting(cast.officer(doc.holder)):
				acceptance.accept(doc, "P6", simplified=simple, simplified_ground="clear" if simple else None)

	def hear(self) -> None:
		"""The organ hears the petitioner."""
		self._inquire("Heard", "信访人到场陈述事实和理由，补充了相关材料，对答复方式无其他要求。", "当面")

	def inquire(self) -> None:
		"""The organ inquires."""
		self._inquire("Inquiry", "调阅有关档案和凭证，实地查看并询问知情人员，制作了笔录。", "实地核查")

	def _inquire(self, kind: str, text: str, way: str) -> None:
		for petition in self.matters():
			doc = frappe.get_doc("Petition", petition)
			user = cast.officer(doc.holder)
			with acting(user):
				inquiry.record(doc, kind, text=text, place=self.place.title, investigators="承办人员二人")

	def extend(self) -> None:
		"""The head approves an extension, and the petitioner is told why."""
		with acting(cast.officer(self.organ)):
			request = extension.request(
				self.matter, "涉及多年档案和多个年度账目，需逐项核对并征求有关部门意见", 30
			)
		with acting(cast.leader(self.organ)):
			approved = extension.approve(frappe.get_doc("Extension Request", request.name))
		with acting(cast.officer(self.organ)):
			extension.notify(frappe.get_doc("Extension Request", approved.name))

	def sign(self) -> None:
		"""The officer drafts the opinion, the leader signs."""
		self.opinions = []
		for number, petition in enumerate(self.matters()):
			subject = self.item.parts[number - 1] if number else self.subject
			doc = frappe.get_doc("Petition", petition)
			with acting(cast.officer(doc.holder)):
				draft = opinion.draft(doc, self.items(doc, subject))
				opinion.submit(draft)
			with acting(cast.leader(doc.holder)):
				signed = opinion.sign(frappe.get_doc("Handling Opinion", draft.name))
			self.opinions.append(signed.name)

	def items(self, doc, subject: dict) -> list[dict]:
		"""What the opinion says on each claim."""
		results = subject.get("result") or ["Explain"]
		inquired = self.item.day("inquire")
		rows = []
		for index, claim in enumerate(doc.claims):
			result = results[min(index, len(results) - 1)]
			row = {
				"claim_no": claim.claim_no,
				"result": result,
				"facts": self.text("facts", subject),
				"fact_on": inquired,
				"fact_place": self.place.title,
				"law": subject["law"],
				"opinion": self.text("opinion", subject),
			}
			if result == "Support":
				row |= {
					"granted": claim.claim,
					"due_on": self.item.day("sign") + timedelta(days=subject["grant_days"] or 15),
				}
			rows.append(row)
		return rows

	def serve(self) -> None:
		"""The opinion is handed to the petitioner, who signs for it."""
		for number, petition in enumerate(self.matters()):
			doc = frappe.get_doc("Petition", petition)
			with acting(cast.officer(doc.holder)):
				signed = frappe.get_doc("Handling Opinion", self.opinions[number])
				for recipient in service_status.outstanding(petition, signed.name):
					service.serve(
						signed,
						recipient.petitioner,
						proof=cast.paper("送达回证"),
						signer=recipient.masked_name,
					)
		self.ended = self.item.day("serve")

	def answer(self) -> None:
		"""The organ answers on a duty it performed, or on a suggestion."""
		with acting(cast.officer(self.organ)):
			if self.subject["road"] == "duty":
				duty.answer(self.open_route(), self.text("answer"))
			else:
				adoption = self.subject["adopted"].replace("Partly Adopted", "Partly adopted")
				suggestion.reply(
					self.matter,
					adoption,
					"会同有关科室实地踏勘、测算客流和经费后研究论证。",
					self.text("answer"),
				)
		self.close("T6" if self.subject["road"] == "duty" else "T8")

	def close(self, code: str) -> None:
		"""Whoever has the matter in hand closes it; that is its conclusion where no opinion is served."""
		with acting(cast.officer(self.matter.holder)):
			closing.close(self.matter, code)

	def open_route(self):
		"""Return the open legal route of the matter."""
		return frappe.get_last_doc("Legal Route", {"petition": self.petition})

	def divert(self) -> None:
		"""The matter is led to another organ's procedure, or before the courts."""
		road = self.subject.get("road")
		if road == "judicial":
			with acting(cast.officer(cast.OFFICE)):
				self.route = pathway.judicial(
					self.matter,
					self.text("law"),
					"已当面释法说理，引导向有管辖权的人民法院申请再审，或者向人民检察院申请监督。",
					receiving_organ="990124-FY" if frappe.db.exists("Organ", "990124-FY") else "990124-ZFW",
				)
			self.close("T7")
			return
		with acting(cast.officer(self.organ)):
			if road == "arbitration":
				self.route = pathway.divert(
					self.matter,
					"P2",
					self.text("law"),
					receiving_name="青禾县劳动人事争议仲裁委员会",
					term_text=TERMS["arbitration"],
					explanation="属劳动争议，应当通过仲裁解决。",
				)
			else:
				self.route = pathway.divert(
					self.matter,
					"P4",
					self.text("law"),
					receiving_organ="990124-ZRJ",
					term_text=TERMS["ruling"],
					explanation="属土地权属争议，应当通过行政裁决解决。",
				)

	def confirm(self) -> None:
		"""The receiving organ has confirmed that it has the matter."""
		with acting(cast.officer(self.matter.holder)):
			pathway.confirm(
				frappe.get_doc("Legal Route", self.route.name), "接收窗口工作人员", cast.paper("接收回执")
			)
		self.close("T6")

	def settle(self) -> None:
		"""Both sides agree under mediation."""
		with acting(cast.officer(self.organ)):
			settlement.settle(
				self.matter,
				kind="Mediated",
				other_party="争议相对方",
				mediator="镇人民调解委员会",
				terms="双方就争议事项达成一致，按协议约定的时间和方式履行。",
				agreement_file=cast.paper("调解协议书"),
				petitioner_consents=True,
				other_consents=True,
			)

	def withdraw(self) -> None:
		"""The petitioner withdraws; the petition office calls back and hears it from himself."""
		with acting(cast.officer(self.organ)):
			entry = withdrawal.request(self.matter, way="In person", reason="问题已自行解决")
		with acting(cast.officer(cast.OFFICE)):
			withdrawal.confirm_by_call(
				frappe.get_doc("Withdrawal Request", entry.name),
				"电话回访信访人本人，确认系自愿撤回，未受任何压力。",
			)

	# -- after the answer -----------------------------------------------------------------------------------------

	def afterwards(self) -> Case:
		"""Report, execution, rating and closing, each on its day."""
		if not self.item.has("serve"):
			return
		day = self.item.day("serve")
		if self.item.assigned:
			day = workdays_after(day, 1)
			yield cast.at(day, 16, self.item.serial % 60)
			with acting(cast.officer(self.organ)):
				report.submit(
					frappe.get_doc("Petition Referral", self.referral.name),
					"已按期办结并送达处理意见书，现将办理情况报告如下：诉求逐项调查核实，依法作出答复，信访人已签收。",
					cast.paper("办结报告"),
				)
			day = workdays_after(day, 1)
			yield cast.at(day, 15, self.item.serial % 60)
			with acting(cast.leader(cast.OFFICE)):
				report.verdict(frappe.get_doc("Petition Referral", self.referral.name), True)
		if self.item.serial % 5 == 0:
			day = workdays_after(day, 2)
			yield cast.at(day, 11, self.item.serial % 60)
			self.rate()
		yield from self.carry_out(day)

	def rate(self) -> None:
		"""The petition office calls back and writes down what the petitioner says."""
		value = (
			"Not satisfied"
			if self.item.serial % 35 == 0
			else "Basically satisfied"
			if self.item.serial % 10 == 0
			else "Satisfied"
		)
		with acting(cast.officer(cast.OFFICE)):
			for target in rating.open_targets(self.matter):
				rating.rate_by_call(self.matter, target, value, call_note="电话回访，由信访人本人作出评价。")

	def carry_out(self, day) -> Case:
		"""What was granted is done on its day; when nobody asks for a review the matter is closed."""
		tasks = frappe.get_all(
			"Execution Task",
			filters={"petition": ["in", self.matters()]},
			fields=["name", "due_on", "organ"],
			order_by="due_on",
		)
		for task in tasks:
			day = max(day, task.due_on)
			yield cast.at(day, 17, self.item.serial % 60)
			with acting(cast.officer(task.organ)):
				execution.done(
					frappe.get_doc("Execution Task", task.name),
					outcome="已按处理意见落实到位，并告知信访人。",
					proof=cast.paper("落实凭证"),
				)
		if self.item.serial % 4:
			return
		lapsed = workdays_after(max(day, self.item.day("serve") + timedelta(days=40)), 1)
		yield cast.at(lapsed, 9, self.item.serial % 60)
		for petition in self.matters():
			doc = frappe.get_doc("Petition", petition)
			with acting(cast.officer(doc.holder)):
				closing.close(doc, "T1")
