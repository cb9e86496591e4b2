// Saves each box while it is typed, and brings back what a closed page could not send.
const PAUSE = 700;
const LONGEST_PAUSE = 4_000;
const typing = { timer: 0, since: 0 };

const pathOf = (form) => new URL(form.action, location.href).pathname;
const formsOf = (path) => [...document.querySelectorAll("form[data-boxes]")].filter((form) => pathOf(form) === path);
const wasOf = (form, name) => [...form.querySelectorAll(`input[name="was-${CSS.escape(name)}"]`)];
const controlsOf = (form, name) => [...form.elements].filter((control) => control.name === name);

function readBox(form, name) {
  const controls = controlsOf(form, name);
  const isChoice = controls[0].matches("[type=checkbox], [type=radio]");
  return (isChoice ? controls.find((one) => one.checked)?.value : controls[0].value) ?? "";
}

function writeBox(form, name, value) {
  for (const control of controlsOf(form, name)) {
    if (control.matches("[type=checkbox], [type=radio]")) control.checked = control.value === value;
    else control.value = value;
  }
}

function keepBox(form, name) {
  const path = pathOf(form);
  const known = Kept.find(path, name);
  const befores = known?.befores ?? wasOf(form, name).map((was) => was.value);
  const value = readBox(form, name);
  if (known?.theirs === undefined && befores.length === 1 && befores[0] === value) return known && Kept.drop(known);
  return Kept.put(path, name, { value, befores, error: undefined });
}

function typed({ target }) {
  const form = target.form;
  if (!form?.matches("[data-boxes]") || !target.name || !wasOf(form, target.name).length) return;
  keepBox(form, target.name);
  tellBoxes("typed");
  clearTimeout(typing.timer);
  typing.since ||= Date.now();
  const isLine = target.matches("textarea, input:not([type=checkbox], [type=radio])");
  const pause = isLine ? Math.min(PAUSE, Math.max(0, typing.since + LONGEST_PAUSE - Date.now())) : 0;
  typing.timer = setTimeout(sendTyped, pause);
}

function sendTyped() {
  clearTimeout(typing.timer);
  typing.since = 0;
  return Sending.send();
}

// --- what was kept comes back ---

async function bringBack() {
  await Kept.adopt();
  for (const { path, name, value, ...entry } of Kept.mine()) {
    for (const form of formsOf(path).filter((one) => wasOf(one, name).length)) {
      const isTouched = readBox(form, name) !== wasOf(form, name)[0].value;
      if (!isTouched) writeBox(form, name, value);
      showBox(form, { ...entry, name });
    }
  }
  if (Sending.ready().length) Sending.send();
}

document.addEventListener("input", typed);
document.addEventListener("change", typed);
bringBack();
