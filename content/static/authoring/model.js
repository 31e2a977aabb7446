// What is being written: the values, where each of them stands, and what a new one begins with.

export const clone = (value) => (value === undefined ? undefined : structuredClone(value));

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// The items of lists keep a key of their own, so that they stay themselves wherever they move.
const keys = new WeakMap();
let made = 0;
export const newKey = () => `n${(made += 1)}`;

export function keysOf(list) {
  if (!keys.has(list)) keys.set(list, list.map((_item, place) => String(place)));
  const found = keys.get(list);
  while (found.length < list.length) found.push(newKey());
  return found;
}

// Places ------------------------------------------------------------------------------------------

const join = (start, end) => (start ? `${start}/${end}` : String(end));

/** `path` says where a value stands now, `uid` which one it is. */
export const rootPlace = (model) => ({ owner: model, key: "params", path: "", uid: "", parent: null });

export const read = (place) => place.owner?.[place.key];

export function childOf(place, name) {
  return {
    owner: read(place), key: name, path: join(place.path, name), uid: join(place.uid, name), parent: place,
    twins: place.twins?.map((twin) => childOf(twin, name)),
  };
}

export function itemOf(place, at) {
  const list = read(place);
  return { owner: list, key: at, path: join(place.path, at), uid: join(place.uid, keysOf(list)[at]), parent: place };
}

/** The fields of an activity inside an activity stand one level below it, as in the official editor. */
export function insideOf(place) {
  return { ...childOf(place, "params"), parent: place.parent };
}

export function write(place, value) {
  if (!place.owner) return;
  if (value === undefined) delete place.owner[place.key];
  else place.owner[place.key] = value;
  touch(place);
}

/** What is shown once for several activities is written into all of them. */
export function touch(place) {
  for (let at = place; at; at = at.parent) {
    if (!at.twins) continue;
    for (const twin of at.twins) if (twin.owner) twin.owner[twin.key] = clone(read(at));
    return;
  }
}

// What a new value begins with --------------------------------------------------------------------

const BEGINNINGS = {
  boolean: (field) => field.default === true,
  select: (field) => {
    if (field.default !== undefined || field.isOptional || field.isMultiple) return clone(field.default);
    const [first] = (field.choices || []).flatMap((one) => one.choices || [one]);
    return first?.value;
  },
  group: (field, app) => {
    if (field.isFlat) return fresh(field.fields[0], app);
    return filledFields(field.fields, isRecord(field.default) ? clone(field.default) : {}, app);
  },
  list: (field, app) => {
    if (Array.isArray(field.default)) return clone(field.default);
    const count = field.defaultNum ?? field.min ?? (field.isOptional ? 0 : 1);
    return Array.from({ length: Math.min(count, 100) }, () => fresh(field.item, app) ?? null);
  },
};

export function fresh(field, app) {
  return (BEGINNINGS[field.type] || ((one) => clone(one.default)))(field, app);
}

/** `params` with everything that is missing begun; what is there stays. */
export function filledFields(fields, params, app) {
  const found = isRecord(params) ? params : {};
  for (const field of fields) {
    const value = filled(field, found[field.name], app);
    if (value !== undefined) found[field.name] = value;
  }
  return found;
}

function filled(field, value, app) {
  if (value === undefined || value === null) return fresh(field, app);
  if (field.type === "group") {
    return field.isFlat ? filled(field.fields[0], value, app) : filledFields(field.fields, value, app);
  }
  if (field.type === "list") {
    return Array.isArray(value) ? value.map((item) => filled(field.item, item, app) ?? null) : fresh(field, app);
  }
  if (field.type === "library" && isRecord(value) && app.libraries[value.library]) {
    value.params = filledFields(app.libraries[value.library].fields, value.params, app);
  }
  return value;
}

/** A copy is an activity of its own: the server gives it an id. */
export function copied(value) {
  const copy = clone(value);
  const walk = (part) => {
    if (typeof part !== "object" || part === null) return;
    if (!Array.isArray(part)) delete part.subContentId;
    Object.values(part).forEach(walk);
  };
  walk(copy);
  return copy;
}

// Walking -----------------------------------------------------------------------------------------

/** Every activity in it, the whole one first: { name, place } of its fields. */
export function activitiesIn(app) {
  const found = [{ name: app.model.library, place: rootPlace(app.model) }];
  const walk = (field, place) => {
    const value = read(place);
    if (value === undefined || value === null) return;
    if (field.type === "group") {
      if (field.isFlat) walk(field.fields[0], place);
      else if (isRecord(value)) field.fields?.forEach((one) => walk(one, childOf(place, one.name)));
    } else if (field.type === "list" && Array.isArray(value)) {
      value.forEach((_item, at) => walk(field.item, itemOf(place, at)));
    } else if (field.type === "library" && app.libraries[value.library]) {
      const inside = { name: value.library, place: insideOf(place) };
      found.push(inside);
      walkFields(inside);
    }
  };
  const walkFields = ({ name, place }) =>
    app.libraries[name]?.fields.forEach((field) => walk(field, childOf(place, field.name)));
  walkFields(found[0]);
  return found;
}

const LAST = 100_000; // common fields stand at the end

/** Where the server means by “questions/2/params/text”: the value, its name in words, what holds it. */
export function locate(app, where) {
  const steps = where.split("/").filter(Boolean);
  const holders = [];
  const words = [];
  const order = []; // how far down the form it is
  let fields = app.libraries[app.model.library].fields;
  let place = rootPlace(app.model);
  let field = null;
  while (steps.length) {
    if (fields) {
      const at = fields.findIndex((one) => one.name === steps[0]);
      if (at < 0) break;
      field = fields[at];
      order.push(field.isCommon ? LAST + at : at);
      place = childOf(place, steps.shift());
      words.push(field.label);
      fields = null;
    }
    while (field.type === "group" && field.isFlat) {
      [field] = field.fields;
      if (steps[0] === field.name) steps.shift();
    }
    if (!steps.length) break;
    holders.push(place.uid);
    if (field.type === "group") {
      fields = field.fields || [];
    } else if (field.type === "list") {
      const at = Number(steps.shift());
      if (!Array.isArray(read(place)) || !(at < read(place).length)) break;
      words.push(`${field.entity} ${at + 1}`);
      order.push(at);
      place = itemOf(place, at);
      field = field.item;
    } else if (field.type === "library" && steps[0] === "params" && app.libraries[read(place)?.library]) {
      steps.shift();
      fields = app.libraries[read(place).library].fields;
      place = insideOf(place);
    } else break;
  }
  const isKind = field?.type === "library" && (!steps.length || steps[0] === "library");
  return { uid: isKind ? `${place.uid}/library` : place.uid, words, holders, order };
}

/** A text as it can be shown: content made elsewhere may hold anything. */
export function plainValue(place) {
  const value = read(place);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
