// What a map shows, out of a story: nodes and ways between them. No drawing here.

export const STOP = "!stop";
export const CARD = { width: 208, height: 92 };
const SIZES = {
  scene: CARD,
  pack: CARD,
  end: { width: 200, height: 60 },
  stop: { width: 200, height: 60 },
  group: { width: 208, height: 64 },
  missing: { width: 148, height: 44 },
};
export const BANDS = { good: "Good end", mixed: "Mixed end", poor: "Poor end", unsafe: "Unsafe end" };

const firstWords = (text) => (text || "").replace(/[*_#>`]+/g, "").replace(/\s+/g, " ").trim();
export const groupOf = (scene) => scene.group ?? scene.week;
export const groupName = (group) => (typeof group === "number" ? `Week ${group}` : `${group}`);

const pointsOf = (scene, option) =>
  scene.panel
    ? option.votes || 0
    : Object.values(option.scores || {}).reduce((sum, points) => sum + Number(points || 0), 0);

export function gradeOf(scene, option) {
  if (option.critical) return "unsafe";
  const most = Math.max(0, ...scene.options.filter((o) => !o.critical).map((o) => pointsOf(scene, o)));
  const points = pointsOf(scene, option);
  if (points <= 0) return "weak";
  return points === most ? "best" : "acceptable";
}

export function inWords(conditions) {
  const one = (c) => {
    if (c.kind === "at_least" || c.kind === "at_most") {
      return `${c.meter || "a meter"} at ${c.kind === "at_least" ? "least" : "most"} ${c.value ?? 0}`;
    }
    return `${c.kind === "not_happened" ? "not " : ""}${c.fact || "…"}`;
  };
  return (conditions || []).map(one).join(" and ");
}

// Where an option may lead: each with what it takes.
function waysOf(option) {
  if (option.stops) return [{ target: STOP, when: "" }];
  const ways = (option.ways || []).map((way) => ({ target: way.target, when: inWords(way.when) }));
  return [...ways, { target: option.next, when: "", rest: ways.length > 0 }];
}

function exitsOf(scene) {
  if ("pack" in scene) {
    return Object.entries(scene.exits || {}).map(([key, target]) => ({
      key, grade: "acceptable", when: "", ways: [{ target, when: "" }],
    }));
  }
  return (scene.options || []).map((option) => ({
    key: option.key,
    grade: gradeOf(scene, option),
    when: inWords(option.when),
    ways: waysOf(option),
  }));
}

// The way of somebody who always takes the best safe option, for as long as nothing better is known.
function guessedPath(story, byKey) {
  const path = [];
  const seen = new Set();
  for (let scene = byKey.get(story.start); scene?.options?.length && !seen.has(scene.key); ) {
    seen.add(scene.key);
    const safe = scene.options.filter((option) => !option.critical);
    if (!safe.length) break;
    const points = (option) => pointsOf(scene, option);
    const best = safe.reduce((found, option) => (points(option) > points(found) ? option : found));
    path.push([scene.key, best.key]);
    scene = byKey.get(best.next);
  }
  return path;
}

function signsOf(scene) {
  const signs = [];
  if (scene.own_words) signs.push(["words", "her own words first"]);
  if (scene.seconds) signs.push(["clock", `a clock of ${scene.seconds} seconds`]);
  if (scene.panel) signs.push(["panel", "scored by a panel"]);
  if (scene.clip) signs.push(["clip", "a film or sound"]);
  else if (scene.picture) signs.push(["picture", "a picture"]);
  if ((scene.options || []).some((option) => option.critical)) signs.push(["caution", "an unsafe option"]);
  return signs;
}

const saysOf = (part) =>
  [
    part.key, part.title, part.text, part.speaker?.name, part.speaker?.role,
    ...(part.options || []).flatMap((option) => [option.text, option.out, option.why]),
  ].join(" ").toLocaleLowerCase();

const GRADES = { unsafe: "unsafe", best: "the best", weak: "worth nothing" };

function labelOf(node, exits) {
  const parts = [{ end: `${BANDS[node.band] || "End"}, ${node.key}`, stop: "The safe stop" }[node.kind] || node.key || "no name yet"];
  if (node.isStart) parts.push("where it begins");
  parts.push(node.title);
  if (node.speaker) parts.push(`spoken by ${node.speaker}`);
  parts.push(...node.signs.map(([, words]) => words));
  for (const exit of exits) {
    const targets = exit.ways.map((way) => {
      const to = way.target === STOP ? "the safe stop" : way.target || "nowhere yet";
      return way.when ? `${to} when ${way.when}` : to;
    });
    const notes = [GRADES[exit.grade], exit.when && `on offer when ${exit.when}`].filter(Boolean);
    parts.push(`${exit.key || "an option"} leads to ${targets.join(", else to ")}${notes.length ? `, ${notes.join(", ")}` : ""}`);
  }
  if (node.problem) parts.push(node.problem === "fault" ? "something to mend" : "worth a look");
  return parts.filter(Boolean).join(". ");
}

// `state` is what `update` of the map was given.
export function modelOf({ story, problems = {}, collapsed = new Set(), query = "", best, packs = {} }) {
  const scenes = story.scenes || [];
  const byKey = new Map();
  for (const part of [...scenes, ...(story.ends || [])].reverse()) byKey.set(part.key, part);
  const path = best?.length ? best : guessedPath(story, byKey);
  const next = new Map(path.map(([scene, option], place) => [`${scene}\n${option}`, path[place + 1]?.[0]]));
  const wanted = query.trim().toLocaleLowerCase();
  const nodes = new Map();
  const add = (node) => nodes.set(node.id, { signs: [], exits: [], ...SIZES[node.kind], ...node });
  const dims = (part) => wanted !== "" && !saysOf(part).includes(wanted);

  // A name that stands twice leads to the first of them; the second is shown all the same.
  const idOf = new Map();
  const place = (part, n) => {
    const id = part.key && byKey.get(part.key) === part ? part.key : `${part.key}#${n}`;
    const group = groupOf(part);
    const hidden = group !== undefined && group !== null && collapsed.has(group);
    idOf.set(part, hidden ? `group:${group}` : id);
    return { id, group, hidden };
  };
  scenes.forEach((scene, n) => {
    const { id, group, hidden } = place(scene, n);
    if (hidden) {
      const box = nodes.get(`group:${group}`);
      if (!box) {
        add({ id: `group:${group}`, key: group, kind: "group", title: groupName(group), count: 1,
          dim: dims(scene), isStart: scene.key === story.start, problem: problems[scene.key] });
      } else {
        box.count += 1;
        box.dim = box.dim && dims(scene);
        box.isStart = box.isStart || scene.key === story.start;
        if (problems[scene.key] === "fault" || !box.problem) box.problem = problems[scene.key] || box.problem;
      }
      return;
    }
    const isPack = "pack" in scene;
    const pack = isPack ? packs[scene.pack] : null;
    add({
      id, key: scene.key, kind: isPack ? "pack" : "scene",
      title: isPack ? pack?.title || "Shared scenes" : scene.title || firstWords(scene.text) || "Nothing written yet",
      isFirstWords: !isPack && !scene.title, group: groupOf(scene),
      speaker: scene.speaker?.name || "", words: isPack || !scene.title ? "" : firstWords(scene.text).slice(0, 80), signs: isPack ? [] : signsOf(scene),
      isStart: scene.key === story.start, problem: problems[scene.key], dim: dims(scene),
    });
  });
  (story.ends || []).forEach((end, n) => {
    const { id } = place(end, `end-${n}`);
    add({ id, key: end.key, kind: "end", band: end.band, title: firstWords(end.text) || "Nothing written yet",
      problem: problems[end.key], dim: dims(end) });
  });

  const edges = new Map();
  const reach = (target) => {
    if (target === STOP) {
      if (!nodes.has(STOP)) add({ id: STOP, key: STOP, kind: "stop", title: "The story ends, safely", dim: wanted !== "" });
      return STOP;
    }
    const part = byKey.get(target);
    if (part) return idOf.get(part);
    const id = `missing:${target}`;
    if (!nodes.has(id)) add({ id, key: target, kind: "missing", title: "is not there", dim: wanted !== "" });
    return id;
  };
  for (const scene of scenes) {
    const from = idOf.get(scene);
    const node = nodes.get(from);
    const exits = exitsOf(scene);
    const bestKeys = path.filter(([key]) => key === scene.key || ("pack" in scene && key.startsWith(`${scene.key}-`)));
    if (node.kind !== "group") {
      node.exits = exits.map(({ key, grade, when, ways }) => ({
        key, grade, isConditional: when !== "", leads: ways.some((way) => way.target),
      }));
      node.isOnPath = bestKeys.length > 0;
    } else if (bestKeys.length) node.isOnPath = true;
    exits.forEach((exit, n) => {
      for (const way of exit.ways) {
        if (!way.target) continue;
        const to = reach(way.target);
        if (to === from && node.kind === "group") continue;
        const following = next.get(`${scene.key}\n${exit.key}`);
        const isOnPath = next.has(`${scene.key}\n${exit.key}`) &&
          (following === undefined ? !byKey.get(way.target)?.options : way.target === following || `${following}`.startsWith(`${way.target}-`));
        const kind = exit.grade === "unsafe" ? "unsafe" : "plain";
        const isConditional = way.when !== "" || exit.when !== "";
        // A folded group has no options of its own to start from: what leads the same way is one line.
        const id = node.kind === "group" ? `${from}>${to}:${kind}` : `${from}.${n}>${to}:${way.when}`;
        edges.set(id, {
          id, from, to, kind, isConditional, isOnPath,
          exit: node.kind === "group" ? -1 : n,
          says: `${scene.key}, ${exit.key}: to ${way.target === STOP ? "the safe stop" : way.target}${way.when ? `, when ${way.when}` : ""}${way.rest ? ", otherwise" : ""}${exit.when ? ` (on offer when ${exit.when})` : ""}`,
        });
      }
    });
    if (node.kind !== "group") node.label = labelOf(node, exits);
  }
  for (const node of nodes.values()) {
    if (node.kind === "group") {
      node.label = `${node.title}, folded: ${node.count} scenes. Enter unfolds it`;
    } else node.label ||= node.kind === "missing" ? `${node.key} is not there` : labelOf(node, []);
  }
  const onPath = [...edges.values()].filter((edge) => edge.isOnPath);
  for (const edge of onPath) nodes.get(edge.to).isOnPath = true;
  return { nodes, edges };
}
