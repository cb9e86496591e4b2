// Sends what is kept: one request at a time, in order, and again when the connection is back.
const Sending = { isBusy: null, wait: 0, timer: 0, gone: new Set() };
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 30_000;
const MOST_BEFORES = 40;

const tellBoxes = (state, detail = {}) => document.dispatchEvent(new CustomEvent("boxes", { detail: { state, ...detail } }));

// What has no place on the server any more is tried again on its own page only: its meeting may have come back.
Sending.hasPlace = ({ key, path, isGone }) => !Sending.gone.has(key) && (!isGone || formsOf(path).length);
Sending.ready = () => Kept.mine().filter((one) => one.theirs === undefined && !one.error && Sending.hasPlace(one));

Sending.giveUp = (entry) => {
  Sending.gone.add(entry.key);
  Kept.store({ ...entry, isGone: true });
};

// One page's boxes go together; a box that is kept twice (from a closed tab, and from this one) goes in two turns.
Sending.next = () => {
  const ready = Sending.ready();
  const names = new Set();
  return ready.filter(({ path, name }) => path === ready[0].path && !names.has(name) && names.add(name));
};

// Whatever was tried may have arrived: from now on it counts as known.
Sending.tried = (entries) =>
  entries.map((entry) => {
    const befores = [...new Set([...entry.befores, entry.value])];
    return Kept.store({ ...entry, befores: [befores[0], ...befores.slice(1).slice(-MOST_BEFORES)] });
  });

Sending.turn = async (entries) => {
  if (!navigator.onLine) return "kept";
  const sent = Sending.tried(entries);
  let reply = await Posting.post(entries);
  if ([400, 404].includes(reply.status)) {
    if (!(await Posting.renew())) return "expired";
    if (reply.status === 400) reply = await Posting.post(entries);
  }
  if (!reply.headers.get("Content-Type")?.startsWith("application/json")) return { 401: "expired", 404: "gone" }[reply.status] ?? "failed";
  const answer = await reply.json();
  for (const entry of sent) Sending.settle(entry, answer);
  const others = Object.entries(answer.saved).filter(([name]) => !sent.some((entry) => entry.name === name));
  for (const [name, saved] of others) tellBoxes("answered", { path: sent[0].path, name, saved, isFollowing: true });
  return "saved";
};

Sending.settle = (sent, { saved, conflicts, refused }) => {
  const { name, path, value } = sent;
  const now = Kept.read(sent);
  if (!now) return;
  if (name in saved) {
    if (now.value === value) Kept.drop(now);
    else Kept.store({ ...now, befores: [saved[name]] });
  } else if (name in conflicts) Kept.store({ ...now, theirs: conflicts[name] });
  else if (name in refused && now.value === value) Kept.store({ ...now, error: refused[name] });
  else if (!(name in refused)) Sending.giveUp(now);
  tellBoxes("answered", { path, name, saved: saved[name] });
};

Sending.run = async () => {
  clearTimeout(Sending.timer);
  let state = "saved";
  while (state === "saved" && Sending.ready().length) {
    const entries = Sending.next();
    tellBoxes("saving");
    state = await Sending.turn(entries).catch(() => "kept");
    if (state === "gone") entries.forEach(Sending.giveUp);
  }
  tellBoxes(state);
  Sending.wait = state === "saved" ? 0 : Math.min(LONGEST_WAIT, Sending.wait * 2 || FIRST_WAIT);
  if (Sending.wait) Sending.timer = setTimeout(Sending.send, Sending.wait);
};

Sending.send = () => (Sending.isBusy ??= Sending.run().finally(() => (Sending.isBusy = null)));

Sending.again = () => {
  Sending.wait = 0;
  Sending.send();
};

window.addEventListener("online", Sending.again);
document.addEventListener("visibilitychange", () => Sending.ready().length && Sending.again());
