// What part of the map is seen, and how large: by wheel, fingers, mouse and keys.

const LEAST = 0.02;
const MOST = 2;
const FAR = 0.4; // below it words are too small to be read, and are left out
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

export function createView(svg, world, onChange) {
  const view = { x: 0, y: 0, k: 1 };
  let size = { width: 0, height: 0 }; // of the whole map
  const pointers = new Map();
  let isDragging = false;
  let isDragged = false; // until the next press: the click that ends a drag is none
  let isMoved = false; // by hand: from then on nothing but she chooses what is seen

  const box = () => svg.getBoundingClientRect();
  const show = () => {
    world.setAttribute("transform", `translate(${view.x.toFixed(1)} ${view.y.toFixed(1)}) scale(${view.k.toFixed(4)})`);
    svg.classList.toggle("is-far", view.k < FAR);
    onChange?.();
  };

  function zoomBy(factor, at) {
    const { width, height } = box();
    const point = at || { x: width / 2, y: height / 2 };
    const k = clamp(view.k * factor, LEAST, MOST);
    view.x = point.x - ((point.x - view.x) * k) / view.k;
    view.y = point.y - ((point.y - view.y) * k) / view.k;
    view.k = k;
    show();
  }

  function panBy(x, y) {
    view.x += x;
    view.y += y;
    keepInSight();
    show();
  }

  // A corner of the map always stays on the screen, so that nobody loses it.
  function keepInSight() {
    const { width, height } = box();
    view.x = clamp(view.x, 60 - size.width * view.k, width - 60);
    view.y = clamp(view.y, 60 - size.height * view.k, height - 60);
  }

  function fit({ atMost = 1.1, atLeast = LEAST, top = false } = {}) {
    const { width, height } = box();
    if (!width || !size.width) return;
    const whole = Math.min((width - 16) / size.width, (height - 16) / size.height);
    view.k = clamp(whole, atLeast, atMost);
    view.x = (width - size.width * view.k) / 2;
    view.y = top && view.k > whole ? 8 : (height - size.height * view.k) / 2;
    show();
  }

  function center(point, k = view.k) {
    const { width, height } = box();
    view.k = clamp(k, LEAST, MOST);
    view.x = width / 2 - point.x * view.k;
    view.y = height / 2 - point.y * view.k;
    show();
  }

  // As little as it takes for all of a node to be seen.
  function reveal({ place, width, height }) {
    const seen = box();
    const margin = 28;
    const shift = (low, high, room) => {
      if (high - low > room - 2 * margin) return (room - high - low) / 2;
      return low < margin ? margin - low : high > room - margin ? room - margin - high : 0;
    };
    const x = shift((place.x - width / 2) * view.k + view.x, (place.x + width / 2) * view.k + view.x, seen.width);
    const y = shift((place.y - height / 2) * view.k + view.y, (place.y + height / 2) * view.k + view.y, seen.height);
    if (!x && !y) return;
    view.x += x;
    view.y += y;
    show();
  }

  // What is on the screen, and a little around it, in the measures of the map.
  function seen(margin = 200) {
    const { width, height } = box();
    return {
      left: (-margin - view.x) / view.k, right: (width + margin - view.x) / view.k,
      top: (-margin - view.y) / view.k, bottom: (height + margin - view.y) / view.k,
    };
  }

  const pointOf = (event) => {
    const { left, top } = box();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  svg.addEventListener("wheel", (event) => {
    isMoved = true;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.006)), pointOf(event));
      return;
    }
    // Where nothing is left to see in that direction, the page scrolls on.
    const { height, width } = box();
    const step = event.deltaMode ? 24 : 1;
    const x = (event.shiftKey ? event.deltaY : event.deltaX) * step;
    const y = event.shiftKey ? 0 : event.deltaY * step;
    const bottom = view.y + size.height * view.k;
    const right = view.x + size.width * view.k;
    const hasMore = (y > 0 && bottom > height) || (y < 0 && view.y < 0) || (x > 0 && right > width) || (x < 0 && view.x < 0);
    if (!hasMore) return;
    event.preventDefault();
    panBy(-x, -y);
  }, { passive: false });

  svg.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    pointers.set(event.pointerId, pointOf(event));
    if (pointers.size === 1) isDragging = isDragged = false;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    if (!isDragging && Math.hypot(now.x - before.x, now.y - before.y) < 5) return;
    if (!isDragging) {
      isDragging = true;
      isMoved = true;
      svg.setPointerCapture(event.pointerId);
      svg.classList.add("is-dragged");
    }
    if (pointers.size === 1) panBy(now.x - before.x, now.y - before.y);
    else {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const apart = (point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
      zoomBy(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    }
    pointers.set(event.pointerId, now);
  });
  const lift = (event) => {
    if (!pointers.delete(event.pointerId) || pointers.size) return;
    isDragged = isDragging;
    isDragging = false;
    svg.classList.remove("is-dragged");
  };
  svg.addEventListener("pointerup", lift);
  svg.addEventListener("pointercancel", lift);

  return {
    view, zoomBy, panBy, fit, center, reveal, seen,
    isMoved: () => isMoved,
    byHand(act) {
      isMoved = true;
      act();
    },
    hasJustDragged: () => isDragged,
    setSize(width, height) { size = { width, height }; },
    show,
  };
}
