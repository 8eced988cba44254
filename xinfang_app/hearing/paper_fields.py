"""The fields that papers of hearings may print, with meaning and sample; `paper_context` fills the same ones.

Beside them every paper of a hearing prints what papers about the petition print.
"""

from datetime import date, datetime

from xinfang_app.letters.case import Field
from xinfang_app.petition.paperwork import letter_fields

HEARING = [
	("hearing.number", "听证编号", "XF-990124-2026-000012-T1"),
	("hearing.level", "听证阶段（办理、复查、复核）", "办理"),
	("hearing.about", "案由（内容分类）", "土地征收"),
	("hearing.township", "问题属地（乡镇）", "柳桥镇"),
	("hearing.organ", "举行听证的单位", "柳桥镇人民政府"),
	("hearing.handling_organ", "办理机关", "柳桥镇人民政府"),
	("hearing.source", "启动方式", "信访人申请"),
	("hearing.reason", "举行听证的理由", "涉及人数较多，事实争议较大。"),
	("hearing.ask_by", "可以申请听证的最后一日", date(2026, 3, 27)),
	("hearing.asked_on", "申请日期", date(2026, 3, 24)),
	("hearing.decided_on", "决定日期", date(2026, 3, 26)),
	("hearing.refusal_ground", "不予听证的情形", "不属于重大、复杂、疑难信访事项"),
	("hearing.refusal_reason", "不予听证的理由", "事实清楚，双方对征收面积没有争议。"),
	("hearing.held_on", "听证时间", datetime(2026, 4, 10, 9, 0)),
	("hearing.venue", "听证地点", "县信访局听证室"),
	("hearing.address", "听证地点地址", "青禾县城建设路12号"),
	("hearing.public", "是否公开", True),
	("hearing.closed_reason", "不公开的原因", "个人隐私"),
	("hearing.closed_note", "不公开的依据和说明", "依照《中华人民共和国民法典》第一千零三十二条。"),
	("hearing.moved", "改期次数", 0),
	("hearing.move_reason", "改期原因", "听证员未达到规定人数。"),
	("hearing.chair", "听证主持人", "陈正明"),
	("hearing.recorder", "记录人", "周小禾"),
	("hearing.opened_on", "听证开始时间", datetime(2026, 4, 10, 9, 5)),
	("hearing.closed_on", "听证结束时间", datetime(2026, 4, 10, 11, 40)),
	("hearing.conclusion", "听证结论", "经评议，补偿面积应当按照1.8亩认定。"),
	("hearing.conclusion_number", "听证结论文号", "柳政听结〔2026〕1号"),
	("hearing.concluded_on", "听证结论签署日期", date(2026, 4, 10)),
	("hearing.votes_for", "同意票数", 4),
	("hearing.votes_against", "反对票数", 1),
	("hearing.dissent", "不同意见", "李某某：面积应当以原承包合同为准。"),
	("hearing.deliberation", "评议经过", "听证员逐一发表意见。"),
	("hearing.ended_reason", "未举行听证的原因", "信访人书面放弃。"),
	("members[].name", "听证员姓名", "李文斌"),
	("members[].capacity", "听证员身份", "人大代表"),
	("members[].unit", "听证员单位", "青禾县人大"),
	("members[].present", "听证员是否到场", True),
	("parties[].side", "参加人身份", "信访人"),
	("parties[].name", "参加人姓名", "林青禾"),
	("parties[].organ", "参加人单位", "柳桥镇人民政府"),
	("parties[].attendance", "到场情况", "到场"),
	("phases[].phase", "听证环节", "信访人陈述"),
	("phases[].text", "该环节的记录", "信访人陈述事实、请求和理由。"),
	("evidence[].side", "证据提交方", "信访人"),
	("evidence[].title", "证据名称", "土地承包合同"),
	("evidence[].shows", "证明内容", "承包地面积为1.8亩。"),
	("evidence[].other_view", "对方质证意见", "真实性无异议。"),
	("evidence[].accepted", "是否采纳", "采纳"),
	("votes[].name", "表决人", "李文斌"),
	("votes[].vote", "表决", "同意"),
	("votes[].opinion", "表决理由", "证据充分。"),
	("rules.ask_days", "申请听证的工作日数", 7),
	("rules.notice_days", "提前告知的工作日数", 7),
	("rules.most_representatives", "信访人代表人数上限", 5),
	("rules.most_proxies", "代理人人数上限", 2),
]


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template for `document_type` may print."""
	known = letter_fields.fields("Petition")
	return [*known, *(Field(*row) for row in HEARING)]
