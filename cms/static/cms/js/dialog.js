// A link with data-dialog="id" leads to a page that asks a question; where scripts run, the same
// question opens as a dialog over the page. <dialog> brings Escape, the focus trap and its return.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog").close();
});
