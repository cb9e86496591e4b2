// What is noted before anybody knows who is calling lies in this browser until the server has it.
{
  const KEY = "infoview now";
  const form = document.getElementById("now");
  const fields = () => [...form.elements].filter(({ name, type }) => name && name !== "csrf_token" && type !== "submit");
  const values = () => fields().filter(({ type, checked }) => type !== "radio" || checked).map(({ name, value }) => [name, value]);

  const bringBack = () => {
    let kept = [];
    try {
      kept = JSON.parse(localStorage[KEY] ?? "[]");
    } catch {
      return;
    }
    for (const [name, value] of kept) {
      for (const field of fields().filter((one) => one.name === name)) {
        if (field.type === "radio") field.checked = field.value === value;
        else if (!field.value || field.type === "hidden") field.value = value;
      }
    }
    if (kept.length) form.querySelector("#clock").dataset.began = form.elements.began.value;
  };

  const keep = () => {
    try {
      localStorage[KEY] = JSON.stringify(values());
    } catch {
      // What the browser does not hold stays on the page at least.
    }
  };

  form.addEventListener("input", keep);
  form.addEventListener("submit", async (event) => {
    if (form.dataset.goes) return;
    event.preventDefault();
    const { submitter } = event;
    const body = new URLSearchParams(new FormData(form, submitter));
    const reply = await fetch(form.action, { method: "POST", body, headers: { "HX-Request-Type": "partial" } }).catch(() => null);
    const to = reply?.headers.get("HX-Redirect");
    if (to && reply.ok) {
      localStorage.removeItem(KEY);
      return location.assign(to);
    }
    if (!reply) return document.getElementById("saved").replaceChildren(form.dataset.kept);
    form.dataset.goes = "1";
    form.requestSubmit(submitter);
  });

  if (!form.querySelector("[aria-invalid]")) bringBack();
}
