// On narrow screens the tab of the column in view is marked.
{
  const tabs = document.querySelectorAll(".stage-tabs a");
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      for (const tab of tabs) {
        if (tab.dataset.stage === target.dataset.stage) tab.setAttribute("aria-current", "true");
        else tab.removeAttribute("aria-current");
      }
    }
  }, { root: document.getElementById("board"), threshold: 0.6 });
  for (const column of document.querySelectorAll(".column")) seen.observe(column);
}
