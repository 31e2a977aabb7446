// The shape of a story as a small drawing without words: its scenes, its ends, and the best way.

import { make } from "./map-draw.js";
import { layOut } from "./map-layout.js";
import { modelOf } from "./map-story.js";

const SCENE = { width: 30, height: 18 };
const END = { width: 18, height: 18 };

export function drawShape(host, story, words) {
  const model = modelOf({ story });
  const nodes = [...model.nodes.values()];
  const sizes = nodes.map((node) => ({ id: node.id, ...(node.kind === "scene" || node.kind === "pack" ? SCENE : END) }));
  const pairs = new Map();
  for (const edge of model.edges.values()) {
    const key = `${edge.from}\n${edge.to}`;
    const known = pairs.get(key);
    pairs.set(key, {
      ...edge,
      isOnPath: edge.isOnPath || known?.isOnPath,
      kind: known?.kind === "plain" ? "plain" : edge.kind,
      isConditional: edge.isConditional && known?.isConditional !== false,
    });
  }
  const ways = [...pairs.values()];
  const found = layOut({
    nodes: sizes,
    edges: ways.map((edge) => [edge.from, edge.to, edge.isOnPath ? 4 : 1]),
    gap: { node: 12, rank: 16 },
  });
  const svg = make("svg", {
    class: "map-shape", role: "img", "aria-label": words,
    viewBox: `0 0 ${found.width} ${found.height}`, preserveAspectRatio: "xMidYMid meet",
  });
  ways.sort((a, b) => Boolean(a.isOnPath) - Boolean(b.isOnPath));
  for (const edge of ways) {
    const [first, ...rest] = found.routes[`${edge.from}\n${edge.to}`];
    let before = first;
    let path = `M${first.x} ${first.y}`;
    for (const point of rest) {
      const half = (before.y + point.y) / 2;
      path += `C${before.x} ${half} ${point.x} ${half} ${point.x} ${point.y}`;
      before = point;
    }
    const look = ["map-edge", `is-${edge.kind}`, edge.isOnPath && "is-path", edge.isConditional && "is-conditional"];
    svg.append(make("g", { class: look.filter(Boolean).join(" ") }, make("path", { d: path, class: "map-line" })));
  }
  for (const node of nodes) {
    const { x, y } = found.places[node.id];
    const look = `map-node is-${node.kind} ${node.band ? `is-${node.band}` : ""} ${node.isOnPath ? "is-on-path" : ""}`;
    const isScene = node.kind === "scene" || node.kind === "pack";
    const shape = isScene
      ? make("rect", { x: x - SCENE.width / 2, y: y - SCENE.height / 2, ...SCENE, rx: 4, class: "map-card" })
      : make("circle", { cx: x, cy: y, r: END.width / 2, class: "map-dot" });
    svg.append(make("g", { class: look }, shape));
  }
  host.replaceChildren(svg);
}

for (const host of document.querySelectorAll("[data-shape]")) {
  const source = document.getElementById(host.dataset.shape);
  if (source) drawShape(host, JSON.parse(source.textContent), host.dataset.says);
}
