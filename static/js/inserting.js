// A click on a fact writes it where the user was writing; what can be missing gets its brackets.
let last = "body";

document.addEventListener("focusin", (event) => {
  if (event.target.matches("#subject, #body")) last = event.target.id;
});

document.addEventListener("click", (event) => {
  const fact = event.target.closest?.("[data-inserts]");
  if (!fact) return;
  const field = document.getElementById(last);
  const before = field.value.slice(0, field.selectionStart);
  const isInPart = before.lastIndexOf("[[") > before.lastIndexOf("]]");
  const brackets = "optional" in fact.dataset && !isInPart;
  field.focus();
  document.execCommand("insertText", false, brackets ? `[[${fact.dataset.inserts}]]` : fact.dataset.inserts); // Undo knows it
  if (brackets) field.setSelectionRange(field.selectionStart - 2, field.selectionStart - 2);
});
