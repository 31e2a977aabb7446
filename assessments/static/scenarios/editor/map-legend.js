// The buttons in the corner of a map, and what its signs mean.

import { make } from "./map-draw.js";

function button(label, sign, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "map-button";
  element.setAttribute("aria-label", label);
  element.title = label;
  element.append(make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, make("path", { d: sign })));
  element.addEventListener("click", act);
  return element;
}

export function toolbar({ zoomIn, zoomOut, fit }) {
  const bar = document.createElement("div");
  bar.className = "map-bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "What you see of the map");
  bar.append(
    button("Larger (+)", "M12 5v14M5 12h14", zoomIn),
    button("Smaller (−)", "M5 12h14", zoomOut),
    button("Show all (0)", "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5", fit),
  );
  return bar;
}

const MEANINGS = [
  ["path", "The best way through"],
  ["plain", "Where an option leads"],
  ["conditional", "Only when a condition holds"],
  ["unsafe", "An unsafe option"],
  ["fault", "Something to mend"],
  ["warning", "Worth a look"],
];

export function legend() {
  const box = document.createElement("details");
  box.className = "map-legend";
  const summary = document.createElement("summary");
  summary.textContent = "Signs";
  const list = document.createElement("ul");
  for (const [name, words] of MEANINGS) {
    const item = document.createElement("li");
    const sign = make("svg", { viewBox: "0 0 44 20", "aria-hidden": "true", class: `map-meaning is-${name}` });
    if (name === "fault" || name === "warning") {
      const mark = make("g", { class: `map-problem is-${name}`, transform: "translate(22 10) scale(0.7)" });
      const key = make("text", { y: 5.5, class: "map-key" });
      key.textContent = "!";
      mark.append(name === "fault" ? make("circle", { r: 12 }) : make("path", { d: "M0-14 13 9H-13z" }), key);
      sign.append(mark);
    } else {
      const edge = make("g", { class: `map-edge is-${name === "unsafe" ? "unsafe" : "plain"} is-${name}` });
      edge.append(make("path", { d: "M3 10H41", class: "map-line" }));
      sign.append(edge);
    }
    item.append(sign, words);
    list.append(item);
  }
  box.append(summary, list);
  return box;
}
