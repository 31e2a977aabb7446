// The server accepts a form sent twice without harm; this spares the person the doubt.
// The error summary takes the focus, so that it is the first thing heard after a failed save.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]:not([hx-post])")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
  });
  // Back to a page kept in memory: the form may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
  });
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
})();
