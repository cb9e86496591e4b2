// Keeps the draft while it is typed: one save at a time, and a last one while the page is being left.
const PAUSE = 700;
const LARGEST_LAST_SAVE = 60_000; // browsers let no more go out from a page that is being closed
const state = { timer: 0, isDirty: false, wasDirty: false, isSaving: false };

function tellSaved(words) {
  const saved = document.getElementById("saved");
  saved.textContent = saved.dataset[words];
}

function save() {
  clearTimeout(state.timer);
  if (!state.isDirty || state.isSaving || document.getElementById("conflict-title")) return;
  document.getElementById("composer").dispatchEvent(new CustomEvent("typed"));
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("#subject, #body")) return;
  state.isDirty = true;
  tellSaved("unsaved");
  clearTimeout(state.timer);
  state.timer = setTimeout(save, PAUSE);
});

document.addEventListener("htmx:before:request", (event) => {
  const { request } = event.detail.ctx;
  if (request.form?.id !== "composer") return;
  // A request that waited for another one was made before that one's answer: it must name the newest version.
  request.body.set("version", document.getElementById("version").value);
  request.keepalive = String(request.body).length < LARGEST_LAST_SAVE;
  state.isSaving = true;
  state.wasDirty = state.isDirty;
  state.isDirty = false;
  if (request.body.has("typing")) tellSaved("saving");
});

document.addEventListener("htmx:finally:request", (event) => {
  const { request, response } = event.detail.ctx;
  if (request.form?.id !== "composer") return;
  state.isSaving = false;
  if (response && response.status < 400) return save();
  if (response?.status === 422 && !request.body.has("typing")) {
    // Refused for how it is to leave: the text can be kept all the same.
    state.isDirty ||= state.wasDirty;
    return save();
  }
  state.isDirty = true;
  tellSaved(response ? "refused" : "failed");
});

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
window.addEventListener("pagehide", save);
window.addEventListener("online", save);
