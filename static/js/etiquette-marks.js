// The marked copy lies behind the message: it scrolls with it, and is hidden while it is not the same text.
function fit() {
  const marks = document.getElementById("marks");
  const body = document.getElementById("body");
  if (!marks || !body) return;
  marks.hidden = marks.textContent.trimEnd() !== body.value.trimEnd(); // kept without the last line breaks
  marks.style.inlineSize = `${body.clientWidth}px`; // without the bar that scrolls
  marks.scrollTop = body.scrollTop;
}

document.addEventListener("input", (event) => event.target.id === "body" && fit());
document.addEventListener("scroll", (event) => event.target.id === "body" && fit(), true);
document.addEventListener("htmx:after:swap", fit);
window.addEventListener("resize", fit);
fit();
