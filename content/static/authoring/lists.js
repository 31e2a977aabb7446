// Lists: add, take away and back, copy, and move by hand, by button or by key.

import { html, nothing } from "../vendor/lit/lit-html.js";
import { repeat } from "../vendor/lit/directives/repeat.js";
import { plainText } from "./markup.js";
import { copied, fresh, itemOf, keysOf, newKey, read, touch } from "./model.js";
import { button, fieldset, icon, idOf, tool } from "./parts.js";
import { carry } from "./carrying.js";

const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

export function listView(app, field, place, fieldView, { isBare = false } = {}) {
  const items = listOf(place);
  const list = { app, field, place, items, fieldView, id: idOf(place.uid), entity: field.entity.toLowerCase() };
  const isFull = field.max !== undefined && items.length >= field.max;
  return fieldset(app, field, place.uid, () => html`
    <ol class="af-items" data-items>${repeat(items, (_item, at) => keysOf(items)[at], (_item, at) => itemView(list, at))}</ol>
    ${undoView(list)}
    ${button(html`${icon("plus")} Add ${article(list.entity)}`, () => add(list), { id: `${list.id}-add`, disabled: isFull })}
    ${isFull ? html`<span class="af-help">No more than ${field.max}.</span>` : nothing}`, { kind: "list", state: countWords(list), isBare });
}

function listOf(place) {
  const value = read(place);
  if (Array.isArray(value)) return value;
  if (place.owner) place.owner[place.key] = [];
  return read(place) || [];
}

function countWords({ items, field }) {
  const bounds = [field.min > 0 && `at least ${field.min}`, field.max !== undefined && `at most ${field.max}`].filter(Boolean);
  return [items.length, ...bounds].join(", ");
}

const article = (entity) => `${/^[aeiou]/.test(entity) ? "an" : "a"} ${entity}`;

function itemView(list, at) {
  const { app, field, place, items, fieldView, entity } = list;
  const inner = itemOf(place, at);
  const id = idOf(inner.uid);
  const name = `${entity} ${at + 1}`;
  const isFolding = ["group", "list", "library"].includes(field.item.kind) && !field.item.isFlat;
  const isOpen = !isFolding || app.isOpen(inner.uid, true);
  const isShort = items.length <= (field.min || 0);
  const one = isFolding ? field.item : labelled(field.item, list, at);
  return html`<li class="af-item" id="${id}-item" data-item aria-label="${capital(name)}">
    <div class="af-item-top">
      <button type="button" class="af-tool af-handle" id="${id}-move" aria-label="Move ${name} of ${items.length}" title="Drag, or press the arrow keys"
        @keydown=${(event) => onKey(event, list, at)} @pointerdown=${(event) => carry(event, (to) => move(list, at, to, "move"))}>${icon("grip")}</button>
      ${isFolding
        ? html`<button type="button" class="af-toggle af-item-name" aria-expanded=${String(isOpen)} aria-controls="${id}-body" @click=${() => app.setOpen(inner.uid, !isOpen)}>
            <span class="af-twist" aria-hidden="true">${isOpen ? "▾" : "▸"}</span> <span id="${id}-name">${capital(name)} ${isOpen ? nothing : html`<span class="af-state">${summary(items[at])}</span>`}</span></button>`
        : html`<span class="af-item-name">${capital(name)}</span>`}
      ${tool(icon("arrow-up"), `Move ${name} up`, () => move(list, at, at - 1, "up"), { id: `${id}-up`, disabled: at === 0 })}
      ${tool(icon("arrow-down"), `Move ${name} down`, () => move(list, at, at + 1, "down"), { id: `${id}-down`, disabled: at === items.length - 1 })}
      ${tool(icon("copy"), `Copy ${name}`, () => copy(list, at), { disabled: field.max !== undefined && items.length >= field.max })}
      ${tool(icon("bin"), isShort ? `Remove ${name}: there must be at least ${field.min}` : `Remove ${name}`, () => remove(list, at), { id: `${id}-remove`, disabled: isShort })}
    </div>
    <div class="af-item-body" id="${id}-body" ?hidden=${!isOpen}>${isOpen ? fieldView(app, one, inner, { withCommon: true, isBare: isFolding }) : nothing}</div>
  </li>`;
}

/** A single field is told from its neighbours by its number. */
const labelled = (item, list, at) => {
  const numbered = { ...item, label: `${item.label} ${at + 1}` };
  return item.isFlat ? { ...numbered, fields: item.fields } : numbered;
};

/** The first words in it, for an item that is folded away. */
function summary(value) {
  if (typeof value === "string") return plainText(value).slice(0, 60);
  if (typeof value !== "object" || value === null) return "";
  if (value.metadata?.title) return plainText(value.metadata.title);
  for (const part of Object.values(value)) {
    const words = typeof part === "boolean" || typeof part === "number" ? "" : summary(part);
    if (words && !/^H5P\.\S+ \d/.test(words)) return words;
  }
  return "";
}

// What is done with it ----------------------------------------------------------------------------

function add(list) {
  const { app, field, place, items } = list;
  app.change(() => {
    items.push(fresh(field.item, app) ?? null);
    touch(place);
  });
  const added = itemOf(place, items.length - 1);
  app.focusFirst(`${idOf(added.uid)}-body`);
  app.say(`${capital(list.entity)} ${items.length} added.`);
}

function copy(list, at) {
  const { app, place, items } = list;
  app.change(() => {
    const keys = keysOf(items);
    items.splice(at + 1, 0, copied(items[at]));
    keys.splice(at + 1, 0, newKey());
    touch(place);
  });
  app.focusFirst(`${idOf(itemOf(place, at + 1).uid)}-body`);
  app.say(`${capital(list.entity)} ${at + 1} copied as ${at + 2}.`);
}

function move(list, from, to, grip) {
  const { app, place, items, entity } = list;
  if (to < 0 || to >= items.length || to === from) return;
  const keys = keysOf(items);
  const { uid } = itemOf(place, from);
  app.change(() => {
    items.splice(to, 0, ...items.splice(from, 1));
    keys.splice(to, 0, ...keys.splice(from, 1));
    touch(place);
  });
  app.focus(`${idOf(uid)}-${grip}`);
  app.say(`${capital(entity)} ${from + 1} is now ${to + 1} of ${items.length}.`);
}

function remove(list, at) {
  const { app, place, items, entity, id } = list;
  const keys = keysOf(items);
  app.change(() => {
    const [value] = items.splice(at, 1);
    const [key] = keys.splice(at, 1);
    touch(place);
    app.removed = { uid: place.uid, items, at, value, key };
  });
  app.focus(`${id}-undo`);
  app.say(`${capital(entity)} ${at + 1} removed. You can take that back.`);
}

function undoView({ app, place, entity, id }) {
  const gone = app.removed;
  if (!gone || gone.uid !== place.uid || gone.items !== read(place)) return nothing;
  const back = () => {
    app.change(() => {
      gone.items.splice(gone.at, 0, gone.value);
      keysOf(gone.items).splice(gone.at, 0, gone.key);
      touch(place);
      app.removed = null;
    });
    app.focus(`${idOf(itemOf(place, gone.at).uid)}-move`);
    app.say(`${capital(entity)} ${gone.at + 1} is back.`);
  };
  return html`<p class="af-undo">${capital(entity)} ${gone.at + 1} is removed. ${button("Take that back", back, { id: `${id}-undo` })}</p>`;
}

function onKey(event, list, at) {
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: list.items.length - 1 }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  move(list, at, to, "move");
}
