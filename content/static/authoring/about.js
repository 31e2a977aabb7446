// What the activity is called, whose it is and how it may be used.

import { html, nothing } from "../vendor/lit/lit-html.js";
import { live } from "../vendor/lit/directives/live.js";
import { button, framed, icon, idOf } from "./parts.js";

const ROLES = ["Author", "Editor", "Licensee", "Originator"];

export function titleView(app) {
  const isWrong = app.errorsOf("@title").length > 0;
  const field = { label: "Title", help: "Authors find it by this, and people see it above the activity." };
  return framed(app, field, "@title", html`<input type="text" form="af-none" id=${idOf("@title")} maxlength="255" .value=${live(app.model.title)}
    aria-required="true" aria-invalid=${isWrong ? "true" : nothing} aria-describedby="${idOf("@title")}-help${isWrong ? ` ${idOf("@title")}-errors` : ""}"
    @input=${(event) => app.change(() => { app.model.title = event.target.value; })}>`);
}

export function rightsView(app) {
  const { metadata } = app.model;
  const isOpen = app.isOpen("@rights", false);
  const licence = app.settings.licences.find(([value]) => value === metadata.license)?.[1] || "";
  return html`<section class="af-rights" aria-labelledby="af-rights-title">
    <h2 class="af-heading" id="af-rights-title"><button type="button" class="af-toggle" aria-expanded=${String(isOpen)} aria-controls="af-rights"
      @click=${() => app.setOpen("@rights", !isOpen)}><span class="af-twist" aria-hidden="true">${isOpen ? "▾" : "▸"}</span>
      <span>Licence and authors <span class="af-state">${licence}</span></span></button></h2>
    <div id="af-rights" ?hidden=${!isOpen}>${isOpen ? html`
      ${framed(app, { label: "Licence" }, "@license", html`<select form="af-none" id=${idOf("@license")}
        @change=${(event) => app.change(() => { metadata.license = event.target.value; })}>
        ${app.settings.licences.map(([value, words]) => html`<option value=${value} ?selected=${live(value === metadata.license)}>${words}</option>`)}</select>`, { wide: false })}
      ${authors(app)}` : nothing}</div>
  </section>`;
}

function authors(app) {
  const all = app.model.metadata.authors;
  const add = () => {
    app.change(() => all.push({ name: "", role: "Author" }));
    app.focus(idOf(`@author/${all.length - 1}`));
  };
  const remove = (at) => {
    app.change(() => all.splice(at, 1));
    app.focus("af-add-author");
  };
  return html`<fieldset class="af-set"><legend>Authors</legend>
    ${all.map((author, at) => html`<div class="af-line">
      ${framed(app, { label: `Name ${at + 1}` }, `@author/${at}`, html`<input type="text" form="af-none" id=${idOf(`@author/${at}`)} maxlength="255"
        .value=${live(author.name)} @input=${(event) => app.change(() => { author.name = event.target.value; })}>`)}
      ${framed(app, { label: `Part played ${at + 1}` }, `@role/${at}`, html`<select form="af-none" id=${idOf(`@role/${at}`)}
        @change=${(event) => app.change(() => { author.role = event.target.value; })}>
        ${ROLES.map((role) => html`<option ?selected=${live(role === author.role)}>${role}</option>`)}</select>`, { wide: false })}
      ${button(html`${icon("bin")} Remove`, () => remove(at), { name: `Remove author ${at + 1}` })}</div>`)}
    ${button(html`${icon("plus")} Add an author`, add, { id: "af-add-author", disabled: all.length >= 20 })}
  </fieldset>`;
}
