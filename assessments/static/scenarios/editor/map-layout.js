// Where everything on a map stands, by dagre: in a worker, so that nobody waits while she types.

import { Graph, layout } from "../../vendor/dagre.esm.js";

const LARGE = 120; // nodes; above it a quicker way to rank them does

export function layOut({ nodes, edges, gap = {} }) {
  const graph = new Graph();
  graph.setGraph({
    rankdir: "TB",
    nodesep: gap.node ?? 28,
    ranksep: gap.rank ?? 64,
    edgesep: 14,
    marginx: 24,
    marginy: 32,
    ranker: nodes.length > LARGE ? "tight-tree" : "network-simplex",
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  // What leads from one to the same other is one line to dagre, and drawn as often as it must be.
  for (const [from, to, weight] of edges) graph.setEdge(from, to, { weight });
  layout(graph);
  const places = {};
  for (const id of graph.nodes()) {
    const { x, y } = graph.node(id);
    places[id] = { x, y };
  }
  const routes = {};
  for (const { v, w } of graph.edges()) routes[`${v}\n${w}`] = graph.edge(v, w).points;
  const { width = 0, height = 0 } = graph.graph();
  return { places, routes, width, height };
}

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  self.onmessage = ({ data }) => {
    const before = performance.now();
    const found = layOut(data);
    self.postMessage({ ...found, number: data.number, took: performance.now() - before });
  };
}
