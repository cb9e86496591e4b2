// Nothing that was typed is left behind with a page.
const LARGEST_LAST = 60_000; // browsers let no more go out from a page that is being closed
const PATIENCE = 5_000;

// A form that goes elsewhere takes along only what is stored: the rest is sent first, and it goes if that works.
async function sendFirst(event) {
  const { target: form, submitter } = event;
  if (form.dataset.goes || event.defaultPrevented || form.hasAttribute("hx-post")) return;
  const isBoxes = form.matches("[data-boxes]");
  if (!isBoxes && !Kept.mine().length) return;
  event.preventDefault();
  const isThrough = (async () => {
    await Sending.isBusy;
    await sendTyped();
  })();
  await Promise.race([isThrough, new Promise((done) => setTimeout(done, PATIENCE))]);
  if (!navigator.onLine) return;
  const isLeft = Kept.mine().some((entry) => formsOf(entry.path).length);
  const isGoing = isBoxes ? (submitter?.name || submitter?.hasAttribute("formaction")) && !isLeft : true;
  if (!isGoing) return;
  await new Promise((done) => setTimeout(done)); // while it is being submitted, a form takes no other submission
  form.dataset.goes = "1";
  form.requestSubmit(submitter);
  delete form.dataset.goes;
}

// The page is going. Nobody will hear the answer, so the entries stay until another page has one for them.
const sendLast = () => {
  const entries = Sending.ready().length ? Sending.next() : [];
  if (entries.length && String(Posting.body(entries)).length < LARGEST_LAST) {
    Sending.tried(entries);
    Posting.post(entries, { keepalive: true, signal: null }).catch(() => {});
  }
};

document.addEventListener("submit", sendFirst);
window.addEventListener("pagehide", sendLast);
window.addEventListener("beforeunload", (event) => !Kept.isSafe && Kept.mine().length && event.preventDefault());
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
