// A file too large to be taken is refused before it travels: the server would end the connection midway.
document.addEventListener("change", (event) => {
  const { files, dataset } = event.target;
  if (!files || !dataset.largest) return;
  const isTooLarge = [...files].some((file) => file.size > Number(dataset.largest));
  event.target.setCustomValidity(isTooLarge ? dataset.tooLarge : "");
  event.target.reportValidity();
});
