// The host's keys, said beside the buttons they press: space or → goes on, ← votes again, ↑ and ↓
// walk through the answers. Where a control has the focus, the space bar is that control's own.
(() => {
  const screen = document.querySelector("[data-room]");
  if (!screen) return;
  screen.classList.add("has-keys");
  const press = (name) => {
    const found = screen.querySelector(`[data-room-${name}]`);
    if (found) found.click();
    return Boolean(found);
  };
  const walk = (by) => {
    const picks = [...screen.querySelectorAll("[data-room-pick]")];
    if (!picks.length) return false;
    const at = picks.indexOf(document.activeElement);
    picks[at < 0 ? (by > 0 ? 0 : picks.length - 1) : (at + by + picks.length) % picks.length].focus();
    return true;
  };
  const keys = {
    ArrowRight: () => press("go"),
    ArrowLeft: () => press("again"),
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const isFree = event.key === " " && !event.target.closest("a, button, summary");
    const act = isFree ? keys.ArrowRight : keys[event.key];
    if (act && act()) event.preventDefault();
  });
})();
