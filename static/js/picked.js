// The bar for many at once says how many are picked.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form:has(.bulk)");
  const bulk = form?.querySelector(".bulk");
  if (!bulk || !event.target.matches(".pick input")) return;
  const count = form.querySelectorAll(".pick input:checked").length;
  bulk.querySelector("strong").textContent = count === 1 ? bulk.dataset.one : bulk.dataset.many.replace("#", count);
});
