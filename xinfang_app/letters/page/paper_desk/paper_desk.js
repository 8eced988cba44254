// 文书工作台: what is to be printed, what came back from the scanner, what is out in the post.

frappe.pages["paper-desk"].on_page_load = async (wrapper) => {
	await frappe.require(["paper_desk.bundle.js", "paper_desk.bundle.css"]);
	wrapper.desk = new xinfang.PaperDesk(wrapper);
};
frappe.pages["paper-desk"].on_page_show = (wrapper) => wrapper.desk && wrapper.desk.load();
