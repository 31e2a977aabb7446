// On paper nothing is folded away: what was closed is opened to print, and closed again after.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".whole-reading details:not([open])")];
  for (const fold of opened) fold.open = true;
});
window.addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
  opened = [];
});
