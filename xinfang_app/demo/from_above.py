"""The morning's list from above: forty invented matters, read and waiting at the petition office to be registered.

Nothing of it is registered when the county is loaded, so no figure of any report changes. The list stands on the
officer's morning list (今日工作) and among the batches of 上级系统往来; a preview that nobody runs goes after a day, and the
page gives the same list anew, dated today.
"""

import frappe

from xinfang_app.demo import cast
from xinfang_app.demo.play import acting
from xinfang_app.exchange import lists, samples

SYSTEM = "国家信访信息系统"
FILE_NAME = "上级下发信访事项清单(40件).xlsx"


def lay_out() -> str:
	"""Read the list for the county's petition office, as its first officer; return the name of the batch."""
	with acting(cast.officer(cast.OFFICE)):
		content = samples.forty(cast.OFFICE)
		name = lists.take_in(content, FILE_NAME, system=SYSTEM, organ=cast.OFFICE).name
	frappe.db.commit()
	return name
