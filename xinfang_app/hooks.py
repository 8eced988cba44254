"""What this app tells Frappe about itself."""

app_name = "xinfang_app"
app_title = "信访"
app_publisher = "xinfang_app contributors"
app_description = "Citizens' petitions (信访) for a county and the tiers above and below it"
app_email = "xinfang@localhost"
app_license = "mit"

# Install and update. Rooms stand in the order of their imports, lowest first.
after_install = [
	"xinfang_app.organization.install.after_install",
]
after_sync = [
	"xinfang_app.organization.install.after_sync",
]
after_migrate = [
	"xinfang_app.organization.install.after_sync",
]

doc_events = {
	"User": {
		"validate": "xinfang_app.organization.role_sync.refuse_roles_by_hand",
	},
}

scheduler_events = {
	"daily": [
		"xinfang_app.organization.daily.run",
	],
}

# organization
treeviews = ["Jurisdiction"]
# Whose work is left when a posting ends, and who moves it: dotted functions, added by the rooms above.
xf_open_work: list[str] = []
xf_posting_ended: list[str] = []
