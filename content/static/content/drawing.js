// Draws a screen of lit-html once for any number of changes, and moves the focus once it is drawn.

import { render } from "../vendor/lit/lit-html.js";

/** `view` answers what is to be seen. */
export function createDrawing(screen, view) {
  let isQueued = false;
  let wanted = [];

  function drawNow() {
    isQueued = false;
    render(view(), screen);
    const steps = wanted;
    wanted = [];
    for (const find of steps) {
      const element = find();
      if (!element) continue;
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: "nearest" });
    }
  }

  function draw() {
    if (isQueued) return;
    isQueued = true;
    queueMicrotask(drawNow);
  }

  /** `find` looks for the element in what was drawn. */
  function focusOn(find) {
    wanted.push(find);
    draw();
  }

  return { draw, drawNow, focusOn };
}
