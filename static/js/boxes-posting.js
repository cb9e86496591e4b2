// How boxes travel: the form of their page with what changed, and with all that the page showed and tried before.
const Posting = {};
const LONGEST_ANSWER = 20_000;

Posting.body = (entries) => {
  const body = new URLSearchParams({ csrf_token: document.querySelector('meta[name="csrf-token"]').content });
  for (const { name, value, befores } of entries) {
    body.append(name, value);
    for (const before of befores) body.append(`was-${name}`, before);
  }
  return body;
};

Posting.post = (entries, options = {}) =>
  fetch(entries[0].path, {
    method: "POST",
    body: Posting.body(entries),
    headers: { "HX-Request-Type": "partial", Accept: "application/json" },
    signal: AbortSignal.timeout(LONGEST_ANSWER),
    ...options,
  });

// Another sign-in has made the page's token old: the page as it is now holds a new one, unless somebody else is signed in.
Posting.renew = async () => {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  if (page.body.dataset.account !== document.body.dataset.account) return false;
  const { content } = page.querySelector('meta[name="csrf-token"]');
  for (const old of document.querySelectorAll('meta[name="csrf-token"]')) old.content = content;
  for (const old of document.querySelectorAll('input[name="csrf_token"]')) old.value = content;
  return true;
};
