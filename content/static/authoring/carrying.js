// Carrying an item of a list to another place with a mouse, a pen or a finger.

/** `drop` is told where in its list the item was let go. */
export function carry(event, drop) {
  if (event.button) return;
  const item = event.currentTarget.closest("[data-item]");
  const list = item.closest("[data-items]");
  const all = [...list.children].filter((child) => child.matches("[data-item]"));
  const from = all.indexOf(item);
  const start = event.clientY;
  const handle = event.currentTarget;
  let to = from;
  handle.setPointerCapture(event.pointerId);

  const mark = () => all.forEach((one, at) => {
    one.classList.toggle("af-drop-above", at === to && to < from);
    one.classList.toggle("af-drop-below", at === to && to > from);
  });
  const follow = (moved) => {
    if (Math.abs(moved.clientY - start) < 6 && to === from) return;
    item.classList.add("af-carried");
    to = placeAt(all, moved.clientY, from);
    mark();
    all[to].scrollIntoView({ block: "nearest" });
  };
  const end = (ended) => {
    for (const [name, act] of listeners) handle.removeEventListener(name, act);
    item.classList.remove("af-carried");
    const wanted = ended.type === "pointerup" ? to : from;
    to = from;
    mark();
    if (wanted !== from) drop(wanted);
  };
  const leave = (pressed) => pressed.key === "Escape" && end(pressed);
  const listeners = [["pointermove", follow], ["pointerup", end], ["pointercancel", end], ["keydown", leave]];
  for (const [name, act] of listeners) handle.addEventListener(name, act);
}

function placeAt(items, y, from) {
  let place = from;
  items.forEach((item, at) => {
    const { top, height } = item.getBoundingClientRect();
    const middle = top + height / 2;
    if (at < from && y < middle) place = Math.min(place, at);
    if (at > from && y > middle) place = Math.max(place, at);
  });
  return place;
}
