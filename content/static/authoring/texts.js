// “Texts and translations”: fields that the activities of one kind share stand once, at the end.

import { html, nothing } from "../vendor/lit/lit-html.js";
import { fieldView } from "./fields.js";
import { activitiesIn, childOf, read } from "./model.js";

export function textsView(app) {
  const kinds = new Map();
  for (const one of activitiesIn(app)) {
    if (!kinds.has(one.name)) kinds.set(one.name, []);
    kinds.get(one.name).push(one.place);
  }
  const parts = [...kinds].map(([name, places]) => kindView(app, name, places)).filter((part) => part !== nothing);
  if (!parts.length) return nothing;
  const isOpen = app.isOpen("@texts", false);
  return html`<section class="af-texts" aria-labelledby="af-texts-title">
    <h2 class="af-heading" id="af-texts-title"><button type="button" class="af-toggle" aria-expanded=${String(isOpen)} aria-controls="af-texts"
      @click=${() => app.setOpen("@texts", !isOpen)}><span class="af-twist" aria-hidden="true">${isOpen ? "▾" : "▸"}</span> <span>Texts and translations</span></button></h2>
    <div id="af-texts" ?hidden=${!isOpen}>${isOpen ? html`
      <p class="af-help">The words of buttons and messages. Each kind of activity has them once here, however often it is used.</p>${parts}` : nothing}</div>
  </section>`;
}

function kindView(app, name, places) {
  const { title, fields } = app.libraries[name] || { fields: [] };
  const common = app.libraries[name]?.isKept ? [] : commonIn(fields);
  if (!common.length) return nothing;
  const [first, ...others] = places;
  const views = common.map(({ field, steps }) => {
    const at = (place) => steps.reduce((holder, step) => childOf(holder, step), place);
    return fieldView(app, field, { ...at(first), twins: others.map(at) }, { withCommon: true });
  });
  const differ = common.some(({ steps }) => {
    const said = places.map((place) => JSON.stringify(steps.reduce((value, step) => value?.[step], read(place))));
    return said.some((one) => one !== said[0]);
  });
  return html`<section class="af-kind" aria-label="Texts of ${title}">
    <h3 class="af-kind-title">${title}${places.length > 1 ? html` <span class="af-state">used ${places.length} times</span>` : nothing}</h3>
    ${differ ? html`<p class="help-block help-info">These texts are not the same everywhere. You see the first; what you change here changes everywhere.</p>` : nothing}
    ${views}</section>`;
}

/** Common fields of an activity, with the groups that lead to them; those within lists stay there. */
export function commonIn(fields, steps = []) {
  return fields.flatMap((field) => {
    const here = [...steps, field.name];
    if (field.isCommon) return [{ field, steps: here }];
    return field.type === "group" && !field.isFlat ? commonIn(field.fields || [], here) : [];
  });
}
