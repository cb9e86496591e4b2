// The ways out carry what stands on the sheet at the moment they are taken.
const textOf = (id) => document.getElementById(id).value.trim();
const fits = (link) => !link.dataset.longest || link.href.length <= Number(link.dataset.longest);

function fill(link) {
  const body = textOf("body").replace(/\r?\n/g, "\r\n");
  const values = { subject: encodeURIComponent(textOf("subject")), body: encodeURIComponent(body) };
  link.href = link.dataset.way.replace(/\{(subject|body)\}/g, (_place, name) => values[name]);
}

function rich(text) {
  const page = document.createElement("div");
  for (const part of text.split(/\n{2,}/)) {
    const paragraph = page.appendChild(document.createElement("p"));
    part.split("\n").forEach((line, n) => paragraph.append(...(n ? [document.createElement("br"), line] : [line])));
  }
  return page.innerHTML;
}

// Without https a page may not use the clipboard; it may copy what is selected.
async function copy(field, isRich) {
  const text = field.value.trim();
  try {
    if (isRich && window.ClipboardItem) {
      const blob = (type, data) => ({ [type]: new Blob([data], { type }) });
      await navigator.clipboard.write([new ClipboardItem({ ...blob("text/html", rich(text)), ...blob("text/plain", text) })]);
    } else await navigator.clipboard.writeText(text);
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
    if (!link) return;
    fill(link);
    if (!link.dataset.longest) return;
    const note = document.getElementById("mail-long");
    note.textContent = fits(link) ? "" : note.dataset.words;
    if (fits(link)) return;
    copy(document.getElementById("body"), false);
    link.href = link.href.split("&body=")[0];
  });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button || !(await copy(document.getElementById(button.dataset.copies), "rich" in button.dataset))) return;
  const words = button.querySelector("span");
  const status = document.getElementById("copied");
  button.dataset.before ??= words.textContent;
  words.textContent = status.textContent = status.dataset.words;
  setTimeout(() => {
    words.textContent = button.dataset.before;
    status.textContent = "";
  }, 2000);
});
