// A story as plain values, never changed in place: every function answers a new one, and what has
// not changed is the same object as before. What is empty is left out, as on the server.

export const UID = Symbol("uid"); // tells repeated parts apart on the screen; JSON leaves it out
const KEY = /^[A-Za-z0-9_-]{1,40}$/;
let last = 0;

export const named = (part) => ({ ...part, [UID]: part[UID] || `u${++last}` });
export const newId = () => crypto.randomUUID();

export function loaded(raw) {
  const story = { start: "", scenes: [], ends: [], meters: [], facts: [], musts: [], ...raw };
  return {
    ...story,
    scenes: story.scenes.map((scene) => namedScene({ ...scene, id: scene.id || newId() })),
    ends: story.ends.map((end) => ({ ...end, id: end.id || newId() })),
    facts: story.facts.map(named),
    musts: story.musts.map(named),
  };
}

export function namedScene(scene) {
  if ("pack" in scene) return scene;
  return {
    ...scene,
    options: (scene.options || []).map(namedOption),
    ...(scene.openings && { openings: scene.openings.map(namedConditional) }),
  };
}

function namedOption(option) {
  return {
    ...named(option),
    ...(option.when && { when: option.when.map(named) }),
    ...(option.ways && { ways: option.ways.map(namedConditional) }),
  };
}

const namedConditional = (part) => ({ ...named(part), when: (part.when || []).map(named) });

/** With `changes`; what is empty goes, unless it must always be there. */
export function changed(part, changes, always = []) {
  const result = { ...part, ...changes };
  for (const name of Object.keys(changes)) {
    if (isEmpty(result[name]) && !always.includes(name)) delete result[name];
  }
  return result;
}

function isEmpty(value) {
  if (value && typeof value === "object") return Object.keys(value).length === 0;
  return value === undefined || value === null || value === "" || value === 0 || value === false;
}

const SCENE_ALWAYS = ["id", "key", "text", "options", "pack", "exits"];
const OPTION_ALWAYS = ["key", "text", "out", "why", "next", "scores"];

export const isPack = (scene) => "pack" in scene;
export const options = (scene) => scene.options || [];
export const ofId = (parts, id) => parts.find((part) => part.id === id);
export const ofKey = (story, key) =>
  key ? [...story.scenes, ...story.ends].find((part) => part.key === key) : undefined;

export const withScene = (story, id, changes) => ({
  ...story,
  scenes: story.scenes.map((scene) =>
    scene.id === id ? changed(scene, changes, SCENE_ALWAYS) : scene,
  ),
});

export const withEnd = (story, id, changes) => ({
  ...story,
  ends: story.ends.map((end) => (end.id === id ? { ...end, ...changes } : end)),
});

export function withOption(story, sceneId, uid, changes) {
  const scene = ofId(story.scenes, sceneId);
  return withScene(story, sceneId, {
    options: scene.options.map((option) =>
      option[UID] === uid ? changed(option, changes, OPTION_ALWAYS) : option,
    ),
  });
}

// Names -------------------------------------------------------------------------------------------

const keys = (story) => [...story.scenes, ...story.ends].map((part) => part.key);

/** n1, n2 … or what `base` says, whichever is free. */
export function freeKey(story, base = "") {
  const taken = new Set(keys(story));
  const root = slug(base);
  if (root && !taken.has(root)) return root;
  for (let number = root ? 2 : story.scenes.length + 1; ; number += 1) {
    const key = root ? `${root}-${number}` : `n${number}`;
    if (!taken.has(key)) return key;
  }
}

export function freeLetter(scene) {
  const taken = new Set(options(scene).map((option) => option.key));
  for (const letter of "abcdefghijklmnopqrstuvwxyz") if (!taken.has(letter)) return letter;
  return `o${taken.size + 1}`;
}

/** What somebody typed, as a short name. */
export const slug = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .trim()
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);

/** Why a short name will not do; nothing, when it does. */
export function keyFault(story, id, key) {
  if (!KEY.test(key)) return "Use up to 40 letters, digits, - or _.";
  const other = [...story.scenes, ...story.ends].find((part) => part.key === key && part.id !== id);
  return other ? "Another scene or end has this name." : "";
}

/** Under its new name, and everything that led to it leads to the new name. */
export function renamed(story, part, key) {
  const swap = (target) => (target && target === part.key ? key : target);
  const shared = [...story.scenes, ...story.ends].some((p) => p !== part && p.key === part.key);
  const leads = (scene) => {
    if (isPack(scene)) {
      const exits = Object.entries(scene.exits || {}).map(([name, target]) => [name, swap(target)]);
      return { ...scene, exits: Object.fromEntries(exits) };
    }
    return { ...scene, options: scene.options.map((option) => ledOption(option, swap)) };
  };
  const led = shared ? story : { ...story, start: swap(story.start), scenes: story.scenes.map(leads) };
  const call = (one) => (one.id === part.id ? { ...one, key } : one);
  return { ...led, scenes: led.scenes.map(call), ends: led.ends.map(call) };
}

function ledOption(option, swap) {
  const next = swap(option.next);
  const ways = option.ways?.map((way) => ({ ...way, target: swap(way.target) }));
  const isSame = next === option.next && !ways?.some((way, n) => way.target !== option.ways[n].target);
  return isSame ? option : { ...option, next, ...(ways && { ways }) };
}

export const firstWords = (text, most = 48) => {
  const line = (text || "").replace(/[*_#>`[\]]/g, "").replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most).replace(/\s+\S*$/, "")} …` : line;
};

export const nameOf = (part, packs = []) =>
  part.title ||
  (isPack(part) && packs.find((pack) => pack.id === part.pack)?.title) ||
  firstWords(part.text) ||
  part.key ||
  "without a name";

// Where things lead -------------------------------------------------------------------------------

export function targetsOf(scene) {
  if (isPack(scene)) return Object.values(scene.exits || {});
  return scene.options.flatMap((option) =>
    option.critical && option.stops
      ? []
      : [...(option.ways || []).map((way) => way.target), option.next],
  );
}

/** Scenes as a reader may meet them, nearest to the start first; then those no path reaches. */
export function readingOrder(story) {
  const byKey = new Map();
  for (const scene of story.scenes) if (!byKey.has(scene.key)) byKey.set(scene.key, scene);
  const reached = new Set();
  const todo = [story.start];
  const ends = new Set();
  for (let at = 0; at < todo.length; at += 1) {
    const scene = byKey.get(todo[at]);
    if (!scene) ends.add(todo[at]);
    else if (!reached.has(scene)) {
      reached.add(scene);
      todo.push(...targetsOf(scene));
    }
  }
  return {
    reached: [...reached],
    unreached: story.scenes.filter((scene) => !reached.has(scene)),
    ends,
  };
}

/** How many options lead there. */
export const leadsTo = (story, key) =>
  story.scenes.flatMap(targetsOf).filter((target) => target === key).length;

// What options are worth --------------------------------------------------------------------------

export const GRADES = {
  best: { label: "Best", symbol: "★" },
  acceptable: { label: "Acceptable", symbol: "◐" },
  weak: { label: "Weak", symbol: "○" },
  unsafe: { label: "Unsafe", symbol: "⚠" },
};

export function pointsOf(scene, option) {
  if (scene.panel) return option.votes || 0;
  return Object.values(option.scores || {}).reduce((sum, points) => sum + points, 0);
}

/** As rules.graph.grade_of: what an option is worth among its like. */
export function gradeOf(scene, option) {
  if (option.critical) return "unsafe";
  const safe = scene.options.filter((other) => !other.critical);
  const most = Math.max(0, ...safe.map((other) => pointsOf(scene, other)));
  const points = pointsOf(scene, option);
  if (points <= 0) return "weak";
  return points === most ? "best" : "acceptable";
}

/** The statements a scene is about: those it scores, or else all that are declared. */
export function codesOf(scene, declared) {
  const scored = new Set(scene.options.flatMap((option) => Object.keys(option.scores || {})));
  const own = declared.filter((code) => scored.has(code));
  return own.length ? own : declared;
}

export function graded(scene, option, grade, declared) {
  const worth = { best: 2, acceptable: 1, weak: 0, unsafe: 0 }[grade];
  const codes = codesOf(scene, declared);
  const scores = { ...option.scores, ...Object.fromEntries(codes.map((code) => [code, worth])) };
  if (worth === 0) for (const code of Object.keys(scores)) scores[code] = 0;
  const critical = grade === "unsafe";
  return { scores, critical, stops: critical && Boolean(option.stops) };
}

// New parts ---------------------------------------------------------------------------------------

export const newOption = (scene) =>
  named({ key: freeLetter(scene), text: "", out: "", why: "", next: "", scores: {} });

export function newScene(story, { key = "", title = "", week } = {}) {
  const scene = { id: newId(), key: key || freeKey(story), text: "", options: [], ...(title && { title }) };
  scene.options = [newOption(scene)];
  scene.options.push(newOption(scene));
  return week ? { ...scene, week } : scene;
}

export const newEnd = (story, { text = "", band = "good" } = {}) => ({
  id: newId(), key: freeKey(story, slug(text.toLowerCase()).slice(0, 20) || band || "out"), band, text,
});

export function inserted(parts, part, after) {
  const place = parts.findIndex((other) => other.id === after);
  return place < 0 ? [...parts, part] : [...parts.slice(0, place + 1), part, ...parts.slice(place + 1)];
}

export function moved(parts, from, by) {
  const to = from + by;
  if (to < 0 || to >= parts.length) return parts;
  const result = [...parts];
  result.splice(to, 0, ...result.splice(from, 1));
  return result;
}

export function copied(story, scene) {
  const copy = JSON.parse(JSON.stringify(scene));
  const title = scene.title ? `${scene.title} (copy)` : "";
  return namedScene({ ...copy, id: newId(), key: freeKey(story), ...(title && { title }) });
}

/** Does every word stand somewhere in it? */
export function matches(part, words, packs) {
  const heap = [
    part.key, part.title, part.text, part.speaker?.name, part.speaker?.role, part.band,
    isPack(part) ? nameOf(part, packs) : "",
    ...(part.openings || []).map((opening) => opening.text),
    ...options(part).flatMap((option) => [option.text, option.out, option.why]),
  ].join("\n").toLowerCase();
  return words.every((word) => heap.includes(word));
}
