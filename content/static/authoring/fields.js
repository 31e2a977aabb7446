// One view for each kind of field.

import { html, nothing } from "../vendor/lit/lit-html.js";
import { live } from "../vendor/lit/directives/live.js";
import { libraryView } from "./inner.js";
import { listView } from "./lists.js";
import { mediaView } from "./media.js";
import { decoded, encoded } from "./markup.js";
import { childOf, plainValue, read, write } from "./model.js";
import { describedBy, fieldset, framed, idOf, more, optional } from "./parts.js";
import { isShown } from "./showing.js";
import "./rich.js";

/** Common fields stand at the end of the whole form, except within lists. */
export function fieldsView(app, fields, place, { withCommon = false } = {}) {
  return fields.filter((field) => withCommon || !field.isCommon).map((field) => fieldView(app, field, childOf(place, field.name), { withCommon }));
}

export function fieldView(app, field, place, options = {}) {
  if (!isShown(field, place)) return nothing;
  const view = VIEWS[field.kind];
  return view ? view(app, field, place, options) : nothing;
}

const attributes = (app, field, place) => ({
  id: idOf(place.uid),
  describedby: describedBy(app, field, place.uid) || nothing,
  invalid: app.errorsOf(place.uid).length ? "true" : nothing,
  required: field.isOptional ? nothing : "true",
});

function line(app, field, place) {
  const at = attributes(app, field, place);
  return framed(app, field, place.uid, html`<input type="text" form="af-none" id=${at.id} .value=${live(decoded(plainValue(place)))}
    maxlength=${field.maxLength || nothing} placeholder=${field.placeholder || nothing} autocomplete="off"
    aria-required=${at.required} aria-invalid=${at.invalid} aria-describedby=${at.describedby}
    @input=${(event) => app.change(() => write(place, encoded(event.target.value)))}>`);
}

function area(app, field, place) {
  const at = attributes(app, field, place);
  return framed(app, field, place.uid, html`<textarea form="af-none" id=${at.id} rows="3" .value=${live(decoded(plainValue(place)))}
    maxlength=${field.maxLength || nothing} placeholder=${field.placeholder || nothing}
    aria-required=${at.required} aria-invalid=${at.invalid} aria-describedby=${at.describedby}
    @input=${(event) => app.change(() => write(place, encoded(event.target.value)))}></textarea>`);
}

/** Its label is no `<label>`: it belongs to a text that is edited in place, and a press leads there. */
function rich(app, field, place) {
  const at = attributes(app, field, place);
  const named = {
    id: at.id, labelledby: `${at.id}-label`, describedby: describedBy(app, field, place.uid),
    isInvalid: at.invalid === "true", isRequired: !field.isOptional, label: field.label,
  };
  return html`<div class="af-field ${named.isInvalid ? "af-is-wrong" : ""}">
    <span class="af-label" id="${at.id}-label" @click=${() => document.getElementById(at.id)?.focus()}>${field.label}${optional(field)}</span>
    <activity-rich-text .tags=${field.tags || []} .paragraph=${field.paragraph} .named=${named} .value=${plainValue(place)}
      @written=${(event) => app.change(() => write(place, event.detail))}></activity-rich-text>
    ${more(app, field, place.uid)}
  </div>`;
}

function number(app, field, place) {
  if (field.isTime) return time(app, field, place);
  const at = attributes(app, field, place);
  const value = read(place);
  return framed(app, field, place.uid, html`<span class="af-with-unit"><input type="number" form="af-none" id=${at.id}
    min=${field.min ?? nothing} max=${field.max ?? nothing} step=${field.step ?? (field.decimals === 0 ? 1 : "any")}
    .value=${live(value === undefined || value === null ? "" : String(value))}
    aria-required=${at.required} aria-invalid=${at.invalid} aria-describedby=${at.describedby}
    @input=${(event) => {
      const typed = event.target.valueAsNumber;
      if (!event.target.validity.badInput) app.change(() => write(place, Number.isNaN(typed) ? undefined : typed));
    }}>${field.unit ? html`<span>${field.unit}</span>` : nothing}</span>`, { wide: false });
}

/** Seconds, written as people write times. */
function time(app, field, place) {
  const at = attributes(app, field, place);
  return framed(app, { ...field, help: field.help || "Hours, minutes and seconds, such as 1:05." }, place.uid,
    html`<input type="text" inputmode="numeric" form="af-none" id=${at.id} .value=${clock(read(place))} placeholder="0:00"
      aria-required=${at.required} aria-invalid=${at.invalid} aria-describedby="${at.id}-help"
      @change=${(event) => {
        app.change(() => write(place, seconds(event.target.value)));
        event.target.value = clock(read(place));
      }}>`, { wide: false });
}

function clock(value) {
  if (typeof value !== "number") return "";
  const whole = Math.floor(value);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  const rest = value - whole ? String(Math.round((value - whole) * 100) / 100).slice(1) : "";
  return shown.map((part, at) => (at ? String(part).padStart(2, "0") : part)).join(":") + rest;
}

function seconds(words) {
  const parts = words.trim().split(":").map(Number);
  if (!words.trim() || parts.some(Number.isNaN) || parts.length > 3) return undefined;
  return parts.reduce((sum, part) => sum * 60 + part, 0);
}

function boolean(app, field, place) {
  const at = attributes(app, field, place);
  return html`<div class="af-field af-check">
    <input type="checkbox" form="af-none" id=${at.id} .checked=${live(read(place) === true)} aria-describedby=${at.describedby}
      aria-invalid=${at.invalid} @change=${(event) => app.change(() => write(place, event.target.checked))}>
    <label for=${at.id}>${field.label}</label>
    ${more(app, field, place.uid)}
  </div>`;
}

function select(app, field, place) {
  if (field.isMultiple) return boxes(app, field, place, "checkbox");
  const at = attributes(app, field, place);
  const value = read(place);
  const all = (field.choices || []).flatMap((one) => one.choices || [one]);
  const chosen = all.findIndex((one) => one.value === value || String(one.value) === String(value));
  const option = (one) => html`<option value=${all.indexOf(one)} ?selected=${live(all.indexOf(one) === chosen)}>${one.label}</option>`;
  return framed(app, field, place.uid, html`<select form="af-none" id=${at.id} aria-required=${at.required}
    aria-invalid=${at.invalid} aria-describedby=${at.describedby}
    @change=${(event) => app.change(() => write(place, all[event.target.value]?.value))}>
    ${chosen < 0 || field.isOptional ? html`<option value="" ?selected=${live(chosen < 0)}>${field.isOptional ? "None" : "Choose"}</option>` : nothing}
    ${(field.choices || []).map((one) => (one.choices
      ? html`<optgroup label=${one.label}>${one.choices.map(option)}</optgroup>` : option(one)))}
  </select>`, { wide: false });
}

const radio = (app, field, place) => boxes(app, field, place, "radio");

function boxes(app, field, place, type) {
  const value = read(place);
  const chosen = type === "radio" ? [value] : Array.isArray(value) ? value : [];
  const choices = (field.choices || []).flatMap((one) => one.choices || [one]);
  const all = type === "radio" && field.isOptional ? [{ value: undefined, label: "None" }, ...choices] : choices;
  const pick = (one, isOn) => app.change(() => {
    if (type === "radio") return write(place, one.value);
    return write(place, all.map((each) => each.value).filter((each) => (each === one.value ? isOn : chosen.includes(each))));
  });
  return fieldset(app, field, place.uid, () => all.map((one, at) => {
    const id = `${idOf(place.uid)}-${at}`;
    return html`<div class="af-check"><input type=${type} form="af-none" name=${idOf(place.uid)} id=${id}
      .checked=${live(chosen.includes(one.value))} @change=${(event) => pick(one, event.target.checked)}><label for=${id}>${one.label}</label></div>`;
  }), { kind: "boxes" });
}

function colour(app, field, place) {
  const at = attributes(app, field, place);
  const value = plainValue(place);
  const put = (to) => app.change(() => write(place, to || undefined));
  return framed(app, field, place.uid, html`<span class="af-colour">
    <input type="color" form="af-none" aria-label="Pick: ${field.label}" .value=${live(/^#[0-9a-f]{6}$/i.test(value) ? value : "#000000")} @input=${(event) => put(event.target.value)}>
    <input type="text" form="af-none" id=${at.id} .value=${live(value)} placeholder="#1a73e8" autocomplete="off" spellcheck="false"
      aria-required=${at.required} aria-invalid=${at.invalid} aria-describedby=${at.describedby} @input=${(event) => put(event.target.value.trim())}>
    ${(field.colours || []).map((one) => html`<button type="button" class="af-swatch" style="--af-swatch: ${one}" aria-label="Take ${one}" title=${one} @click=${() => put(one)}></button>`)}
  </span>`, { wide: false });
}

function group(app, field, place, { isBare = false, ...options }) {
  if (field.isFlat) return fieldView(app, flat(field), place, options);
  const isOpen = app.isOpen(place.uid, field.isOpen || field.importance !== "low");
  return fieldset(app, field, place.uid, () => fieldsView(app, field.fields || [], place, options), {
    kind: "group", isBare, isOpen, toggle: () => app.setOpen(place.uid, !isOpen),
  });
}

/** The one field of a group stands where the group would, under the group's name. */
export function flat(field) {
  const [only] = field.fields;
  return { ...only, label: field.label, help: [field.help, only.help].filter(Boolean).join(" "), isOptional: field.isOptional || only.isOptional };
}

const VIEWS = {
  line, area, rich, number, boolean, select, radio, colour, group,
  list: (app, field, place, options) => listView(app, field, place, fieldView, options),
  library: (app, field, place, options) => libraryView(app, field, place, fieldsView, options),
  media: mediaView,
};
