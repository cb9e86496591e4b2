// On wide screens a contact opens beside the board, with its own address; Back, Escape and its cross close it again.
{
  const beside = document.getElementById("beside");
  const wide = matchMedia("(min-width: 1100px)");
  let opener = null;
  let isChanged = false;

  const close = () => {
    beside.hidden = true;
    document.getElementById("beside-contact").replaceChildren();
    const card = document.getElementById(opener)?.closest(".card");
    if (isChanged && card) htmx.ajax("GET", location.href, { target: `#${card.id}`, select: `#${card.id}`, swap: "outerHTML" });
    isChanged = false;
    document.getElementById(opener)?.focus();
  };

  const show = async (link) => {
    opener = link.id;
    document.getElementById("beside-page").href = link.href;
    await htmx.ajax("GET", link.getAttribute("href"), { target: "#beside-contact", select: "#contact", swap: "innerHTML" });
    if (!document.getElementById("contact")) return location.assign(link.href);
    if (location.href !== link.href) history[beside.hidden ? "pushState" : "replaceState"](null, "", link.href);
    beside.hidden = false;
    beside.setAttribute("aria-label", link.textContent);
    beside.scrollTop = 0;
    beside.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".card-name");
    if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link);
  });
  document.getElementById("beside-close").addEventListener("click", () => history.back());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !beside.hidden && !event.target.closest("[popover]")) history.back();
  });

  // The board stays in the page while the address changes: htmx must not fetch it anew, or every listener is lost.
  document.addEventListener("htmx:before:history:restore", (event) => event.preventDefault());
  addEventListener("popstate", () => {
    const link = [...document.querySelectorAll(".card-name")].find((one) => one.href === location.href);
    if (link) show(link);
    else if (!beside.hidden) close();
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (event.detail.ctx.request.method === "POST" && !beside.hidden) isChanged = true;
  });
}
