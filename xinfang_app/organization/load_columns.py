"""The files of a county and their columns. `docs/loading.md` shows them to the office that fills them in."""

from xinfang_app.organization.load_files import Column

JURISDICTIONS = (
	Column("code", "区划代码", required=True),
	Column("title", "名称", required=True),
	Column("parent_jurisdiction", "上级区划代码"),
	Column("former_names", "曾用名"),
	Column("valid_from", "启用日期", kind="date"),
	Column("valid_to", "停用日期", kind="date"),
	Column("successor", "承继区划代码"),
)

ORGANS = (
	Column("code", "机关代码", required=True),
	Column("title", "机关名称", required=True),
	Column("short_title", "简称"),
	Column("kind", "类型", required=True),
	Column("jurisdiction", "区划代码"),
	Column("parent_organ", "业务上级代码"),
	Column("review_organ", "复查机关代码"),
	Column("is_external", "系统外", kind="yes"),
	Column("document_word", "机关代字"),
	Column("inbox_user", "收件人账号"),
	Column("competences", "职责分类", kind="list"),
	Column("address", "地址"),
	Column("phone", "电话"),
	Column("valid_from", "启用日期", kind="date"),
	Column("valid_to", "停用日期", kind="date"),
	Column("successor", "承继机关代码"),
)

POSTINGS = (
	Column("user", "账号", required=True),
	Column("person_name", "姓名", required=True),
	Column("organ", "机关代码", required=True),
	Column("post", "职务", required=True),
	Column("from_date", "起始日期", required=True, kind="date"),
	Column("to_date", "终止日期", kind="date"),
	Column("is_head", "机关负责人", kind="yes"),
	Column("deputy_of", "代理对象账号"),
	Column("acting_from", "代理起始日", kind="date"),
	Column("acting_to", "代理终止日", kind="date"),
	Column("limit_sign_opinion", "不得签发意见", kind="yes"),
	Column("limit_sign_extension", "不得审批延期", kind="yes"),
	Column("limits", "其他限制"),
	Column("confirmed_by", "确认人账号"),
)

FILES = {"jurisdictions.csv": JURISDICTIONS, "organs.csv": ORGANS, "postings.csv": POSTINGS}
