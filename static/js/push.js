// Lets this browser be told when something is due, and keeps the server's list true to what the browser says.
{
  const form = document.getElementById("push-form");
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
    tellState("");
    if ((await Notification.requestPermission()) !== "granted") return show();
    const { pushManager } = await navigator.serviceWorker.ready;
    await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).then(send, () => tellState("failed"));
  };

  // A subscription the server has lost, or one made with another key, is put right by itself.
  const mend = async () => {
    const subscription = isMissing ? null : await present();
    if (subscription && !isOurs(subscription)) {
      rowOf(subscription.endpoint)?.querySelector("form").requestSubmit();
      await subscription.unsubscribe();
      await subscribe();
    } else if (subscription && !rowOf(subscription.endpoint)) send(subscription);
    await show();
  };

  document.getElementById("push-here").addEventListener("click", subscribe);
  document.addEventListener("submit", async ({ target }) => {
    const row = target.closest("[data-endpoint]");
    const subscription = row && !isMissing && (await present());
    if (subscription?.endpoint === row?.dataset.endpoint) await subscription?.unsubscribe();
  });
  document.addEventListener("htmx:after:swap", show);
  mend();
}
