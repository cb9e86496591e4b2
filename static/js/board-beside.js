// On wide screens a contact opens beside the board, with its own address; Back, Escape and its cross close it again.
{
  const beside = document.getElementById("beside");
  const wide = matchMedia("(min-width: 1100px)");
  let opener = null;

  const close = () => {
    beside.hidden = true;
    document.getElementById("beside-contact").replaceChildren();
    document.getElementById(opener)?.focus();
  };

  const open = async (link) => {
    opener = link.id;
    document.getElementById("beside-page").href = link.href;
    await htmx.ajax("GET", link.getAttribute("href"), { target: "#beside-contact", select: "#contact", swap: "innerHTML" });
    if (!document.getElementById("contact")) return location.assign(link.href);
    history[beside.hidden ? "pushState" : "replaceState"]({ beside: true }, "", link.href);
    beside.hidden = false;
    beside.setAttribute("aria-label", link.textContent);
    beside.scrollTop = 0;
    beside.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".card-name");
    if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link);
  });
  document.getElementById("beside-close").addEventListener("click", () => history.back());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !beside.hidden && !event.target.closest("[popover]")) history.back();
  });
  addEventListener("popstate", () => beside.hidden || close());
}
