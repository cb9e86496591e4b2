// How somebody was found decides which sentence the line beside it completes.
document.addEventListener("change", (event) => {
  const hint = document.getElementById(event.target.dataset?.frames ?? "");
  if (hint) hint.textContent = event.target.selectedOptions[0].dataset.frame;
});
