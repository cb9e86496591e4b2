// What was typed and is not stored yet lies in this browser, an entry for each box, until the server has answered for it.
// An entry holds what its page showed, and what was tried since (`befores`): an answer may be lost on the way.
const Kept = {
  prefix: `infoview box ${document.body.dataset.account} `, // several may use one browser
  tab: Math.random().toString(36).slice(2),
  ours: new Set(), // the tabs this page speaks for: itself, and those that are closed
  entries: new Map(), // of this page, should the browser hold nothing for us
  isSafe: true,

  all() {
    const found = new Map(Kept.entries);
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(Kept.prefix)) found.set(key, JSON.parse(localStorage[key]));
      }
    } catch {
      Kept.isSafe = false;
    }
    return [...found].map(([key, entry]) => ({ ...entry, key })).sort((one, other) => one.at - other.at);
  },

  mine() {
    return Kept.all().filter((entry) => Kept.ours.has(entry.tab));
  },

  find(path, name) {
    return Kept.mine().findLast((entry) => entry.path === path && entry.name === name);
  },

  put(path, name, facts) {
    const entry = Kept.find(path, name) ?? { path, name, tab: Kept.tab, at: Date.now() };
    return Kept.store({ ...entry, ...facts });
  },

  store({ key: known, ...entry }) {
    const key = known ?? `${Kept.prefix}${entry.tab} ${entry.path} ${entry.name}`;
    try {
      localStorage[key] = JSON.stringify(entry);
      Kept.entries.delete(key);
    } catch {
      Kept.isSafe = false;
      Kept.entries.set(key, entry);
    }
    return { ...entry, key };
  },

  read({ key }) {
    return Kept.all().find((entry) => entry.key === key);
  },

  drop({ key }) {
    Kept.entries.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      Kept.isSafe = false;
    }
  },
};
Kept.ours.add(Kept.tab);

// Tabs that are still open answer for what they hold; what nobody answers for belongs to whoever finds it.
{
  const channel = new BroadcastChannel("infoview boxes");
  const LONGEST_REPLY = 300;
  channel.onmessage = ({ data }) => {
    if (data.ask && Kept.mine().length) channel.postMessage({ open: [...Kept.ours] });
    for (const tab of data.open ?? []) Kept.open?.add(tab);
  };
  Kept.adopt = async () => {
    if (!Kept.all().some((entry) => !Kept.ours.has(entry.tab))) return;
    Kept.open = new Set();
    channel.postMessage({ ask: true });
    await new Promise((done) => setTimeout(done, LONGEST_REPLY));
    for (const { tab } of Kept.all()) if (!Kept.open.has(tab)) Kept.ours.add(tab);
  };
}
