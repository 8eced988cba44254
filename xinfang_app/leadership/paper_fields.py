"""The fields that papers of this room may print, with meaning and sample; `paper_context` fills the same ones.

No field names a person who petitions: a matter is its number and title.
"""

from datetime import date

from xinfang_app.letters.case import Field

MATTER = [
	("matter.number", "信访事项编号", "XF-990124-2026-000012"),
	("matter.title", "信访事项标题", "原县办集体企业职工工龄认定"),
	("matter.holder", "责任单位", "青禾县人力资源和社会保障局"),
	("matter.registered_on", "登记日期", date(2026, 7, 1)),
]
OWNERSHIP = [
	("ownership.leader_name", "包案领导", "季梓远"),
	("ownership.leader_post", "包案领导职务", "青禾县人民政府负责人"),
	("ownership.tier", "领导层级", "县级"),
	("ownership.listed_for", "列入原因", "积案"),
	("ownership.reason", "提名理由", "政策空白，涉及多个部门，长期未能解决。"),
	("ownership.order_number", "上级交办文号", "川信交〔2026〕12号"),
	("ownership.started_on", "包案日期", date(2026, 7, 20)),
	("ownership.due_on", "化解期限", date(2026, 10, 20)),
	("ownership.duty_set", "责任类型", "四定三包"),
	("ownership.measures", "工作措施", "查清改制档案，逐人核对工龄，研究政策意见。"),
	("ownership.plan", "化解方案", "一、调取改制档案；二、会商政策；三、当面答复。"),
	("ownership.planned_on", "方案日期", date(2026, 7, 25)),
	("ownership.signer_name", "审批人", "荀松平"),
	("ownership.sign_note", "审批意见署名", "荀松平"),
	("ownership.signed_on", "审批日期", date(2026, 7, 20)),
	("duties[].title", "责任项", "包案件调查"),
	("duties[].meaning", "责任内容", "查清事实、政策依据和责任环节。"),
	("duties[].due_on", "完成日期", date(2026, 8, 10)),
	("duties[].status", "状态", "未完成"),
	("team[].name", "专班成员", "裴柏舟"),
	("team[].organ", "成员单位", "青禾县人力资源和社会保障局"),
	("team[].role", "分工", "承办人"),
	*MATTER,
]
INSTRUCTION = [
	("instruction.kind", "种类", "领导批示"),
	("instruction.leader_name", "批示人", "季梓远"),
	("instruction.leader_post", "批示人职务", "青禾县人民政府负责人"),
	("instruction.instructed_on", "批示日期", date(2026, 7, 10)),
	("instruction.text", "批示内容", "请县人社局牵头研究，依法提出意见，于月底前报结果。"),
	("instruction.due_on", "反馈期限", date(2026, 7, 31)),
	("instruction.to_organ", "承办单位", "青禾县人力资源和社会保障局"),
	*MATTER,
]
CONFERENCE = [
	("conference.title", "会议名称", "青禾县信访工作联席会议工作会议"),
	("conference.kind", "会议种类", "工作会议"),
	("conference.planned_on", "召开时间", "2026年8月12日9时"),
	("conference.held_on", "会议日期", date(2026, 8, 12)),
	("conference.place", "地点", "县政府第二会议室"),
	("conference.convener_name", "召集人", "荀松平"),
	("conference.signer_name", "签发人", "荀松平"),
	("conference.signed_on", "签发日期", date(2026, 8, 13)),
	("conference.discussion", "会议讨论情况", "会议听取了有关情况汇报。"),
	("conference.present", "到会成员单位数", 7),
	("conference.members", "成员单位数", 9),
	("conference.contact_name", "联系人", "邬梓然"),
	("conference.contact_phone", "联系电话", "0990-5550003"),
	("topics[].title", "议题", "提请挂牌督办：石湾镇人民政府"),
	("topics[].kind", "议题种类", "提请事项"),
	("topics[].brought_by", "提出单位", "青禾县信访局"),
	("topics[].outcome", "结果（议定的不另写）", ""),
	("topics[].decision", "议定意见", "同意挂牌督办，期限三十日。"),
	("topics[].named_organ", "确定的受理单位", "青禾县民政局"),
	("attendance[].organ", "成员单位", "青禾县公安局"),
	("attendance[].name", "出席人", "桑谷舟"),
	("attendance[].present", "是否到会", "到会"),
	("tasks[].decision", "议定事项", "牵头提出工龄认定处理意见。"),
	("tasks[].organ", "责任单位", "青禾县人力资源和社会保障局"),
	("tasks[].leader", "责任领导", "裴柏舟"),
	("tasks[].due_on", "完成期限", date(2026, 9, 10)),
]
TASK = [
	("task.decision", "议定事项", "牵头提出工龄认定处理意见。"),
	("task.organ", "责任单位", "青禾县人力资源和社会保障局"),
	("task.leader", "责任领导", "裴柏舟"),
	("task.due_on", "完成期限", date(2026, 9, 10)),
	("task.topic", "所属议题", "企业职工工龄认定"),
	("task.meeting", "会议名称", "青禾县信访工作联席会议工作会议"),
	("task.held_on", "会议日期", date(2026, 8, 12)),
	("task.minutes_number", "会议纪要文号", "青信联〔2026〕2号"),
	("task.matter_number", "信访事项编号", "XF-990124-2026-000012"),
]
ALWAYS = [("recipient.organ", "主送单位", "青禾县人力资源和社会保障局")]
GROUPS = {
	"Leader Ownership": OWNERSHIP,
	"Leader Instruction": INSTRUCTION,
	"Joint Conference": CONFERENCE,
	"Conference Task": TASK,
}


def fields(document_type: str) -> list[Field]:
	"""Return the fields a template for `document_type` may print."""
	return [Field(*row) for row in (*GROUPS[document_type], *ALWAYS)]
