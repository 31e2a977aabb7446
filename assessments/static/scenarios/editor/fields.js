// The fields of the inspector, each with its label. They belong to no form (`form="se-none"`): only
// the whole story is sent, and Enter in one of them saves nothing.

import { html, nothing } from "../../vendor/lit/lit-html.js";
import { live } from "../../vendor/lit/directives/live.js";

export const fieldId = (id) => `se-${id}`;

/** One of Wagtail's own. */
export const icon = (name) =>
  html`<svg class="icon icon-${name} se-icon" aria-hidden="true"><use href="#icon-${name}"></use></svg>`;

const describedBy = (id, ...parts) =>
  parts.filter(([there]) => there).map(([, name]) => `${fieldId(id)}-${name}`).join(" ") || nothing;

function framed(id, { label, help, fault, wide = true }, field) {
  return html`<div class="se-field ${wide ? "" : "se-field-small"}">
    <label for=${fieldId(id)}>${label}</label>
    ${field}
    ${help ? html`<p class="se-help" id="${fieldId(id)}-help">${help}</p>` : nothing}
    ${fault ? html`<p class="se-fault" id="${fieldId(id)}-fault"><span aria-hidden="true">✕</span> ${fault}</p>` : nothing}
  </div>`;
}

export function text(id, options) {
  const { value, onInput, onChange, placeholder = "", maxlength = 200, help, fault, list } = options;
  return framed(id, options, html`<input type="text" form="se-none" id=${fieldId(id)} .value=${live(value || "")}
    placeholder=${placeholder} maxlength=${maxlength} autocomplete="off" list=${list || nothing}
    aria-invalid=${fault ? "true" : nothing} aria-describedby=${describedBy(id, [help, "help"], [fault, "fault"])}
    @input=${(event) => onInput?.(event.target.value)} @change=${(event) => onChange?.(event.target.value, event.target)}>`);
}

export function area(id, options) {
  const { value, onInput, rows = 2, help, placeholder = "" } = options;
  return framed(id, options, html`<textarea form="se-none" id=${fieldId(id)} rows=${rows} maxlength="20000" placeholder=${placeholder}
    .value=${live(value || "")} aria-describedby=${describedBy(id, [help, "help"])}
    @input=${(event) => { grow(event.target); onInput(event.target.value); }}
    @focus=${(event) => grow(event.target)}></textarea>`);
}

/** As high as its words. Where the browser does this by itself, it is left to it. */
function grow(element) {
  if (CSS.supports("field-sizing", "content")) return;
  element.rows = Math.max(2, Math.min(20, element.value.split("\n").length + Math.floor(element.value.length / 70)));
}

export function number(id, options) {
  const { value, onInput, min = 0, max, help } = options;
  return framed(id, { ...options, wide: false }, html`<input type="number" inputmode="numeric" form="se-none" id=${fieldId(id)}
    min=${min} max=${max} .value=${live(value ?? "")} aria-describedby=${describedBy(id, [help, "help"])}
    @input=${(event) => {
      const typed = event.target.value === "" ? null : Math.round(Number(event.target.value));
      if (typed !== null && (Number.isNaN(typed) || typed < min || typed > max)) return;
      onInput(typed);
    }} @change=${(event) => { event.target.value = value ?? ""; }}>`);
}

export function check(id, { label, checked, onChange, help }) {
  return html`<div class="se-check">
    <input type="checkbox" form="se-none" id=${fieldId(id)} .checked=${live(Boolean(checked))}
      aria-describedby=${describedBy(id, [help, "help"])} @change=${(event) => onChange(event.target.checked)}>
    <label for=${fieldId(id)}>${label}</label>
    ${help ? html`<p class="se-help" id="${fieldId(id)}-help">${help}</p>` : nothing}
  </div>`;
}

/** `choices` are [value, words], or [words, choices] for a group of them. */
export function select(id, options) {
  const { value, choices, onChange, help, isBare, label } = options;
  const one = ([key, words]) => html`<option value=${key} ?selected=${live(String(key) === String(value ?? ""))}>${words}</option>`;
  const field = html`<select form="se-none" id=${fieldId(id)} aria-label=${isBare ? label : nothing}
    aria-describedby=${describedBy(id, [help, "help"])} @change=${(event) => onChange(event.target.value)}>
    ${choices.map(([key, words]) => (Array.isArray(words)
      ? html`<optgroup label=${key}>${words.map(one)}</optgroup>` : one([key, words])))}
  </select>`;
  return isBare ? field : framed(id, { wide: false, ...options }, field);
}

export const button = (words, onClick, { id, title, kind = "", disabled = false } = {}) =>
  html`<button type="button" class="button button-small se-button ${kind || "button-secondary"}" id=${id ? fieldId(id) : nothing}
    title=${title || nothing} ?disabled=${disabled} @click=${onClick}>${words}</button>`;

export const tool = (symbol, words, onClick, { id, disabled = false } = {}) =>
  html`<button type="button" class="se-tool" id=${id ? fieldId(id) : nothing} aria-label=${words} title=${words}
    ?disabled=${disabled} @click=${onClick}><span aria-hidden="true">${symbol}</span></button>`;

/** Put away until it is wanted; what is in it stands in the line that opens it. */
export function more(id, app, title, state, content) {
  const isOpen = app.isOpen(id);
  return html`<section class="se-more">
    <button type="button" class="se-more-title" id=${fieldId(id)} aria-expanded=${isOpen ? "true" : "false"}
      @click=${() => app.setOpen(id, !isOpen)}><span aria-hidden="true">${isOpen ? "▾" : "▸"}</span>
      <span>${title}</span> <span class="se-state">${state || "none"}</span></button>
    ${isOpen ? html`<div class="se-more-content">${content()}</div>` : nothing}
  </section>`;
}
