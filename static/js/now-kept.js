// What is noted before anybody knows who is calling lies in this browser until the server has it.
{
  const KEY = `infoview now ${document.body.dataset.account}`; // several may use one browser
  const BEFORE = `${KEY} before`;
  const LONGEST_TALK = 12 * 3_600_000;
  const form = document.getElementById("now");
  const fields = () => [...form.elements].filter(({ name, type }) => name && name !== "csrf_token" && type !== "submit");
  const values = () => fields().filter(({ type, checked }) => type !== "radio" || checked).map(({ name, value }) => [name, value]);

  const read = (key) => {
    try {
      return JSON.parse(localStorage[key] ?? "[]");
    } catch {
      return [];
    }
  };

  const store = (key, pairs) => {
    try {
      if (pairs.length) localStorage[key] = JSON.stringify(pairs);
      else localStorage.removeItem(key);
    } catch {
      // What the browser does not hold stays on the page at least.
    }
  };

  const keep = () => store(KEY, values());

  const fillIn = (pairs) => {
    for (const [name, value] of pairs) {
      for (const field of fields().filter((one) => one.name === name)) {
        if (field.type === "radio") field.checked = field.value === value;
        else if (!field.value || field.type === "hidden") field.value = value;
        else if (field.matches("textarea") && !field.value.includes(value)) field.value = `${value}\n\n${field.value}`;
      }
    }
  };

  const bringBack = () => {
    const kept = read(KEY);
    const clock = form.querySelector("#clock");
    const began = kept.find(([name]) => name === "began")?.[1];
    if (Date.parse(clock.dataset.now) - Date.parse(began) > LONGEST_TALK) {
      store(BEFORE, [...read(BEFORE), ...kept]);
      store(KEY, []);
    } else {
      fillIn(kept);
      if (kept.length) clock.dataset.began = form.elements.began.value;
    }
    document.getElementById("kept-before").hidden = !read(BEFORE).length;
  };

  document.getElementById("kept-before").addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.id === "go-on") {
      fillIn(read(BEFORE));
      keep();
    }
    store(BEFORE, []);
    document.getElementById("kept-before").hidden = true;
    form.querySelector("textarea").focus();
  });

  form.addEventListener("input", keep);
  form.addEventListener("submit", async (event) => {
    if (form.dataset.goes) return;
    event.preventDefault();
    const { submitter } = event;
    const body = new URLSearchParams(new FormData(form, submitter));
    const reply = await fetch(form.action, { method: "POST", body, headers: { "HX-Request-Type": "partial" } }).catch(() => null);
    const to = reply?.headers.get("HX-Redirect");
    if (to && reply.ok) {
      store(KEY, []);
      return location.assign(to);
    }
    if (!reply) return document.getElementById("saved").replaceChildren(form.dataset.kept);
    form.dataset.goes = "1";
    form.requestSubmit(submitter);
  });

  if (!form.querySelector("[aria-invalid]")) bringBack();
}
