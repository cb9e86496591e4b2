// Says how saving goes, and offers a choice where something newer is stored.
function showBox(form, entry) {
  const field = controlsOf(form, entry.name)[0]?.closest(".field, .check");
  if (!field) return;
  document.getElementById(`${entry.name}-theirs`)?.remove();
  document.getElementById(`${entry.name}-error`)?.remove();
  if (entry.theirs !== undefined) field.after(conflictOf(form, entry));
  if (entry.error) {
    const error = Object.assign(document.createElement("p"), { className: "error", id: `${entry.name}-error`, textContent: entry.error });
    field.append(error);
  }
}

function conflictOf(form, { name, theirs }) {
  const shown = document.getElementById("box-conflict").content.firstElementChild.cloneNode(true);
  const [control] = controlsOf(form, name);
  const words = control.type === "radio" ? controlsOf(form, name).find((one) => one.value === theirs)?.nextElementSibling?.textContent : theirs;
  shown.id = `${name}-theirs`;
  shown.querySelector("[data-text]").textContent = words || shown.querySelector("[data-text]").dataset.empty;
  for (const button of shown.querySelectorAll("button")) {
    button.id = `${name}-keep-${button.dataset.keeps}`;
    button.dataset.box = name;
    button.dataset.path = pathOf(form);
  }
  return shown;
}

document.addEventListener("click", ({ target }) => {
  const { keeps, box: name, path } = target.closest?.("[data-keeps]")?.dataset ?? {};
  if (!keeps) return;
  const [form] = formsOf(path);
  const entry = Kept.find(path, name);
  if (keeps === "mine") Kept.store({ ...entry, theirs: undefined, befores: [entry.theirs] });
  else take(form, entry);
  document.getElementById(`${name}-theirs`)?.remove();
  controlsOf(form, name)[0].focus();
  sendTyped();
});

function take(form, entry) {
  Kept.drop(entry);
  writeBox(form, entry.name, entry.theirs);
  setWas(form, entry.name, entry.theirs);
}

function setWas(form, name, value) {
  const [first, ...others] = wasOf(form, name);
  first.value = value;
  for (const other of others) other.remove();
}

function tell(state) {
  const saved = document.getElementById("saved");
  const mine = Kept.mine();
  const isConflict = mine.some((entry) => entry.theirs !== undefined);
  const words = state === "saved" ? (isConflict ? "conflict" : mine.some((entry) => entry.error) ? "refused" : mine.length ? "gone" : "saved") : state;
  saved.dataset.state = words;
  const text = saved.dataset[words] ?? "";
  if (saved.firstChild?.textContent !== text) saved.replaceChildren(text);
  document.getElementById("sign-in-again")?.toggleAttribute("hidden", words !== "expired");
}

document.addEventListener("boxes", ({ detail: { state, path, name, saved, isFollowing } }) => {
  if (state !== "answered") return document.getElementById("saved") && tell(state);
  for (const form of formsOf(path).filter((one) => wasOf(one, name).length)) {
    const entry = Kept.find(path, name) ?? { name };
    if (saved !== undefined) setWas(form, name, saved);
    if (isFollowing) writeBox(form, name, saved); // changed by what was typed elsewhere
    // Between on and off, or two times of a clock, there is nothing to weigh.
    if (entry.theirs !== undefined && controlsOf(form, name)[0].matches("[type=checkbox], [type=hidden]")) take(form, entry);
    else showBox(form, entry);
  }
});
