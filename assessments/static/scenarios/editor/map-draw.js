// The drawing: cards, ends and the lines between them. Each part is drawn anew only when it differs.

import { BANDS, groupName } from "./map-story.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  words: "M5 19l1-4L16.5 4.5l3 3L9 18zM14.5 6.5l3 3",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  panel: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M16 5a3.5 3.5 0 0 1 0 6.5m2 3.2c2 .7 3 2.6 3 5.3",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.1",
  clip: "M4 5h16v14H4zM10 9l5 3-5 3z",
  caution: "M12 4 2.5 20h19zM12 10v4.5m0 2.6v.1",
  good: "m5 12.5 4.5 4.5L19 7.5",
  mixed: "M4 13c3-6 5-6 8-2s5 4 8-2",
  poor: "M6 12h12",
  unsafe: "M12 4 2.5 20h19zM12 10v4.5m0 2.6v.1",
  stop: "M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7zM8 12h8",
  missing: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3m0 3.4v.1",
  flag: "M6 21V4h11l-2.5 4L17 12H6",
};

export function make(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const icon = (name, x, y, size, className = "") =>
  make("g", { class: `map-icon ${className}`, transform: `translate(${x} ${y}) scale(${size / 24})` }, make("path", { d: ICONS[name] }));

// Words ------------------------------------------------------------------------

const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();
const FAMILY = '"Atkinson Next", "Segoe UI", "Noto Sans", sans-serif';

function widthOf(words, size, weight) {
  const key = `${size}/${weight}/${words}`;
  let width = widths.get(key);
  if (width === undefined) {
    ruler.font = `${weight} ${size}px ${FAMILY}`;
    width = ruler.measureText(words).width;
    if (widths.size > 20_000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

function cut(words, most, size, weight) {
  if (widthOf(words, size, weight) <= most) return words;
  let end = Math.min(words.length, Math.ceil(most / (size * 0.3)));
  while (end > 0 && widthOf(`${words.slice(0, end)}…`, size, weight) > most) end -= 1;
  return `${words.slice(0, end).trimEnd()}…`;
}

function lines(words, most, size, weight, count) {
  const found = [];
  let rest = words.slice(0, 160).split(" ");
  while (rest.length && found.length < count) {
    if (found.length === count - 1) return [...found, cut(rest.join(" "), most, size, weight)];
    let taken = 1;
    while (taken < rest.length && widthOf(rest.slice(0, taken + 1).join(" "), size, weight) <= most) taken += 1;
    found.push(cut(rest.slice(0, taken).join(" "), most, size, weight));
    rest = rest.slice(taken);
  }
  return found;
}

function write(x, y, words, className) {
  const element = make("text", { x, y, class: className });
  element.textContent = words;
  return element;
}

// Nodes ------------------------------------------------------------------------

const CHIP = 22;
const chipWidth = (exit) => Math.max(CHIP, 12 + 7.2 * Math.min(exit.key.length, 9));

// Where the options stand along the lower edge of a card: [middle, width] of each.
export function chipsOf(node) {
  const gap = 6;
  const chips = node.exits.map(chipWidth);
  const all = chips.reduce((sum, width) => sum + width + gap, -gap);
  const shrink = Math.min(1, (node.width - 16) / all);
  let x = (-all * shrink) / 2;
  return chips.map((width) => {
    const middle = x + (width * shrink) / 2;
    x += (width + gap) * shrink;
    return [middle, width * shrink];
  });
}

export const bottomOf = (node) => (node.exits.length ? node.height / 2 - 4 : node.height / 2);

function drawCard(node) {
  const { width, height } = node;
  const left = -width / 2;
  const top = -height / 2;
  const body = height - CHIP / 2 - 4;
  const parts = [];
  if (node.kind === "pack") {
    for (const shift of [8, 4]) {
      parts.push(make("rect", { x: left + shift, y: top - shift, width, height: body, rx: 8, class: "map-card is-behind" }));
    }
  }
  parts.push(make("rect", { x: left, y: top, width, height: body, rx: 8, class: "map-card" }));
  const meta = [node.key || "no name", node.group !== undefined && node.group !== null && groupName(node.group)];
  const signs = node.signs.length * 18;
  parts.push(write(left + 12, top + 19, cut(meta.filter(Boolean).join(" · "), width - 28 - signs, 11.5, 600), "map-meta"));
  node.signs.forEach(([name], n) => {
    parts.push(icon(name, -left - 10 - (node.signs.length - n) * 18, top + 7, 15, name === "caution" ? "is-caution" : ""));
  });
  const title = lines(node.title, width - 24, 14, 600, 2);
  title.forEach((words, n) => {
    parts.push(write(left + 12, top + 38 + n * 17, words, node.isFirstWords ? "map-title is-text" : "map-title"));
  });
  if (title.length === 1 && (node.speaker || node.words)) {
    const below = node.speaker && node.words ? `${node.speaker}: ${node.words}` : node.speaker || node.words;
    parts.push(write(left + 12, top + 56, cut(below, width - 24, 12, 400), "map-speaker"));
  }
  chipsOf(node).forEach(([middle, wide], n) => {
    const exit = node.exits[n];
    const y = top + body;
    const look = `map-chip is-${exit.grade}${exit.isConditional ? " is-conditional" : ""}${exit.leads ? "" : " is-loose"}`;
    const chip = make("g", { class: look }, make("rect", { x: middle - wide / 2, y: y - CHIP / 2, width: wide, height: CHIP, rx: CHIP / 2 }));
    if (exit.isConditional) {
      chip.append(make("rect", { x: middle - wide / 2 - 3, y: y - CHIP / 2 - 3, width: wide + 6, height: CHIP + 6, rx: CHIP / 2 + 3, class: "map-condition" }));
    }
    // The sign of an unsafe choice stands on its line, just below the option.
    if (exit.grade === "unsafe") chip.append(icon("caution", middle - 8, y + CHIP / 2 + 3, 16, "map-warning"));
    chip.append(write(middle, y + 4.5, exit.key ? cut(exit.key, wide - 6, 12, 700) : "?", "map-key"));
    parts.push(chip);
  });
  return parts;
}

function drawPill(node) {
  const { width, height } = node;
  const sign = { end: node.band in BANDS ? node.band : "poor", stop: "stop", missing: "missing" }[node.kind];
  const name = { end: BANDS[node.band] || "End", stop: "Safe stop", missing: node.key }[node.kind];
  const left = -width / 2;
  return [
    make("rect", { x: left, y: -height / 2, width, height, rx: height / 2, class: "map-card" }),
    make("circle", { cx: left + height / 2, cy: 0, r: Math.min(17, height / 2 - 7), class: "map-dot" }),
    icon(sign, left + height / 2 - 11, -11, 22, "map-band"),
    write(left + height + 2, -4, cut(name, width - height - 16, 13.5, 700), "map-title"),
    write(left + height + 2, 14, cut(node.kind === "end" ? `${node.key || "no name"} · ${node.title}` : node.title, width - height - 16, 11.5, 400), "map-speaker"),
  ];
}

function drawGroup(node) {
  const { width, height } = node;
  return [
    ...[10, 5].map((shift) => make("rect", { x: -width / 2 + shift, y: -height / 2 - shift, width, height, rx: 8, class: "map-card is-behind" })),
    make("rect", { x: -width / 2, y: -height / 2, width, height, rx: 8, class: "map-card" }),
    write(-width / 2 + 16, -4, cut(node.title, width - 32, 15, 700), "map-title"),
    write(-width / 2 + 16, 17, `${node.count} scene${node.count === 1 ? "" : "s"}, folded`, "map-speaker"),
  ];
}

function drawMarks(node) {
  const parts = [];
  const top = -node.height / 2;
  if (node.isStart) {
    parts.push(
      make("g", { class: "map-start", transform: `translate(0 ${top})` },
        make("rect", { x: -34, y: -27, width: 68, height: 20, rx: 10 }),
        icon("flag", -27, -23.5, 13), write(7, -13, "Start", "map-key")),
    );
  } else if (node.isOnPath) parts.push(make("circle", { cx: 0, cy: top, r: 6.5, class: "map-step" }));
  if (node.problem) {
    const mark = make("g", { class: `map-problem is-${node.problem}`, transform: `translate(${-node.width / 2} ${top})` });
    mark.append(
      node.problem === "fault"
        ? make("circle", { cx: 0, cy: 0, r: 12 })
        : make("path", { d: "M0-14 13 9H-13z" }),
      write(0, node.problem === "fault" ? 5.5 : 6, "!", "map-key"),
    );
    parts.push(mark);
  }
  return parts;
}

export function drawNode(node) {
  const draw = { scene: drawCard, pack: drawCard, group: drawGroup }[node.kind] || drawPill;
  return [...draw(node), make("rect", {
    x: -node.width / 2 - 5, y: -node.height / 2 - 5, width: node.width + 10, height: node.height + (node.exits.length ? 2 : 10), rx: 12, class: "map-ring",
  }), ...drawMarks(node)];
}

// What is seen of a node: another text means another drawing.
export const lookOf = ({ kind, key, title, isFirstWords, group, speaker, words, signs, exits, isStart, isOnPath, problem, band, count }) =>
  JSON.stringify([kind, key, title, isFirstWords, group, speaker, words, signs, exits, isStart, isOnPath, problem, band, count]);

// Lines ------------------------------------------------------------------------

// Down the page with upright ends. What leads back goes round its card and comes in at the side.
export function lineOf(edge, from, to, route) {
  const start = {
    x: from.place.x + (edge.exit >= 0 ? chipsOf(from)[edge.exit][0] : 0),
    y: from.place.y + bottomOf(from) + (edge.exit >= 0 ? 3 : 0),
  };
  const top = to.place.y - to.height / 2;
  const isDown = top > start.y;
  const middle = throughRows(route, isDown);
  if (isDown) {
    const end = { x: to.place.x, y: top - (to.isStart ? 27 : 0) - 7 };
    const last = middle.at(-1) || start;
    // The path itself comes in at the middle, everything else beside it.
    if (to.isOnPath && !edge.isOnPath) end.x += last.x < to.place.x ? -18 : 18;
    return curve([start, ...middle, end]);
  }
  const above = middle.filter((point) => point.y < from.place.y - from.height / 2 && point.y > top + to.height);
  const side = (above[0] || start).x >= (above[0] ? from.place.x : to.place.x) ? 1 : -1;
  const beside = { x: from.place.x + side * (from.width / 2 + 26), y: from.place.y };
  const into = edge.from === edge.to ? side : (above.at(-1) || beside).x >= to.place.x ? 1 : -1;
  if (edge.from !== edge.to) {
    const edgeOf = to.place.x + into * (to.width / 2 + 26);
    if (((above.at(-1) || beside).x - edgeOf) * into < 0) above.push({ x: edgeOf, y: top + to.height + 8 });
  }
  const last = above.at(-1) || beside;
  const end = { x: to.place.x + into * (to.width / 2 + 7), y: to.place.y - 8 };
  const low = round(start.y + 24);
  return [
    `M${round(start.x)} ${round(start.y)}C${round(start.x)} ${low} ${round(beside.x)} ${low} ${round(beside.x)} ${round(beside.y)}`,
    curve([beside, ...above]).replace(/^M[^C]*/, ""),
    `C${round(last.x)} ${round(end.y)} ${round(end.x + into * 40)} ${round(end.y)} ${round(end.x)} ${round(end.y)}`,
  ].join("");
}

// Of a route that passes rows of cards: straight through each row, so that it touches none of them.
function throughRows(route, isDown) {
  const rows = (route || []).slice(1, -1).filter((_, place) => place % 2 === 1);
  return rows.flatMap(({ x, y }) => (isDown ? [-44, 44] : [44, -44]).map((shift) => ({ x, y: y + shift })));
}

function curve(points) {
  const [first, ...rest] = points;
  let path = `M${round(first.x)} ${round(first.y)}`;
  let before = first;
  for (const point of rest) {
    const half = round((before.y + point.y) / 2);
    path += `C${round(before.x)} ${half} ${round(point.x)} ${half} ${round(point.x)} ${round(point.y)}`;
    before = point;
  }
  return path;
}

const round = (number) => Math.round(number * 10) / 10;

export function drawLine(edge, path) {
  const words = make("title");
  words.textContent = edge.says;
  return [make("path", { d: path, class: "map-line" }), words];
}

export function markers() {
  const definitions = make("defs");
  for (const kind of ["plain", "unsafe", "path"]) {
    const head = make("marker", {
      id: `map-head-${kind}`, viewBox: "0 0 10 10", refX: 7, refY: 5, markerUnits: "userSpaceOnUse",
      markerWidth: kind === "path" ? 15 : 11, markerHeight: kind === "path" ? 15 : 11, orient: "auto",
    }, make("path", { d: "M0 0.5 9 5 0 9.5z", class: `map-head is-${kind}` }));
    definitions.append(head);
  }
  return definitions;
}
