"""Reviews in the demo county: G1 as its neighbour lived it, and the steps that every review takes."""

from datetime import date

import frappe

from xinfang_app.demo import cast
from xinfang_app.demo.cases import (
	LIUQIAO,
	accepted,
	day,
	looked_into,
	matter,
	registered,
	send,
	served,
	signed,
	village,
)
from xinfang_app.demo.half_year.plan import workdays_after
from xinfang_app.demo.play import Case, acting
from xinfang_app.petition.serving import service
from xinfang_app.review import casework, deciding, decision, drafting, requests, reviews

GOVERNMENT = "990124-ZF"
REVIEWERS = ("zf.officer1@qinghe.example", "zf.officer2@qinghe.example")


def g1() -> Case:
	"""征地青苗补偿, the variant with a review: the neighbour disputes the area that was measured."""
	yield day(3, 2, 10, 20)
	name = registered(
		form="Visit", channel="0301", source_level="County", title="青苗补偿面积认定有误",
		content="2025年修路征收我户承包地，登记面积1.2亩，实际占用1.5亩，要求按实际面积补偿。",
		claims=["按实际占用面积补足青苗补偿款"], purpose="3", category="0201", place=village("东沟村"),
		petitioners=[{"name": "陈望田", "phone": "19900010002", "address": "青禾县柳桥镇东沟村", "is_main": 1}],
	)  # fmt: skip
	yield day(3, 5, 10)
	send(name, LIUQIAO, reason="征收补偿由柳桥镇人民政府组织实施，属地管理")
	yield day(3, 12, 10)
	accepted(name)
	yield day(3, 19)
	looked_into(name, "Heard", "信访人陈述地块四至和实际占用情况。", "柳桥镇信访接待室")
	yield day(4, 1)
	looked_into(name, "Inquiry", "调阅征收登记表，到地块实地丈量。", "东沟村")
	yield day(4, 24, 17)
	paper = signed(name, [{
		"result": "Not Support", "facts": "2026年4月1日经核对登记表并实地丈量，该户被占承包地为1.2亩，与登记面积一致。", "fact_on": "2026-04-01",
		"fact_place": "柳桥镇东沟村", "law": "《中华人民共和国土地管理法》第四十八条", "opinion": "登记面积与丈量结果一致，不予支持。",
	}])  # fmt: skip
	yield day(4, 28, 11)
	served(name, paper)
	yield day(5, 20, 10)
	asked(name, "按实际占用面积补足补偿款", "丈量时未计入田埂外侧被机械碾压的部分。")
	yield from _reviewed(name, date(2026, 5, 21))
	yield day(6, 10, 15)
	with acting(cast.leader(GOVERNMENT)):
		decision.sign(reviews.current(name))
	yield day(6, 15, 10)
	review_served(name)


def asked(name: str, claims: str, facts: str, **how) -> None:
	"""The petitioner asks; who reviews (or records for an organ outside) enters it."""
	petition = matter(name)
	with acting(cast.officer(cast.OFFICE) if how.get("level") == reviews.RE_REVIEW else REVIEWERS[0]):
		requests.request(petition, petition.first_petitioner, claims=claims, facts=facts, **how)


def reviewed(name: str, on: date, answer: str, **draft) -> Case:
	"""Take the request on, call for the file, hear the organ, draft the opinion and send it up."""
	organ = reviews.current(name).respondent_organ
	yield cast.at(on, 9)
	with acting(REVIEWERS[0]):
		deciding.accept(reviews.current(name))
		casework.call_file(reviews.current(name))
	yield cast.at(workdays_after(on, 3), 10)
	with acting(cast.officer(organ)):
		casework.answer(reviews.current(name), answer, [{"file": cast.paper("情况说明"), "note": "情况说明"}])
	yield cast.at(workdays_after(on, 4), 10)
	with acting(REVIEWERS[0]):
		casework.set_panel(reviews.current(name), list(REVIEWERS))
	yield cast.at(workdays_after(on, 5), 16)
	with acting(REVIEWERS[0]):
		paper = drafting.begin(reviews.current(name))
		drafting.fill(paper, **draft)
		decision.submit(reviews.current(name))


def _reviewed(name: str, on: date) -> Case:
	yield from reviewed(
		name, on, "丈量以征收红线为界，田埂外侧不在征收范围。", result="Upheld",
		findings="2026年5月26日复查人员到现场核对征收红线图，田埂外侧未纳入征收范围，登记面积与红线图一致。",
		law="《信访工作条例》第三十五条；《中华人民共和国土地管理法》第四十八条",
		reasons="原处理意见认定事实清楚，适用依据正确。碾压造成的青苗损失可以另行向施工单位主张。",
	)  # fmt: skip


def review_served(name: str) -> None:
	"""Hand the signed opinion to everybody who asked."""
	review = reviews.current(name)
	with acting(cast.officer(cast.OFFICE) if review.external else REVIEWERS[0]):
		for one in reviews.requesters(review):
			service.serve(
				frappe.get_doc(review.doctype, review.name),
				one.petitioner,
				proof=cast.paper("送达回证"),
				signer=one.masked_name,
			)
