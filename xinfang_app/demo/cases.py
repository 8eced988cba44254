"""The ten demo cases, played on their own days of 2026: each shows one kind of road through the law.

G1 an ordinary claim on a township; G2 unpaid wages (a legal duty, no sixty days); G3 a court judgment (led to the
courts); G4 an accusation (sealed); G5 a suggestion for two organs; G6 pollution, brought by eight people; G7 a
boundary, filed by the village, mediated; G8 the same matter again (refused, and taken up for new evidence); G9 sent
to the wrong organ, objection, simplified; G10 (`g10.py`) an assigned old matter of 23 people: owned by a leader,
heard in public, extended, brought before the conference, reviewed twice. `appeals.py` holds G1 with its review.
People, places and figures are invented.
"""

from datetime import datetime

import frappe

from xinfang_app.access import sealing
from xinfang_app.demo import cast
from xinfang_app.demo.play import Case, acting
from xinfang_app.petition.accepting import acceptance, duty, pathway, refusal, suggestion
from xinfang_app.petition.answering import inquiry, opinion
from xinfang_app.petition.ending import archive, closing
from xinfang_app.petition.referring import objection, referral
from xinfang_app.petition.registering import register
from xinfang_app.petition.serving import execution, rating, service, service_status
from xinfang_app.reception.drives import drives, joining
from xinfang_app.settling import mediating, sessions

OFFICE = cast.OFFICE
LIUQIAO, BAIYANG, WANGSHAN = "990124101-ZF", "990124200-ZF", "990124201-ZF"
RSJ, YBJ, MZJ, JTJ, HJJ, ZJJ = (f"990124-{word}" for word in ("RSJ", "YBJ", "MZJ", "JTJ", "HJJ", "ZJJ"))


def cases() -> list[Case]:
	"""Return the ten cases, and G1 with its review, for `play`."""
	from xinfang_app.demo import appeals, g10

	return [g1(), appeals.g1(), g2(), g3(), g4(), g5(), g6(), g7(), g8(), g9(), g10.g10()]


def day(month: int, date: int, hour: int = 9, minute: int = 30) -> datetime:
	"""A moment of 2026."""
	return datetime(2026, month, date, hour, minute)


def village(title: str) -> str:
	"""Return the code of the village of that name in the demo county."""
	code = frappe.db.get_value("Jurisdiction", {"title": title, "code": ["like", f"{cast.COUNTY[:6]}%"]})
	if not code:
		raise LookupError(f"no village {title}")
	return code


def registered(organ: str = OFFICE, user: str | None = None, **data) -> str:
	"""Register a piece at `organ` and return the name of its petition (or of its sealed register row)."""
	with acting(user or cast.officer(organ)):
		piece = register.register({"organ": organ, **data})
	return piece.petition if piece.doctype == "Petition Submission" else piece.name


def matter(name: str):
	"""Return the petition as it stands now."""
	return frappe.get_doc("Petition", name)


def send(name: str, organ: str, **how):
	"""Let the holder refer the petition."""
	with acting(cast.officer(matter(name).holder)):
		return referral.refer(matter(name), organ, **how)


def accepted(name: str, *args, **how) -> None:
	"""Let the holder accept the petition."""
	with acting(cast.officer(matter(name).holder)):
		acceptance.accept(matter(name), *args, **how)


def looked_into(name: str, kind: str, text: str, place: str) -> None:
	"""Let the holder record that it heard the petitioner ("Heard") or inquired ("Inquiry")."""
	with acting(cast.officer(matter(name).holder)):
		inquiry.record(matter(name), kind, text=text, place=place, investigators="承办人员二人")


def signed(name: str, items: list[dict]) -> str:
	"""Let the holder's officer draft the opinion and its leader sign it; return the opinion's name."""
	with acting(cast.officer(matter(name).holder)):
		draft = opinion.draft(
			matter(name), [{"claim_no": no, **item} for no, item in enumerate(items, start=1)]
		)
		opinion.submit(draft)
	with acting(cast.leader(matter(name).holder)):
		return opinion.sign(frappe.get_doc("Handling Opinion", draft.name)).name


def served(name: str, opinion_name: str) -> None:
	"""Let the holder hand the opinion to all who must be served."""
	with acting(cast.officer(matter(name).holder)):
		paper = frappe.get_doc("Handling Opinion", opinion_name)
		for recipient in service_status.outstanding(name, opinion_name):
			service.serve(
				paper, recipient.petitioner, proof=cast.paper("送达回证"), signer=recipient.masked_name
			)


def closed(name: str, code: str) -> None:
	"""Let the holder close the petition with `code`."""
	with acting(cast.officer(matter(name).holder)):
		closing.close(matter(name), code)


def rated(name: str, value: str) -> None:
	"""The petition office calls back; the petitioner rates."""
	with acting(cast.officer(OFFICE)):
		for target in rating.open_targets(matter(name)):
			rating.rate_by_call(matter(name), target, value, call_note="电话回访，由信访人本人作出评价。")


def g1() -> Case:
	"""土地征收青苗补偿: the main path, from the visit to the archive."""
	yield day(3, 2)
	name = registered(
		form="Visit", channel="0301", source_level="County", title="土地征收青苗补偿款未足额发放",
		content="2025年修路征收我户承包地1.8亩，青苗补偿款只到账六成，要求补足并公开账目。",
		claims=["补足青苗补偿款差额", "公开本村青苗补偿账目"], purpose="3", category="0201", place=village("东沟村"),
		petitioners=[{"name": "林秋生", "phone": "19900010001", "address": "青禾县柳桥镇东沟村", "is_main": 1}],
	)  # fmt: skip
	yield day(3, 5)
	send(name, LIUQIAO, reason="征收补偿由柳桥镇人民政府组织实施，属地管理")
	yield day(3, 12)
	accepted(name)
	yield day(3, 18)
	looked_into(name, "Heard", "信访人陈述占地面积、到账金额和要求，提供一卡通流水。", "柳桥镇信访接待室")
	yield day(3, 31)
	looked_into(name, "Inquiry", "调阅补偿登记表和拨付凭证，到地块实地丈量，询问村会计和相邻农户。", "东沟村")
	yield day(4, 24, 16)
	law = "《中华人民共和国土地管理法》第四十八条"
	facts = "2026年3月31日经核对登记表、拨付凭证并实地丈量，该户被占承包地1.8亩，差额因汇总时漏计未拨付。"
	found = {
		"result": "Support",
		"facts": facts,
		"fact_on": "2026-03-31",
		"fact_place": "柳桥镇东沟村",
		"law": law,
	}
	paper = signed(
		name,
		[
			{
				**found,
				"opinion": "诉求属实，予以支持。",
				"granted": "补发青苗补偿款差额",
				"due_on": "2026-05-20",
			},
			{
				**found,
				"opinion": "应当公开而未公开，予以支持。",
				"granted": "张榜公开青苗补偿账目",
				"due_on": "2026-05-15",
			},
		],
	)
	yield day(4, 28)
	served(name, paper)
	yield day(5, 6, 10)
	rated(name, "Satisfied")
	yield day(5, 15, 16)
	yield from _executed(name, day(5, 15, 16))
	yield day(5, 29)
	with acting(cast.officer(LIUQIAO)):
		closing.close(matter(name), "T1")
	yield day(6, 5)
	with acting(cast.officer(LIUQIAO)):
		archive.archive(matter(name))


def _executed(name: str, moment: datetime) -> Case:
	"""What was granted is carried out on its day."""
	for task in frappe.get_all(
		"Execution Task", filters={"petition": name}, fields=["name", "due_on"], order_by="due_on"
	):
		due = cast.at(task.due_on, 16, 30)
		if due > moment:
			yield due
		with acting(cast.officer(matter(name).holder)):
			execution.done(
				frappe.get_doc("Execution Task", task.name),
				outcome="已落实并告知信访人。",
				proof=cast.paper("落实情况凭证"),
			)


def g2() -> Case:
	"""工地拖欠工资: twelve people online, from the State bureau; the bureau's legal duty."""
	yield day(3, 9)
	people = ["周立山", "吴守成", "郑有田", "王丰年"]
	name = registered(
		form="Online", channel="0101", source_level="National", upper_number="GJ202603090017", title="石湾镇安置房工地拖欠三个月工资",
		content="我等12人在石湾镇安置房工地务工，三个月工资共21.6万元未发，请求督促支付。",
		claims=["支付拖欠的三个月工资21.6万元"], purpose="3", category="0402", place=cast_place("石湾镇"), people_count=12,
		is_joint=1, urgency="Urgent",
		petitioners=[{"name": who, "phone": f"1990002000{i}", "is_main": int(i == 0), "is_representative": 1} for i, who in enumerate(people)],
	)  # fmt: skip
	yield day(3, 10)
	send(name, RSJ, reason="劳动保障监察属县人社局职责")
	yield day(3, 17)
	accepted(
		name, "P5", law="《保障农民工工资支付条例》第三条、第五十条", term_text="自收到申请之日起两个月内履行或者答复",
		term_on="2026-05-11", also_told="也可以依法申请劳动仲裁(申请时效一年)",
	)  # fmt: skip
	yield day(4, 29)
	with acting(cast.officer(RSJ)):
		duty.answer(
			frappe.get_last_doc("Legal Route", {"petition": name}),
			"经立案调查，责令施工总承包单位先行清偿，21.6万元已于4月28日通过农民工工资专用账户发放到人。",
		)
	closed(name, "T6")


def cast_place(title: str) -> str:
	"""Return the code of a township of the demo county."""
	return frappe.db.get_value(
		"Jurisdiction", {"title": title, "tier": "Township", "code": ["like", f"{cast.COUNTY[:6]}%"]}
	)


def g3() -> Case:
	"""不服判决: a visit about a judgment; registered, explained, led to the courts."""
	yield day(3, 16)
	name = registered(
		form="Visit", channel="0301", source_level="County", title="不服生效房屋买卖民事判决",
		content="对已生效的房屋买卖民事判决不服，要求县里出面改判。", claims=["要求改判"], purpose="2", category="1301",
		place=village("杏林社区"), petitioners=[{"name": "何立秋", "phone": "19900030001", "address": "青禾县杏林社区", "is_main": 1}],
	)  # fmt: skip
	yield day(3, 16, 10, 20)
	with acting(cast.officer(OFFICE)):
		pathway.judicial(
			matter(name), "《中华人民共和国民事诉讼法》第二百一十条",
			"当面说明诉讼与信访分离的规定，引导信访人向上一级人民法院申请再审或者向人民检察院申请监督，并提供窗口地址和材料清单。",
			receiving_organ="990124-FY",
		)  # fmt: skip
	closed(name, "T7")


def g4() -> Case:
	"""检举控告: a signed letter; sealed when opened, passed to the discipline organ."""
	yield day(3, 20)
	name = registered(
		form="Letter", channel="0201", source_level="County", title="反映双井村某干部虚报人工套取集体资金",
		content="反映双井村某干部虚报人工、套取集体资金，附账页复印件。", purpose="4", category="1401",
		place=village("双井村"), petitioners=[{"name": "许知禾", "phone": "19900040001", "is_main": 1}],
	)  # fmt: skip
	yield day(3, 27)
	with acting(cast.custodian()):
		sealing.transfer(name, "990124-JWJ")


def g5() -> Case:
	"""建议增开班车和路灯: a suggestion for a lead and a helping organ, while the department asks the public for such."""
	yield day(3, 20)
	with acting(cast.officer(JTJ)):
		drive = drives.begin(
			JTJ, title="镇村客运班线和道路照明", question="镇村客运班线哪些班次需要增开或者调整？哪些路口、路段需要加装路灯？",
			background="编制下半年镇村客运班线调整方案和道路照明实施计划。", how_to="来信寄县交通运输局，或者到县群众来访接待大厅、各乡镇便民服务中心提出",
			opens_on="2026-03-25", closes_on="2026-04-24",
		)  # fmt: skip
	yield day(3, 24)
	with acting(cast.leader(JTJ)):
		drives.open_(_again(drive))
	yield day(4, 2)
	name = registered(
		form="Online", channel="0103", source_level="County", title="建议增开镇村班车并加装路灯",
		content="建议增开前营村至县城班车，并在学校路口加装路灯。", claims=["增开镇村班车", "学校路口加装路灯"], purpose="1",
		category="0901", place=village("前营村"), petitioners=[{"name": "沈新苗", "phone": "19900050001", "is_main": 1}],
	)  # fmt: skip
	yield day(4, 7)
	send(
		name,
		JTJ,
		co_organs=[{"organ": BAIYANG, "demand": "请就路灯点位和管护提出意见"}],
		reason="班车线路由县交通运输局主管",
	)
	yield day(4, 10)
	with acting(cast.officer(JTJ)):
		joining.join(matter(name), drive.name)
	yield day(4, 14)
	accepted(name, "P8")
	yield day(4, 27)
	with acting(cast.officer(JTJ)):
		drives.close(
			_again(drive), "意见集中在增开镇村至县城的班车、赶集日加密班次，以及在学校路口加装路灯。"
		)
	yield day(4, 28)
	with acting(cast.officer(BAIYANG)):
		helper = frappe.get_last_doc("Petition Referral", {"petition": name, "role": "Co-organ"})
		referral.answer(helper, "学校路口可加装路灯两盏，由乡政府落实管护。")
	yield day(5, 20)
	with acting(cast.officer(JTJ)):
		suggestion.reply(
			matter(name), "Partly adopted", "会同白杨乡实地踏勘，路灯条件具备；班车需先试运行测算客流。",
			"路灯建议予以采纳，七月底前安装；班车先于赶集日试运行三个月，再行确定。",
		)  # fmt: skip
	closed(name, "T8")
	yield day(5, 22)
	with acting(cast.leader(JTJ)):
		drives.publish(
			_again(drive),
			"学校路口路灯予以采纳，七月底前安装。赶集日班车先试运行三个月，测算客流后确定。其他班次客流不足，暂不增开。",
		)


def _again(drive):
	return frappe.get_doc(drive.doctype, drive.name)


def g6() -> Case:
	"""养殖场污染: eight visitors, all registered, three of them speak; a legal duty."""
	yield day(5, 6)
	people = ["彭河清", "曹水田", "萧望青", "董来喜", "蒋云开", "蔡秋禾", "杜满仓", "程近山"]
	name = registered(
		form="Visit", channel="0301", source_level="County", title="养殖场臭气和污水影响村民生活",
		content="河湾村附近养殖场夜间排污、气味大，要求停止排放并检测饮水。", claims=["停止夜间排污", "检测村民饮用水"],
		purpose="3", category="0801", place=village("河湾村"), people_count=8,
		petitioners=[{"name": who, "phone": "19900060001" if i == 0 else None, "is_main": int(i == 0), "is_representative": int(i < 3)} for i, who in enumerate(people)],
	)  # fmt: skip
	yield day(5, 7)
	send(name, HJJ, reason="污染查处属生态环境部门职责")
	yield day(5, 14)
	accepted(
		name, "P5", law="《中华人民共和国水污染防治法》第十条、第八十三条", term_text="自收到申请之日起两个月内履行或者答复",
		term_on="2026-07-07",
	)  # fmt: skip
	yield day(6, 26)
	with acting(cast.officer(HJJ)):
		duty.answer(
			frappe.get_last_doc("Legal Route", {"petition": name}),
			"经夜间检查和采样检测，养殖场沉淀池渗漏，已责令停止排放、限期整改并立案；饮用水检测合格，结果已张贴公示。",
		)
	closed(name, "T6")


def g7() -> Case:
	"""宅基地界址: filed by phone through the village; the ruling procedure is told, mediation settles it."""
	yield day(5, 11)
	name = registered(
		form="Call", channel="0401", source_level="County", agent_kind="Village Liaison", agent_consent=1,
		agent_consent_way="Spoken before a witness", agent_witness="河湾村网格员 田守信",
		title="邻里宅基地界址争议", content="与邻居就院墙界址争执，请求确认界址。", claims=["确认宅基地界址"], purpose="3",
		category="0204", place=village("河湾村"), petitioners=[{"name": "马向田", "phone": "19900070001", "address": "望山乡河湾村", "is_main": 1}],
	)  # fmt: skip
	yield day(5, 14)
	send(name, WANGSHAN, reason="属地管理；土地权属争议由乡级人民政府先行调解")
	yield day(5, 21)
	with acting(cast.officer(WANGSHAN)):
		pathway.divert(
			matter(name), "P4", "《中华人民共和国土地管理法》第十四条", receiving_organ="990124-ZF",
			term_text="由人民政府依法处理；不服处理决定的，自接到通知之日起三十日内可以起诉",
			explanation="属土地权属争议，应当通过行政裁决解决；经双方同意可以先行调解。",
		)  # fmt: skip
	yield day(5, 26)
	with acting(cast.officer(WANGSHAN)):
		route = frappe.get_last_doc("Legal Route", {"petition": name})
		pathway.confirm(route, "县政府办公室收文人员", cast.paper("接收回执"))
	yield day(5, 27)
	with acting(cast.officer(WANGSHAN)):
		mediation = mediating.propose(
			matter(name), "People's mediation", "院墙界址以何处为准。", "东邻农户", mediating_body="望山乡人民调解委员会",
		)  # fmt: skip
		mediation.within_discretion = 1
		mediation.append(
			"mediators",
			{"mediator_name": "白守诚", "capacity": "People's mediator", "unit": "望山乡人民调解委员会"},
		)
		mediation.save()
		mediating.begin(
			frappe.get_doc("Mediation", mediation.name), petitioner_consents=True, other_consents=True
		)
		sessions.plan(frappe.get_doc("Mediation", mediation.name), "2026-06-05 09:00:00", _mediation_room())
	yield day(6, 5, 15)
	with acting(cast.officer(WANGSHAN)):
		sessions.held(
			frappe.get_doc("Mediation", mediation.name), "到现场丈量，查看老墙基，双方就界址和出资达成一致。"
		)
		mediating.agree(
			frappe.get_doc("Mediation", mediation.name), terms="以老墙基为界，双方共同出资重砌院墙。",
			agreement_file=cast.paper("调解协议书"), perform_by="2026-07-31",
		)  # fmt: skip
	yield day(7, 20)
	with acting(cast.officer(WANGSHAN)):
		mediating.performed(
			frappe.get_doc("Mediation", mediation.name),
			"2026-07-18",
			cast.paper("院墙重砌完工照片和双方确认书"),
		)


def _mediation_room() -> str:
	title = "望山乡人民调解室"
	if not frappe.db.exists("Meeting Venue", title):
		frappe.get_doc(
			{
				"doctype": "Meeting Venue",
				"title": title,
				"kind": "People's mediation room",
				"address": "望山乡政府一楼",
			}
		).insert(ignore_permissions=True)
	return title


def g8() -> Case:
	"""同一事项重复提出: refused while it is being handled below (art. 19); with new evidence it is taken up."""
	person = {"name": "韩舟行", "phone": "19900080001", "address": "青禾县城关镇", "is_main": 1}
	yield day(5, 11, 10)
	running = registered(
		form="Letter", channel="0202", source_level="County", title="国有土地上房屋征收补偿标准争议",
		content="对房屋征收补偿评估标准有异议，请求重新核定。", claims=["重新核定房屋征收补偿"], purpose="3", category="0302",
		place=cast_place("城关镇"), petitioners=[person],
	)  # fmt: skip
	yield day(5, 13)
	send(running, ZJJ, reason="房屋征收补偿由县住建局主管")
	yield day(5, 20)
	accepted(running)
	yield day(6, 1)
	again = registered(
		form="Letter", channel="0202", source_level="County", title="再次反映房屋征收补偿问题",
		content="反映房屋征收补偿评估标准问题，请求县政府重新核定。", claims=["重新核定房屋征收补偿"], purpose="3", category="0302",
		place=cast_place("城关镇"), petitioners=[person], organ="990124-ZF",
		decision={"relation": "Repeat", "petition": running, "reason": "同一人、同一房屋、同一请求", "open_own": 1},
	)  # fmt: skip
	yield day(6, 4)
	with acting(cast.officer("990124-ZF")):
		refusal.not_accept(
			matter(again),
			matter(running),
			"您反映的事项正由县住房和城乡建设局办理，尚在规定期限内，请等待处理意见。",
		)
	yield day(6, 8, 11)
	looked_into(running, "Heard", "信访人当面陈述对评估方法的异议。", "县住建局接待室")
	yield day(6, 18)
	looked_into(running, "Inquiry", "调阅评估报告、征收决定和同片区补偿结果。", "城关镇")
	yield day(7, 8, 16)
	paper = signed(running, [{
		"result": "Explain", "facts": "2026年6月18日经调阅评估报告和同片区补偿结果，评估程序和方法符合规定。", "fact_on": "2026-06-18",
		"fact_place": "城关镇", "law": "《国有土地上房屋征收与补偿条例》第十九条", "opinion": "评估结果依规确定，已逐项说明。",
	}])  # fmt: skip
	yield day(7, 10)
	served(running, paper)
	yield day(8, 12)
	with acting(cast.officer(ZJJ)):
		closing.close(matter(running), "T1")
	yield day(8, 17)
	fresh = registered(
		form="Visit", channel="0301", source_level="County", title="房屋征收补偿：提供新的测绘证据",
		content="就房屋征收补偿事项提供新的测绘报告，实测面积与评估依据不符。", claims=["按新测绘报告重新核定面积"], purpose="3",
		category="0302", place=cast_place("城关镇"), petitioners=[person],
		decision={"relation": "Repeat", "petition": running, "reason": "同一房屋，但提供了新的测绘证据"},
	)  # fmt: skip
	yield day(8, 19)
	send(fresh, ZJJ, reason="有新的证据，应当重新核查")
	yield day(8, 26)
	accepted(fresh)
	yield day(9, 2)
	looked_into(fresh, "Heard", "信访人说明测绘过程并提交报告原件。", "县住建局接待室")
	yield day(9, 10)
	looked_into(fresh, "Inquiry", "委托测绘机构现场复测。", "城关镇")
	yield day(9, 28, 16)
	paper = signed(fresh, [{
		"result": "Support", "facts": "2026年9月10日现场复测，实测建筑面积较评估依据多3.2平方米。", "fact_on": "2026-09-10",
		"fact_place": "城关镇", "law": "《国有土地上房屋征收与补偿条例》第十七条、第十九条", "opinion": "予以支持，补计差额面积。",
		"granted": "按实测面积补足补偿", "due_on": "2026-10-30",
	}])  # fmt: skip
	yield day(9, 30)
	served(fresh, paper)
	yield from _executed(fresh, day(9, 30))


def g9() -> Case:
	"""医保报销: sent to the wrong organ, objection in time, sent on, answered in the simplified procedure."""
	yield day(6, 8)
	name = registered(
		form="Fax", channel="0501", source_level="County", title="居民医保报销比例疑问",
		content="居民医保住院报销比例计算与宣传不一致，请求核对说明。", claims=["核对并说明医保报销比例"], purpose="5", category="0506",
		place=village("杏林社区"), petitioners=[{"name": "叶春和", "phone": "19900090001", "address": "杏林社区", "is_main": 1}],
	)  # fmt: skip
	yield day(6, 10)
	wrong = send(name, MZJ, reason="来件称涉及救助报销")
	yield day(6, 12)
	with acting(cast.officer(MZJ)):
		objection.object_to(
			frappe.get_doc("Petition Referral", wrong.name), "居民医保待遇核算不属于民政部门职责，县医保局为主管部门",
			"《信访工作条例》第二十三条第三款", YBJ,
		)  # fmt: skip
	yield day(6, 15)
	with acting(cast.leader(OFFICE)):
		objection.decide(frappe.get_doc("Petition Referral", wrong.name), True, "经核对职责清单，异议成立")
	yield day(6, 17)
	send(name, YBJ, reason="居民医保待遇由县医保局主管")
	yield day(6, 18)
	accepted(name, "P6", True, simplified_ground="reply")
	yield day(6, 22)
	looked_into(name, "Heard", "电话听取信访人说明住院时间和报销单据。", "县医保局")
	yield day(6, 24)
	looked_into(name, "Inquiry", "调取结算单逐项复核。", "县医保局")
	yield day(6, 30, 15)
	paper = signed(name, [{
		"result": "Explain", "facts": "2026年6月24日复核结算单，目录内费用报销比例计算无误，差额为目录外自费项目。", "fact_on": "2026-06-24",
		"fact_place": "县医保局", "law": "《医疗保障基金使用监督管理条例》第三条", "opinion": "已逐项列明并解释。",
	}])  # fmt: skip
	yield day(7, 1)
	served(name, paper)
