// The map of a scenario beside its outline: scenes as cards, a line for each option, and the best
// way through as the path. Everything on it is reached by mouse, by touch and by keyboard.
//
//   const map = createMap(host, {
//     onSelect(key),      // of a scene or an end
//     onPickTarget(key),  // while `picking`
//     onUnfold(group),    // of a folded week; without it, a group only stands there
//   });
//   map.update({
//     story,              // the content JSON
//     selected,           // the key of what is being edited
//     problems,           // {key: "fault" | "warning"}
//     collapsed,          // a Set of weeks
//     query,              // what is looked for; the rest is dimmed
//     picking,            // true while a target is chosen here
//     best,               // [[scene, option], …] of the checker; guessed until it is there
//     packs,              // {pk: {title}} of shared scenes
//   });
//   map.focus(key); map.destroy();

import { createCanvas } from "./map-canvas.js";
import { make, markers } from "./map-draw.js";
import { legend, toolbar } from "./map-legend.js";
import { modelOf } from "./map-story.js";
import { createView } from "./map-view.js";

const HELP =
  "Arrow down follows an option, arrow up goes back to what leads here, left and right go to what stands beside. " +
  "Enter opens it. Plus and minus zoom, zero shows all, Shift with the arrows moves the map.";
const MANY = 150; // nodes; above it the layout waits for a pause
const PAUSE = 180; // milliseconds
let maps = 0;

export function createMap(host, { onSelect, onPickTarget, onUnfold } = {}) {
  const number = (maps += 1);
  host.classList.add("scenario-map");
  const svg = make("svg", {
    class: "map-canvas", role: "group", "aria-label": "Map of the scenes", "aria-describedby": `map-help-${number}`,
  });
  const world = make("g");
  svg.append(markers(), world);
  const help = document.createElement("p");
  help.id = `map-help-${number}`;
  help.hidden = true;
  help.textContent = HELP;
  const banner = document.createElement("p");
  banner.className = "map-banner";
  banner.setAttribute("role", "status");
  const empty = document.createElement("p");
  empty.className = "map-empty";
  empty.textContent = "No scenes yet. They appear here as you write them.";
  const view = createView(svg, world, () => canvas.moved());
  const canvas = createCanvas(world, () => view.seen());
  const bar = toolbar({
    zoomIn: () => view.byHand(() => view.zoomBy(1.25)),
    zoomOut: () => view.byHand(() => view.zoomBy(0.8)),
    fit: () => view.byHand(() => view.fit()),
  });
  host.append(svg, banner, empty, bar, legend(), help);

  let state = { story: { scenes: [], ends: [] } };
  let model = { nodes: new Map(), edges: new Map() };
  let laidOut = null; // the last answer of the layout
  let shape = ""; // what the layout depends on
  let asked = 0;
  let timer = 0;
  let current = ""; // the node that Tab comes to
  let before = ""; // where the arrows came from

  // Layout -----------------------------------------------------------------------

  let layoutHere = false; // where a browser has no worker of this kind
  const worker = startWorker((found) => found.number === asked && take(found));

  function startWorker(onAnswer) {
    try {
      const started = new Worker(new URL("./map-layout.js", import.meta.url), { type: "module" });
      started.onmessage = ({ data }) => onAnswer(data);
      started.onerror = () => {
        layoutHere = true;
        askLayout();
      };
      return started;
    } catch {
      layoutHere = true;
      return null;
    }
  }

  function question() {
    const pairs = new Map();
    for (const { from, to, isOnPath } of model.edges.values()) {
      const known = pairs.get(`${from}\n${to}`);
      pairs.set(`${from}\n${to}`, [from, to, Math.max(known?.[2] || 1, isOnPath ? 4 : 1)]);
    }
    const nodes = [...model.nodes.values()].map(({ id, width, height }) => ({ id, width, height }));
    return { nodes, edges: [...pairs.values()] };
  }

  async function askLayout() {
    asked += 1;
    const data = { ...question(), number: asked };
    if (!layoutHere) {
      worker.postMessage(data);
      return;
    }
    const { layOut } = await import("./map-layout.js");
    if (data.number === asked) take({ ...layOut(data), number: data.number });
  }

  function take(found) {
    const isFirst = laidOut === null;
    const anchor = anchorPlace();
    laidOut = found;
    host.dataset.layout = `${Math.round(found.took || 0)}`;
    view.setSize(found.width, found.height);
    draw();
    if (isFirst) begin();
    else if (anchor) {
      // What she looks at stays where it is, whatever has grown around it.
      const now = laidOut.places[anchor.id];
      if (now) view.panBy((anchor.x - now.x) * view.view.k, (anchor.y - now.y) * view.view.k);
    }
  }

  function anchorPlace() {
    for (const id of [state.selected, current, state.story.start]) {
      if (id && laidOut?.places[id] && model.nodes.has(id)) return { id, ...laidOut.places[id] };
    }
    return null;
  }

  function begin() {
    view.fit({ atLeast: 0.55, top: true });
    const start = [...model.nodes.values()].find((node) => node.isStart) || model.nodes.values().next().value;
    if (start?.place && view.view.k < 0.56) {
      view.center(start.place, 0.7);
      view.panBy(0, -svg.getBoundingClientRect().height / 2 + 90);
    }
  }

  // Drawing ----------------------------------------------------------------------

  function draw() {
    for (const node of model.nodes.values()) node.place = laidOut?.places[node.id];
    if (!model.nodes.has(current)) current = firstNode();
    canvas.draw({ model, routes: laidOut?.routes || {}, state, current, canUnfold: Boolean(onUnfold) });
    empty.hidden = model.nodes.size > 0;
    banner.textContent = state.picking ? "Choose where it leads: press a scene or an end." : "";
    banner.hidden = !state.picking;
    svg.classList.toggle("is-picking", Boolean(state.picking));
  }

  function firstNode() {
    const isThere = (id) => id && model.nodes.has(id);
    return [state.selected, state.story.start].find(isThere) || model.nodes.keys().next().value || "";
  }

  // What is pressed ----------------------------------------------------------------

  const nodeAt = (target) => model.nodes.get(target.closest?.(".map-node")?.dataset.id);

  function open(node) {
    if (node.kind === "group") onUnfold?.(node.key);
    else if (node.kind === "missing" || node.kind === "stop") return;
    else if (state.picking) onPickTarget?.(node.key);
    else onSelect?.(node.key);
  }

  svg.addEventListener("click", (event) => {
    const node = nodeAt(event.target);
    if (!node || view.hasJustDragged()) return;
    goTo(node, { reveal: false });
    open(node);
  });

  svg.addEventListener("focusin", (event) => {
    const node = nodeAt(event.target);
    if (!node) return;
    makeCurrent(node.id);
    if (event.target.matches(":focus-visible")) view.reveal(node);
  });

  function makeCurrent(id) {
    if (id === current) return;
    canvas.moveTab(current, id);
    before = current;
    current = id;
  }

  function goTo(node, { reveal = true } = {}) {
    const element = node && canvas.elementOf(node.id);
    if (!element) return;
    makeCurrent(node.id);
    element.focus({ preventScroll: true });
    if (reveal) view.reveal(node);
  }

  // Connected scenes are one arrow away: down along the first option, back up, and to either side.
  function neighbour(node, key) {
    const edges = [...model.edges.values()];
    const nodes = (ids) => [...new Set(ids)].map((id) => model.nodes.get(id)).filter((one) => one?.place && one !== node);
    if (key === "ArrowDown") {
      const leads = edges.filter(({ from }) => from === node.id);
      return nodes(leads.sort((a, b) => b.isOnPath - a.isOnPath || a.exit - b.exit).map(({ to }) => to))[0];
    }
    if (key === "ArrowUp") {
      const sources = edges.filter(({ to }) => to === node.id);
      const found = nodes(sources.sort((a, b) => b.isOnPath - a.isOnPath).map(({ from }) => from));
      return found.find(({ id }) => id === before) || found[0];
    }
    const way = key === "ArrowLeft" ? -1 : 1;
    const beside = nodes(model.nodes.keys()).filter(
      ({ place }) => Math.abs(place.y - node.place.y) < 40 && (place.x - node.place.x) * way > 0,
    );
    return beside.sort((a, b) => Math.abs(a.place.x - node.place.x) - Math.abs(b.place.x - node.place.x))[0];
  }

  host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = nodeAt(event.target);
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (step && event.shiftKey) view.byHand(() => view.panBy(...step));
    else if (step && node) goTo(neighbour(node, event.key));
    else if (event.key === "+" || event.key === "=") view.byHand(() => view.zoomBy(1.25));
    else if (event.key === "-") view.byHand(() => view.zoomBy(0.8));
    else if (event.key === "0") view.byHand(() => view.fit());
    else if (event.key === "Home" && node) goTo([...model.nodes.values()].find(({ isStart }) => isStart));
    else if ((event.key === "Enter" || event.key === " ") && node) open(node);
    else return;
    event.preventDefault();
  });

  // A map that gets more room, or was hidden when it was drawn, begins anew, unless it was moved.
  const watcher = new ResizeObserver(() => {
    if (laidOut && svg.clientWidth && !view.isMoved()) begin();
  });
  watcher.observe(svg);

  return {
    update(given) {
      const isOther = given.selected !== state.selected;
      state = { ...state, best: undefined, ...given };
      model = modelOf(state);
      const { nodes, edges } = question();
      const wanted = JSON.stringify([nodes, edges]);
      if (wanted === shape) {
        if (laidOut) draw();
        // What is chosen in the outline comes into sight here.
        const chosen = isOther && [...model.nodes.values()].find(({ key }) => key && key === state.selected);
        if (chosen?.place && laidOut) view.reveal(chosen);
        return;
      }
      shape = wanted;
      clearTimeout(timer);
      if (nodes.length > MANY && laidOut) {
        draw();
        timer = setTimeout(askLayout, PAUSE);
      } else askLayout();
    },
    focus(key) {
      goTo([...model.nodes.values()].find((node) => node.key === key && node.kind !== "missing"));
    },
    destroy() {
      clearTimeout(timer);
      asked += 1;
      worker?.terminate();
      watcher.disconnect();
      host.replaceChildren();
      host.classList.remove("scenario-map");
    },
  };
}
