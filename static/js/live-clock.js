// Lets the clock of a meeting run against the time agreed on, with a quiet sign five minutes before the end and at it.
// Starting and ending are noted like everything typed, so they work without a connection.
{
  const FIVE = 300;
  const clock = document.getElementById("clock");
  const form = document.getElementById("live");
  const { now, minutes, ended } = clock.dataset;
  const ahead = Date.parse(now) - Date.now(); // a phone's own clock may be wrong
  const instant = () => new Date(Date.now() + ahead);
  let began = Date.parse(clock.dataset.began);
  let timer = 0;

  const show = () => {
    const left = Math.round(Number(minutes) * 60 - (instant() - began) / 1000);
    const digits = document.getElementById("digits");
    const [whole, rest] = [Math.floor(Math.abs(left) / 60), String(Math.abs(left) % 60).padStart(2, "0")];
    digits.hidden = false;
    digits.textContent = left < 0 ? `${whole}:${rest} ${digits.dataset.over}` : `${whole}:${rest}`;
    document.getElementById("sign-five").hidden = left > FIVE || left <= 0 || Number(minutes) * 60 <= FIVE;
    document.getElementById("sign-up").hidden = left > 0;
    clock.classList.toggle("is-over", left <= 0);
  };

  const run = () => {
    show();
    timer = setInterval(show, 1000);
  };

  const note = (name) => {
    const box = document.getElementById(name);
    box.value = instant().toISOString();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // What is noted belongs to a conversation that has begun.
  form?.addEventListener("input", ({ target }) => target.type !== "hidden" && document.getElementById("unbegin")?.setAttribute("hidden", ""));

  const leave = () => location.assign(form.dataset.next);

  document.addEventListener("click", (event) => {
    const button = form && event.target.closest("#begin, #done");
    if (!button) return;
    event.preventDefault();
    if (button.id === "begin") {
      note("began");
      began = instant();
      run();
      button.remove();
      document.getElementById("unbegin")?.removeAttribute("hidden");
      document.getElementById("pitch").querySelector("summary").focus();
    } else if (document.getElementById("ended").value && !Kept.mine().length) leave();
    else if (document.getElementById("ended").value) Sending.again();
    else {
      clearInterval(timer);
      note("ended");
    }
  });

  // Off to the write-up once the end is stored, and all else is: what stands in the way is looked at here.
  document.addEventListener("boxes", ({ detail: { state } }) => {
    if (form && state === "saved" && !ended && document.getElementById("ended").value && !Kept.mine().length) leave();
  });

  if (began && !ended) run();
}
