// What the page does more comfortably with JavaScript; all of it works without.

// A form is sent once, however often its button is pressed.
for (const form of document.querySelectorAll("form.once")) {
	form.addEventListener("submit", () => {
		for (const button of form.querySelectorAll("button")) button.disabled = true;
	});
}
// Coming back by the browser's arrow shows the form as it was: pressable.
addEventListener("pageshow", () => {
	for (const button of document.querySelectorAll("form.once button")) button.disabled = false;
});

const print = document.getElementById("print");
if (print) {
	print.hidden = false;
	print.addEventListener("click", () => window.print());
}

// After an error or a success the note is read out and seen first.
document.querySelector(".note")?.scrollIntoView({ block: "center" });
