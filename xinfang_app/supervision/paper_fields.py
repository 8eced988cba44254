"""The fields that papers of supervision may print, with meaning and sample; `paper_context` fills the same ones.

No field names a person who petitions: a matter is its number and title.
"""

from datetime import date

from xinfang_app.letters.case import Field

MATTERS = [
	("matters[].number", "信访事项编号", "XF-990124-2026-000012"),
	("matters[].title", "信访事项标题", "土地征收青苗补偿款未足额发放"),
	(
		"matters[].facts",
		"该事项的办理经过",
		"“办结信访事项”的期限至2026年5月11日，至今未完成，已逾期9日。",
	),
]
COPIES = [("copies[].organ", "抄送单位", "青禾县人民政府督查室")]
LETTER = [
	("supervision.kind", "种类", "督办函"),
	("supervision.organ", "受督办单位", "柳桥镇人民政府"),
	("supervision.cause", "督办情形", "超期未办结"),
	("supervision.cause_basis", "督办情形依据", "《信访工作条例》第四十条第一款"),
	("supervision.article", "违反的条款", "《信访工作条例》第三十四条"),
	("supervision.rule", "违反的时限", "办结信访事项"),
	("supervision.way", "督办方式", "发函"),
	("supervision.facts", "其他事实", "信访人反映的问题至今未得到书面答复。"),
	("supervision.demand", "要求", "请立即依法办理，限期办结，并书面报告办理结果。"),
	(
		"supervision.next_step",
		"逾期后果",
		"逾期未落实的，将提请信访工作联席会议采取约谈、通报、挂牌督办、限期整改等措施。",
	),
	("supervision.due_on", "反馈期限", date(2026, 6, 4)),
	("supervision.former", "前一督办文书文号", "青信催〔2026〕3号"),
	("supervision.decision_number", "联席会议决定文号", "青信联〔2026〕2号"),
	("supervision.decided_on", "联席会议决定日期", date(2026, 5, 28)),
	*MATTERS,
	*COPIES,
]
RECTIFICATION = [
	("rectification.inspection", "督查主题", "信访事项受理告知情况专项督查"),
	("rectification.organ", "被督查单位", "石湾镇人民政府"),
	("rectification.period_from", "督查时段起", date(2026, 1, 1)),
	("rectification.period_to", "督查时段止", date(2026, 6, 30)),
	("rectification.finding", "发现的问题", "3件信访事项未在15日内书面告知信访人。"),
	("rectification.article", "违反的条款", "《信访工作条例》第二十三条第三款"),
	("rectification.demand", "整改要求", "逐件补发告知书，查明原因，完善收件登记和告知制度。"),
	("rectification.due_on", "整改期限", date(2026, 7, 31)),
]
ADVICE = [
	("advice.kind", "建议种类", "改进工作"),
	("advice.organ", "受建议单位", "石湾镇人民政府"),
	("advice.legal_basis", "依据", "《信访工作条例》第四十条第一款"),
	("advice.problem", "问题", "多件信访事项未按期办结，未说明理由。"),
	("advice.proposal", "建议", "建立收件、分办、催办台账，明确专人负责。"),
	("advice.responsible_organ", "责任单位", "石湾镇人民政府"),
	("advice.grave_result", "严重后果", "拖延办理致使群众损失进一步扩大。"),
	("advice.due_on", "反馈期限", date(2026, 7, 6)),
	("advice.number", "建议书文号", "青信建〔2026〕1号"),
	("advice.delivered_on", "送达日期", date(2026, 6, 5)),
	("advice.adopted", "采纳情况", "部分采纳"),
	("advice.feedback", "落实情况", "已建立台账，明确专人负责。"),
	("advice.reasons", "未采纳的理由", "增加编制事项须报县委编办研究。"),
	("advice.answered_on", "反馈日期", date(2026, 6, 30)),
	*MATTERS,
	*COPIES,
]
ALWAYS = [("recipient.organ", "主送单位", "柳桥镇人民政府")]
GROUPS = {"Supervision Letter": LETTER, "Rectification": RECTIFICATION, "Recommendation": ADVICE}


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template for `document_type` may print."""
	return [Field(*row) for row in (*GROUPS[document_type], *ALWAYS)]
