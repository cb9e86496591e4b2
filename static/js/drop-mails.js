// Saved mails dropped anywhere on a contact's page, or chosen there, are kept at once.
const target = (event) => event.dataTransfer?.types.includes("Files") && document.querySelector("[data-drop]");
for (const type of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(type, (event) => {
    const form = target(event);
    if (!form) return;
    event.preventDefault();
    form.classList.toggle("is-drop-target", type === "dragover");
    if (type !== "drop") return;
    const input = form.querySelector("[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
document.addEventListener("change", (event) => {
  const { files, form } = event.target;
  if (files?.length && form.matches("[data-drop]") && event.target.checkValidity()) form.requestSubmit();
});
