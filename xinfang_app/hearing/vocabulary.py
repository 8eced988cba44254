"""The words of hearings that code knows: stages, phases in their order, roles and sides."""

OPEN = ("Considered", "Requested", "Preparing", "Notified", "Under Way", "Deliberation")
#: A day is fixed, or the hearing goes on: its venue and its people are taken.
BOOKED = ("Preparing", "Notified", "Under Way")
CONCLUDED = "Conclusion Signed"

HANDLING, REVIEW, RE_REVIEW = "Handling", "Review", "Re-Review"
#: Written on records and papers.
LEVELS = {HANDLING: "办理", REVIEW: "复查", RE_REVIEW: "复核"}

CHAIR, MEMBER, RECORDER = "Hearing chair", "Hearing member", "Hearing recorder"

PHASES = (
	"Checking who is present",
	"Cause and discipline",
	"Rights and recusal",
	"The petitioner states",
	"The handling organ explains",
	"Evidence and questions",
	"Debate",
	"Last words",
)
#: People outside the organs: their names are put away as identities, a masked name is shown.
CITIZENS = ("Petitioner", "Proxy", "Third party", "Witness")
PRESENT, EXCUSED, ABSENT = "Present", "Absent with cause", "Absent without cause"
FOR, AGAINST = "In favour", "Opposed"

WAYS = ("In writing", "By word of mouth, taken down", "Online")
GROUNDS = (
	"Legal route of litigation, arbitration or administrative review",
	"Not major, complex or hard",
	"Asked for after the term, without cause",
	"Already heard on the same facts",
	"Other ground",
)
