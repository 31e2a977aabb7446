// An activity inside an activity: which kind it is, what it is called, and its own fields.

import { html, nothing } from "../vendor/lit/lit-html.js";
import { live } from "../vendor/lit/directives/live.js";
import { decoded, encoded } from "./markup.js";
import { activitiesIn, childOf, clone, copied, insideOf, read, write } from "./model.js";
import { button, fieldset, framed, icon, idOf } from "./parts.js";

export function libraryView(app, field, place, fieldsView, { isBare = false } = {}) {
  const value = read(place);
  const library = value?.library;
  const described = library && app.libraries[library];
  return fieldset(app, field, place.uid, () => html`
    ${chooser(app, field, place, library)}
    ${replacing(app, field, place)}
    ${library && !described ? waiting(app, library, place) : nothing}
    ${described ? inside(app, place, described, fieldsView) : nothing}`, { kind: "library", isBare });
}

function chooser(app, field, place, library) {
  const uid = `${place.uid}/library`;
  const choices = field.choices || [];
  const isStranger = library && !choices.some((one) => one.value === library);
  const options = isStranger ? [{ value: library, label: app.titleOf(library) }, ...choices] : choices;
  const clip = app.clip && choices.some((one) => one.value === app.clip.library) ? app.clip : null;
  return html`<div class="af-line">
    ${framed(app, { label: "Kind of activity", isOptional: field.isOptional, help: missingWords(field) }, uid, html`<select form="af-none" id=${idOf(uid)}
      aria-describedby=${field.missing ? `${idOf(uid)}-help` : nothing} aria-required=${field.isOptional ? nothing : "true"}
      @change=${(event) => ask(app, field, place, event.target)}>
      <option value="" ?selected=${live(!library)}>${field.isOptional ? "None" : "Choose"}</option>
      ${options.map((one) => html`<option value=${one.value} ?selected=${live(one.value === library)}>${one.label}</option>`)}
    </select>`, { wide: false })}
    <span class="af-line-tools">
      ${library ? button(html`${icon("copy")} Copy`, () => { app.clip = clone(read(place)); app.say(`Copied. It can be pasted where ${app.titleOf(library)} may stand.`); app.draw(); }, { name: `Copy ${field.label}` }) : nothing}
      ${clip ? button(`Paste ${app.titleOf(clip.library)}`, () => paste(app, field, place), { name: `Paste ${app.titleOf(clip.library)} as ${field.label}` }) : nothing}
    </span>
  </div>`;
}

const missingWords = ({ missing }) => {
  if (!missing) return "";
  const kinds = missing === 1 ? "One more kind is" : `${missing} more kinds are`;
  return `${kinds} not offered: the code is not here, is kept for site admins, or needs an editor of its own.`;
};

/** What is written would be lost with the kind, so it is asked first. */
function ask(app, field, place, select) {
  const wanted = select.value;
  if (!read(place)?.library) return take(app, place, wanted);
  app.replacing = { uid: place.uid, wanted };
  app.draw();
  return app.focus(`${idOf(place.uid)}-replace`);
}

function replacing(app, field, place) {
  if (app.replacing?.uid !== place.uid) return nothing;
  const { wanted, pasted } = app.replacing;
  const now = app.titleOf(read(place)?.library);
  const leave = () => {
    app.replacing = null;
    app.draw();
    app.focus(idOf(`${place.uid}/library`));
  };
  const go = () => {
    app.replacing = null;
    take(app, place, wanted, pasted);
  };
  return html`<div class="af-ask" role="alertdialog" aria-labelledby="${idOf(place.uid)}-ask" @keydown=${(event) => event.key === "Escape" && leave()}>
    <p id="${idOf(place.uid)}-ask">${wanted ? `${app.titleOf(wanted)} takes the place of ${now}.` : `${now} is taken out.`} What is written in it goes.</p>
    ${button(wanted ? "Replace it" : "Take it out", go, { kind: "", id: `${idOf(place.uid)}-replace` })} ${button("Keep it", leave)}
  </div>`;
}

function paste(app, field, place) {
  if (!read(place)?.library) return take(app, place, app.clip.library, app.clip);
  app.replacing = { uid: place.uid, wanted: app.clip.library, pasted: app.clip };
  app.draw();
  return app.focus(`${idOf(place.uid)}-replace`);
}

async function take(app, place, library, pasted) {
  if (!library) {
    app.change(() => write(place, undefined));
    return app.focus(idOf(`${place.uid}/library`));
  }
  const value = pasted ? copied(pasted) : { library, params: sharedWords(app, library), metadata: {} };
  app.change(() => {
    write(place, value);
    app.fill();
  });
  await app.load(library);
  app.say(`${app.titleOf(library)} chosen.`);
  return app.focusFirst(`${idOf(place.uid)}-own`);
}

/** The words of buttons that another activity of this kind here has already. */
function sharedWords(app, library) {
  const other = activitiesIn(app).find((one) => one.name === library);
  const params = other && read(other.place);
  const common = (app.libraries[library]?.fields || []).filter((field) => field.isCommon);
  const said = common.filter((field) => params?.[field.name] !== undefined);
  return Object.fromEntries(said.map((field) => [field.name, clone(params[field.name])]));
}

function waiting(app, library, place) {
  const failed = app.unread[library];
  if (failed === undefined) app.load(library);
  if (!failed) return html`<p class="af-help" aria-busy="true">The form for this kind is on its way.</p>`;
  return html`<p class="af-errors">${icon("warning")} ${failed}
    ${button("Try again", () => { delete app.unread[library]; app.load(library); }, { id: `${idOf(place.uid)}-again` })}</p>`;
}

function inside(app, place, described, fieldsView) {
  const title = childOf(childOf(place, "metadata"), "title");
  if (described.isKept) {
    return html`<p class="help-block help-warning">${icon("warning")} ${described.title} needs an editor of its own. It stays as it is.</p>`;
  }
  return html`<div class="af-own" id="${idOf(place.uid)}-own">
    ${described.hasTitle ? framed(app, { label: "Title", isOptional: true, help: "For reports and for people who listen to the page." }, title.uid,
      html`<input type="text" form="af-none" id=${idOf(title.uid)} maxlength="255" .value=${live(decoded(read(title) || ""))} aria-describedby="${idOf(title.uid)}-help"
        @input=${(event) => app.change(() => {
          const value = read(place);
          value.metadata = { ...value.metadata, title: encoded(event.target.value) };
        })}>`) : nothing}
    ${fieldsView(app, described.fields, insideOf(place))}
  </div>`;
}
