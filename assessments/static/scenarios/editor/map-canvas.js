// What is drawn of a map, kept from one drawing to the next: only what differs is touched.

import { drawLine, drawNode, lineOf, lookOf, make } from "./map-draw.js";

const MANY = 150; // nodes; above it only what is on the screen is kept in the browser's layout

export function createCanvas(world, seenBy) {
  const lineLayer = make("g", { class: "map-lines", "aria-hidden": "true" });
  const nodeLayer = make("g", { class: "map-nodes" });
  world.append(lineLayer, nodeLayer);
  const nodes = new Map();
  const lines = new Map();
  let now = null; // {model, routes, current}
  let isWaiting = false;

  // `now` has the places of the nodes in it, the routes of the lines and the state of the map.
  function draw(given) {
    now = given;
    const { model } = now;
    for (const node of model.nodes.values()) if (node.place) drawOne(node);
    drop(nodes, (id) => model.nodes.get(id)?.place);
    for (const edge of model.edges.values()) {
      const from = model.nodes.get(edge.from);
      const to = model.nodes.get(edge.to);
      if (from?.place && to?.place) drawEdge(edge, from, to);
    }
    drop(lines, (id) => model.edges.has(id));
    cull();
  }

  function drawOne(node) {
    const { state, current, canUnfold } = now;
    let drawn = nodes.get(node.id);
    if (!drawn) {
      drawn = { element: make("g", { role: "button", "data-id": node.id }), look: "" };
      nodes.set(node.id, drawn);
      nodeLayer.append(drawn.element);
    }
    const look = lookOf(node);
    if (drawn.look !== look) {
      drawn.look = look;
      drawn.element.replaceChildren(...drawNode(node));
    }
    const canBePicked = node.kind === "scene" || node.kind === "pack" || node.kind === "end";
    const isSelected = canBePicked && node.key === state.selected;
    set(drawn.element, {
      transform: `translate(${node.place.x} ${node.place.y})`,
      class: [
        "map-node", `is-${node.kind}`, node.band && `is-${node.band}`, node.isOnPath && "is-on-path",
        node.problem && `has-${node.problem}`, node.dim && "is-dim", isSelected && "is-selected",
        state.picking && !canBePicked && "is-out",
      ].filter(Boolean).join(" "),
      tabindex: node.id === current ? "0" : "-1",
      "aria-label": node.label,
      "aria-pressed": canBePicked ? `${isSelected}` : null,
      "aria-disabled": canBePicked || (node.kind === "group" && canUnfold) ? null : "true",
    });
  }

  function drawEdge(edge, from, to) {
    const { state, routes } = now;
    let drawn = lines.get(edge.id);
    if (!drawn) {
      drawn = { element: make("g"), look: "" };
      lines.set(edge.id, drawn);
    }
    const route = routes[`${edge.from}\n${edge.to}`];
    const path = lineOf(edge, from, to, route);
    const look = `${path}${edge.kind}${edge.says}${edge.isOnPath}`;
    if (drawn.look !== look) {
      drawn.look = look;
      drawn.box = boxOf([from.place, to.place, ...(route || [])]);
      drawn.element.replaceChildren(...drawLine(edge, path));
    }
    const isNear = state.selected && (from.key === state.selected || to.key === state.selected);
    set(drawn.element, {
      class: [
        "map-edge", `is-${edge.kind}`, edge.isConditional && "is-conditional", edge.isOnPath && "is-path",
        isNear && "is-near", (from.dim || to.dim) && "is-dim",
      ].filter(Boolean).join(" "),
    });
    // The path lies over the other lines.
    if (!drawn.element.parentNode || edge.isOnPath !== drawn.isOver) {
      drawn.isOver = edge.isOnPath;
      if (edge.isOnPath) lineLayer.append(drawn.element);
      else lineLayer.prepend(drawn.element);
    }
  }

  function cull() {
    if (!now) return;
    const seen = now.model.nodes.size > MANY ? seenBy() : null;
    const isSeen = ({ left, right, top, bottom }) =>
      !seen || (right > seen.left && left < seen.right && bottom > seen.top && top < seen.bottom);
    for (const [id, { element }] of nodes) {
      const { place, width, height } = now.model.nodes.get(id);
      const box = { left: place.x - width, right: place.x + width, top: place.y - height, bottom: place.y + height };
      show(element, id === now.current || isSeen(box));
    }
    for (const { element, box } of lines.values()) show(element, isSeen(box));
  }

  return {
    draw,
    elementOf: (id) => nodes.get(id)?.element,
    // Tab comes to one node, and the arrows to the others.
    moveTab(from, to) {
      now.current = to;
      nodes.get(from)?.element.setAttribute("tabindex", "-1");
      const element = nodes.get(to)?.element;
      element?.setAttribute("tabindex", "0");
      if (element) show(element, true);
    },
    // After a move of the view, once for each frame.
    moved() {
      if (isWaiting || !now || now.model.nodes.size <= MANY) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        cull();
      });
    },
  };
}

function show(element, isShown) {
  if (isShown) element.removeAttribute("display");
  else if (!element.hasAttribute("display")) element.setAttribute("display", "none");
}

function boxOf(points) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { left: Math.min(...xs) - 140, right: Math.max(...xs) + 140, top: Math.min(...ys), bottom: Math.max(...ys) + 60 };
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

function drop(drawn, isThere) {
  for (const [id, { element }] of drawn) {
    if (isThere(id)) continue;
    element.remove();
    drawn.delete(id);
  }
}
