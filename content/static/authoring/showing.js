// Which fields there are for the values as they stand: the widget “showWhen”.

import { childOf, itemOf, read } from "./model.js";

/** Whether a field is there. Its rules name other fields from where it stands, `../` going up. */
export function isShown(field, place) {
  if (!field.shown) return true;
  const { rules, isAll } = field.shown;
  const hold = (rule) => matches(valueAt(rule.field, place.parent), rule.equals);
  return isAll ? rules.every(hold) : rules.some(hold);
}

function valueAt(path, start) {
  let place = start;
  for (const step of path.split("/")) {
    if (!place) return undefined;
    if (step === "..") place = place.parent;
    else if (step && step !== ".") place = Array.isArray(read(place)) ? itemOf(place, Number(step)) : childOf(place, step);
  }
  return place ? read(place) : undefined;
}

function matches(value, equals) {
  const given = typeof value === "object" && value !== null && "library" in value ? String(value.library).split(" ")[0] : value;
  if (Array.isArray(equals)) return equals.some((one) => one === given);
  return typeof equals === "boolean" ? Boolean(given) === equals : given === equals;
}

/** The values as they are sent: without those that go when their field is not there. */
export function withoutHidden(app, root) {
  const walkFields = (fields, place) => {
    for (const field of fields) walk(field, childOf(place, field.name));
  };
  const walk = (field, place) => {
    const value = read(place);
    if (value === undefined || value === null) return;
    if (field.shown?.isCleared && !isShown(field, place)) delete place.owner[place.key];
    else if (field.type === "group" && field.isFlat) walk(field.fields[0], place);
    else if (field.type === "group") walkFields(field.fields || [], place);
    else if (field.type === "list" && Array.isArray(value)) value.forEach((_item, at) => walk(field.item, itemOf(place, at)));
    else if (field.type === "library" && app.libraries[value.library]) {
      walkFields(app.libraries[value.library].fields, { ...childOf(place, "params"), parent: place.parent });
    }
  };
  walkFields(app.libraries[app.model.library].fields, root);
}
