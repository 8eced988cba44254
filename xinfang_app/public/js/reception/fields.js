// The fields of the desks, in the order of the keyboard.

const forms = () => ["Letter", "Fax", "Online"].map((form) => [form, __(form)]);
const blank = (rows) => [["", ""], ...rows.map((row) => [row, __(row)])];

export const AGENT = ["Village Liaison", "Proxy", "Lawyer", "Other"];
export const CONSENT = ["In writing", "Spoken before a witness"];

// What every letter has: from here it is registered.
export const letter_fields = (choices) => [
	{ name: "title", label: __("Title"), wide: 1 },
	{ name: "content", label: __("Content of the piece"), kind: "area", rows: 4, wide: 1 },
	{ name: "claims_text", label: __("Claims (one on each line)"), kind: "area", rows: 2, wide: 1 },
	{ name: "place", label: __("Place of the matter"), kind: "pick", options: choices.places },
	{ name: "category", label: __("Category"), kind: "pick", options: choices.categories },
	{ name: "purpose", label: __("Purpose"), kind: "pick", options: choices.purposes },
	{ name: "respondent_organ", label: __("Organ complained of"), kind: "pick", options: choices.organs },
];

// What few letters need; reached by Alt+M.
export const more_fields = (choices) => [
	{ name: "form", label: __("Form"), kind: "select", options: forms(), value: "Letter" },
	{ name: "channel", label: __("Channel"), kind: "pick", options: choices.channels.filter((row) => row[3] !== "Visit" && row[3] !== "Call") },
	{ name: "written_on", label: __("Date on the letter"), kind: "date" },
	{ name: "arrived_on", label: __("Came earlier, on"), kind: "date" },
	{ name: "arrival_reason", label: __("Why it is entered late"), wide: 1 },
	{ name: "people_count", label: __("Number of people"), kind: "number", value: 1 },
	{ name: "is_joint", label: __("Joint letter"), kind: "check" },
	{ name: "is_anonymous", label: __("Anonymous"), kind: "check" },
	{ name: "urgency", label: __("Urgency"), kind: "select", options: ["Normal", "Urgent", "Major"].map((one) => [one, __(one)]), value: "Normal" },
	{ name: "upper_number", label: __("Number of the upper system") },
	{ name: "source_level", label: __("Source level"), kind: "select", options: blank(["National", "Provincial", "Prefecture", "County", "Township", "Village"]) },
	{ name: "cause", label: __("Cause"), kind: "pick", options: choices.causes },
	{ name: "place_detail", label: __("Place in detail"), wide: 1 },
	...agent_fields(),
];

export const agent_fields = () => [
	{ name: "agent_kind", label: __("Filed on behalf by"), kind: "select", options: blank(AGENT) },
	{ name: "agent_consent", label: __("The petitioner consents"), kind: "check" },
	{ name: "agent_consent_way", label: __("How the petitioner consented"), kind: "select", options: blank(CONSENT) },
	{ name: "agent_witness", label: __("Witness of the spoken consent") },
];

export const visit_fields = (choices) => [
	{ name: "title", label: __("Title"), wide: 1 },
	{ name: "claims_text", label: __("Claims (one on each line)"), kind: "area", rows: 3, wide: 1 },
	{ name: "place", label: __("Place of the matter"), kind: "pick", options: choices.places },
	{ name: "category", label: __("Category"), kind: "pick", options: choices.categories },
	{ name: "purpose", label: __("Purpose"), kind: "pick", options: choices.purposes },
	{ name: "respondent_organ", label: __("Organ complained of"), kind: "pick", options: choices.organs },
	{ name: "people_count", label: __("Number of people"), kind: "number", value: 1 },
	{ name: "channel", label: __("Channel"), kind: "pick", options: choices.channels.filter((row) => row[3] === "Visit") },
	...agent_fields(),
];

export const talk_fields = () => [
	{ name: "statement", label: __("What was stated"), kind: "area", rows: 7, wide: 1 },
	{ name: "answer", label: __("What was explained or promised"), kind: "area", rows: 3, wide: 1 },
	{ name: "materials", label: __("Papers handed over"), wide: 1 },
	{ name: "place_detail", label: __("Place") },
	{ name: "interviewers", label: __("Received by") },
	{ name: "recorder", label: __("Record taken by") },
];

// What the caller says, typed while he speaks.
export const call_talk_fields = () => [
	{ name: "content", label: __("What the caller says"), kind: "area", rows: 12, wide: 1 },
	{ name: "claims_text", label: __("Claims (one on each line)"), kind: "area", rows: 4, wide: 1 },
];

export const call_fields = (choices) => [
	{ name: "title", label: __("Title"), wide: 1 },
	{ name: "place", label: __("Place of the matter"), kind: "pick", options: choices.places },
	{ name: "category", label: __("Category"), kind: "pick", options: choices.categories },
	{ name: "purpose", label: __("Purpose"), kind: "pick", options: choices.purposes },
	{ name: "respondent_organ", label: __("Organ complained of"), kind: "pick", options: choices.organs },
	{ name: "answer", label: __("Answered on the telephone"), kind: "area", rows: 3, wide: 1 },
	{ name: "call_back", label: __("Number to call back, if another") },
	{ name: "is_anonymous", label: __("Anonymous"), kind: "check" },
];

// What few calls need; reached by Alt+M.
export const call_more_fields = (choices) => [
	{ name: "channel", label: __("Channel"), kind: "pick", options: choices.channels.filter((row) => row[3] === "Call") },
	{ name: "upper_number", label: __("Number of the upper system") },
	{ name: "people_count", label: __("Number of people"), kind: "number", value: 1 },
	{ name: "is_joint", label: __("Joint matter"), kind: "check" },
	{ name: "urgency", label: __("Urgency"), kind: "select", options: ["Normal", "Urgent", "Major"].map((one) => [one, __(one)]), value: "Normal" },
	{ name: "cause", label: __("Cause"), kind: "pick", options: choices.causes },
	{ name: "place_detail", label: __("Place in detail"), wide: 1 },
	...agent_fields(),
];

// A further matter of the same letter; what it leaves out it has in common with the letter.
export const part_fields = (choices) => letter_fields(choices);
