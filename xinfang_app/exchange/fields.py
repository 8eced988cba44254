"""What a column of an upper system's list can mean here, and by which headings it is known.

Rule: a column is taken for what its heading says; what is not known is left to a human. Some headings are never taken,
whatever somebody maps: they label or judge people, or ask more than is needed to answer (DOMAIN.md C6, E2). The
headings follow the data items of the national kind of system, in the words that lists use.
"""

from typing import NamedTuple

from xinfang_app.exchange.reading.values import bare


class Field(NamedTuple):
	"""A meaning: its key, its English label (Chinese in zh.csv), the headings it is known by, where it goes."""

	key: str
	label: str
	headings: tuple[str, ...]
	kind: str = "text"
	"""text, code (translated by a code table), day, moment, whole, yes"""


UPPER_NUMBER, DISPATCHED, DUE, STATUS, KIND = (
	"upper_number",
	"dispatched_on",
	"due_on",
	"upper_status",
	"kind",
)

INCOMING: tuple[Field, ...] = (
	Field(
		UPPER_NUMBER,
		"Number of the upper system",
		(
			"信访件编号",
			"信访编号",
			"信访事项编号",
			"事项编号",
			"件号",
			"信访件号",
			"上级编号",
			"上级系统编号",
			"编号",
		),
	),
	Field(
		KIND,
		"Transfer or assignment",
		("办理方式", "交办方式", "转交方式", "下发方式", "转送交办", "去向方式"),
		"code",
	),
	Field(
		DISPATCHED,
		"Sent down on",
		(
			"转送时间",
			"下发时间",
			"交办时间",
			"转送日期",
			"交办日期",
			"下发日期",
			"转交时间",
			"转交日期",
			"收件时间",
		),
		"moment",
	),
	Field(
		DUE,
		"Term set from above",
		(
			"办理期限",
			"限办日期",
			"办结期限",
			"截止日期",
			"到期日期",
			"要求办结时间",
			"反馈期限",
			"应办结日期",
			"限办时间",
		),
		"day",
	),
	Field(STATUS, "Status above", ("办理状态", "状态", "当前状态", "事项状态", "信访件状态"), "code"),
	Field("form", "Form", ("信访形式", "形式", "来件形式"), "code"),
	Field("channel", "Channel", ("信访渠道", "渠道", "来源渠道"), "code"),
	Field(
		"source_level",
		"Source level",
		("登记机构级别", "登记机构层级", "来源层级", "信访来源", "来源级别"),
		"code",
	),
	Field("urgency", "Urgency", ("紧急程度", "缓急程度"), "code"),
	Field("title", "Title", ("标题", "信访标题", "事项标题", "主题", "信访事项", "概况信息", "概况")),
	Field(
		"content",
		"Content of the piece",
		("信访内容", "主要内容", "内容", "反映内容", "反映问题", "内容摘要"),
	),
	Field("claims_text", "Claims", ("主要诉求", "诉求", "信访请求", "具体诉求")),
	Field("purpose", "Purpose", ("信访目的", "目的", "信访类别"), "code"),
	Field("category", "Category", ("内容分类", "问题分类", "内容类别", "问题类别", "信访内容分类"), "code"),
	Field("cause", "Cause", ("信访原因", "原因"), "code"),
	Field(
		"place", "Place of the matter", ("问题属地", "问题发生地", "事发地", "属地", "信访事项属地"), "code"
	),
	Field("place_detail", "Place in detail", ("详细地点", "具体地点", "事发详细地址")),
	Field(
		"respondent_organ",
		"Organ complained of",
		("被反映单位", "被信访单位", "反映对象", "被反映人单位"),
		"code",
	),
	Field("name", "Name or organization", ("信访人", "信访人姓名", "姓名", "来信人", "来访人", "信访人名称")),
	Field("phone", "Phone", ("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式")),
	Field("id_type", "ID type", ("证件类型", "证件种类"), "code"),
	Field("id_no", "ID number", ("证件号码", "身份证号", "身份证号码", "证件号")),
	Field("address", "Address", ("住址", "地址", "联系地址", "通讯地址", "常住地址", "居住地址", "现住址")),
	Field("people_count", "Number of people", ("信访人数", "人数", "涉及人数", "来访人数"), "whole"),
	Field("is_joint", "Joint letter", ("是否联名", "联名", "是否联名信"), "yes"),
	Field("is_anonymous", "Anonymous", ("是否匿名", "匿名"), "yes"),
	Field(
		"is_first_nationwide", "First time nationwide", ("是否初次", "初次信访", "是否初件", "初重件"), "yes"
	),
)
OUTGOING: tuple[Field, ...] = (
	Field(UPPER_NUMBER, "Number of the upper system", ("信访件编号",)),
	Field("number", "Number", ("本级登记编号",)),
	Field("stage", "Stage", ("办理状态",)),
	Field("lead_organ", "Lead organ", ("责任单位",)),
	Field("accepted_on", "Accepted on", ("受理日期",), "day"),
	Field("pathway", "Legal pathway", ("办理途径",)),
	Field("result", "Result", ("处理意见结论",)),
	Field("document_number", "Number of the opinion", ("处理意见书文号",)),
	Field("opinion_issued_on", "Opinion issued on", ("出具意见日期",), "day"),
	Field("served_on", "Served on", ("送达日期",), "day"),
	Field("service_way", "Way of service", ("送达方式",)),
	Field("answer", "Answer in short", ("答复摘要",)),
	Field("terminated_on", "Terminated on", ("办结日期",), "day"),
	Field("closing", "Closing code", ("终结情形",)),
	Field("papers", "Papers enclosed", ("附件",)),
)
#: Headings that are never taken over; what they hold is neither read nor kept.
REFUSED = (
	"民族",
	"政治面貌",
	"宗教",
	"是否扬言",
	"扬言",
	"特殊人员",
	"重点人员",
	"重点人",
	"越级",
	"是否越级",
	"越级访",
	"非正常",
	"稳控",
	"风险等级",
	"信访次数",
	"上访次数",
	"出生日期",
	"职业",
)
KEYS = {field.key: field for field in INCOMING}
#: Of these, the ones that name a person; they go encrypted and nowhere else.
PERSON = ("name", "phone", "id_type", "id_no", "address")
_REFUSED = tuple(bare(word) for word in REFUSED)
_BY_HEADING = {bare(heading): field.key for field in reversed(INCOMING) for heading in field.headings}


def refused(heading: str) -> bool:
	"""Return whether a column of this heading is never taken over."""
	said = bare(heading)
	return any(word in said for word in _REFUSED) if said else False


def guessed(heading: str) -> str | None:
	"""Return the key of the field that `heading` names, or None. The part behind a "/" of a double heading counts too."""
	if refused(heading):
		return None
	found = _BY_HEADING.get(bare(heading))
	if found or "/" not in heading:
		return found
	return _BY_HEADING.get(bare(heading.rpartition("/")[2]))


def labels(fields: tuple[Field, ...]) -> list[str]:
	"""Return the English labels of `fields`, in their order."""
	return [field.label for field in fields]


def key_of(label: str | None, fields: tuple[Field, ...] = INCOMING) -> str | None:
	"""Return the key of the field with this English label, or None."""
	return next((field.key for field in fields if field.label == label), None)
