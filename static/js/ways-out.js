// The ways out carry what stands on the sheet at the moment they are taken.
const textOf = (id) => document.getElementById(id).value.trim();

function fill(link) {
  const body = textOf("body").replace(/\r?\n/g, "\r\n");
  const values = { subject: encodeURIComponent(textOf("subject")), body: encodeURIComponent(body) };
  link.href = link.dataset.way.replace(/\{(subject|body)\}/g, (_place, name) => values[name]);
}

// Without https a page may not use the clipboard; it may copy what is selected.
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value.trim());
    return true;
  } catch {
    const focused = document.activeElement;
    const { selectionStart, selectionEnd } = field;
    field.select();
    const isCopied = document.execCommand("copy");
    field.setSelectionRange(selectionStart, selectionEnd);
    focused?.focus();
    return isCopied;
  }
}

for (const name of ["click", "auxclick", "contextmenu"]) {
  document.addEventListener(name, (event) => {
    const link = event.target.closest("[data-way]");
    if (link) fill(link);
  });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button || !(await copy(document.getElementById(button.dataset.copies)))) return;
  const words = button.querySelector("span");
  const before = words.textContent;
  words.textContent = button.dataset.copied;
  setTimeout(() => (words.textContent = before), 2000);
});
