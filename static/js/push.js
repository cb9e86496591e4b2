// Lets this browser be told when something is due, and keeps the server's list true to what the browser says.
{
  const form = document.getElementById("push-form");
  const button = document.getElementById("push-here");
  const { key } = document.getElementById("push").dataset;
  const isMissing = !("PushManager" in window && "serviceWorker" in navigator && "Notification" in window);
  const rowOf = (endpoint) => [...document.querySelectorAll("[data-endpoint]")].find((row) => row.dataset.endpoint === endpoint);

  const present = async () => (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();

  const show = async () => {
    const state = !window.isSecureContext ? "insecure" : isMissing ? "missing" : Notification.permission === "denied" ? "denied" : "";
    tellState(state);
    const mine = state ? null : rowOf((await present())?.endpoint);
    if (mine) mine.querySelector(".here").hidden = false;
    form.hidden = Boolean(state || mine);
  };

  const tellState = (state) => {
    for (const words of document.querySelectorAll("[data-push]")) words.hidden = words.dataset.push !== state;
  };

  const send = (subscription) => {
    const { endpoint, keys } = subscription.toJSON();
    for (const [name, value] of Object.entries({ endpoint, ...keys })) {
      const field = form.elements[name];
      if (field) field.value = value;
    }
    form.requestSubmit();
  };

  const isOurs = ({ options }) => {
    const bytes = String.fromCharCode(...new Uint8Array(options.applicationServerKey ?? []));
    return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") === key;
  };

  const subscribe = async () => {
    const allowed = await Notification.requestPermission();
    if (allowed !== "granted") return allowed === "denied" ? "denied" : "dismissed";
    const { pushManager } = await navigator.serviceWorker.ready;
    const old = await pushManager.getSubscription();
    if (old && !isOurs(old)) await old.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).then(send, () => "failed");
  };

  const tellHere = async () => {
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    tellState("busy");
    const state = await subscribe().catch(() => "failed");
    button.ariaDisabled = null;
    if (state === "denied") return show();
    tellState(state ?? "");
  };

  // One on this account's list that was made with another key is put right by itself. One that is not on it was taken
  // off elsewhere, or is of another account: that is for whoever presses the button.
  const mend = async () => {
    const subscription = isMissing ? null : await present();
    const row = subscription && rowOf(subscription.endpoint);
    if (row && !isOurs(subscription) && Notification.permission === "granted") {
      row.querySelector("form").requestSubmit();
      await subscription.unsubscribe();
      await subscribe();
    }
    await show();
  };

  button.addEventListener("click", tellHere);
  document.addEventListener("submit", async ({ target }) => {
    const row = target.closest("[data-endpoint]");
    const subscription = row && !isMissing && (await present());
    if (subscription?.endpoint === row?.dataset.endpoint) await subscription?.unsubscribe();
  });
  document.addEventListener("htmx:after:swap", show);
  mend();
}
