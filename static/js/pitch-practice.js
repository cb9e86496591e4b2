// Says while it is typed how long the introduction takes, and measures how long it took.
const WORDS_PER_SECOND = 2.3;
const [SHORTEST, LONGEST] = [15, 30];
const practice = { timer: 0, since: 0 };

document.addEventListener("input", ({ target }) => {
  if (target.id !== "pitch") return;
  const seconds = Math.round(target.value.split(/\s+/).filter(Boolean).length / WORDS_PER_SECOND);
  const shown = document.getElementById("pitch-words");
  const opinion = shown.dataset[seconds < SHORTEST ? "short" : seconds > LONGEST ? "long" : "right"];
  shown.textContent = seconds ? `${shown.dataset.aloud.replace("#", seconds)} ${opinion}` : "";
});

document.addEventListener("click", ({ target }) => {
  if (target.id !== "practice-button") return;
  const [words, time, meter, took] = ["practice", "practice-time", "practice-meter", "practice-took"].map((id) => document.getElementById(id));
  const isStarting = !practice.timer;
  const seconds = () => Math.round((Date.now() - practice.since) / 1000);
  clearInterval(practice.timer);
  practice.timer = 0;
  if (isStarting) {
    practice.since = Date.now();
    practice.timer = setInterval(() => {
      time.textContent = `${seconds()} s`;
      meter.value = seconds();
    }, 250);
  }
  took.textContent = isStarting ? "" : words.dataset.took.replace("#", seconds());
  time.textContent = isStarting ? "0 s" : "";
  meter.hidden = !isStarting;
  target.textContent = words.dataset[isStarting ? "stop" : "start"];
});
