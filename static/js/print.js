// A page that is made for paper has a button for it.
document.addEventListener("click", (event) => event.target.closest("[data-prints]") && print());
