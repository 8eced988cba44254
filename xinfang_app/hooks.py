"""What this app tells Frappe about itself."""

app_name = "xinfang_app"
app_title = "信访"
app_publisher = "xinfang_app contributors"
app_description = "Citizens' petitions (信访) for a county and the tiers above and below it"
app_email = "xinfang@localhost"
app_license = "mit"
