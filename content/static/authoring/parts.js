// What every field is made of: its frame, its name, its help, what is wrong with it, its buttons.

import { html, nothing } from "../vendor/lit/lit-html.js";

export const idOf = (uid) => `af-${String(uid).replace(/[^\w/-]/g, "_").replaceAll("/", "-")}`;

export const icon = (name) =>
  html`<svg class="icon icon-${name} af-icon" aria-hidden="true"><use href="#icon-${name}"></use></svg>`;

export const button = (words, act, { id, kind = "button-secondary", disabled = false, name } = {}) =>
  html`<button type="button" class="button button-small ${kind}" id=${id || nothing} aria-label=${name || nothing}
    aria-disabled=${disabled ? "true" : nothing} @click=${disabled ? null : act}>${words}</button>`;

/** A button that shows a sign only. Out of use it keeps the focus, so that nobody loses her place. */
export const tool = (sign, words, act, { id, disabled = false } = {}) =>
  html`<button type="button" class="af-tool" id=${id || nothing} aria-label=${words} title=${words}
    aria-disabled=${disabled ? "true" : nothing} @click=${disabled ? null : act}>${sign}</button>`;

export const optional = (field) =>
  field.isOptional && field.type !== "boolean" ? html` <span class="af-optional">(optional)</span>` : nothing;

/** The ids that say more of a field: help, tips and what is wrong. */
export function describedBy(app, field, uid) {
  const id = idOf(uid);
  const there = [
    [field.help, "help"], [field.tips?.length, "tips"], [app.errorsOf(uid).length, "errors"],
  ];
  return there.filter(([is]) => is).map(([, end]) => `${id}-${end}`).join(" ");
}

export function more(app, field, uid) {
  const id = idOf(uid);
  const errors = app.errorsOf(uid);
  return html`
    ${field.help ? html`<p class="af-help" id="${id}-help">${field.help}</p>` : nothing}
    ${field.tips?.length ? html`<div class="af-tips" id="${id}-tips">${field.tips.map((line) => html`<p>${line}</p>`)}</div>` : nothing}
    ${errors.length ? html`<p class="af-errors" id="${id}-errors">${icon("warning")} ${errors.join(" ")}</p>` : nothing}`;
}

/** A field with its label above it. */
export function framed(app, field, uid, control, { wide = true } = {}) {
  const isWrong = app.errorsOf(uid).length > 0;
  return html`<div class="af-field ${wide ? "" : "af-field-small"} ${isWrong ? "af-is-wrong" : ""}">
    <label for=${idOf(uid)} id="${idOf(uid)}-label">${field.label}${optional(field)}</label>
    ${control}${more(app, field, uid)}
  </div>`;
}

/** Fields that belong together, with their name as the legend. `toggle` puts them away; `isBare`, as the one
    thing in an item that has a name of its own. */
export function fieldset(app, field, uid, content, { kind, isOpen = true, toggle, state, isBare = false } = {}) {
  const id = idOf(uid);
  if (isBare) {
    return html`<div class="af-bare" id=${id} tabindex="-1" role="group" aria-labelledby="${id}-name" aria-describedby=${describedBy(app, field, uid) || nothing}>
      ${more(app, field, uid)}${content()}</div>`;
  }
  const isWrong = app.errorsOf(uid).length > 0;
  const words = html`${field.label}${optional(field)}${state ? html` <span class="af-state">${state}</span>` : nothing}`;
  return html`<fieldset class="af-set af-${kind} ${isWrong ? "af-is-wrong" : ""}" id=${id} tabindex="-1"
    aria-describedby=${describedBy(app, field, uid) || nothing}>
    <legend id="${id}-label">${toggle
      ? html`<button type="button" class="af-toggle" aria-expanded=${String(isOpen)} aria-controls="${id}-inside" @click=${toggle}>
          <span class="af-twist" aria-hidden="true">${isOpen ? "▾" : "▸"}</span> <span>${words}</span></button>`
      : words}</legend>
    ${more(app, field, uid)}
    <div class="af-inside" id="${id}-inside" ?hidden=${!isOpen}>${isOpen ? content() : nothing}</div>
  </fieldset>`;
}
