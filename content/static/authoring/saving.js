// Sending it, and what the server answers: kept, to be mended, or somebody else was quicker.

import { html, nothing } from "../vendor/lit/lit-html.js";
import { activitiesIn, clone, locate, read, rootPlace } from "./model.js";
import { button, icon, idOf } from "./parts.js";
import { withoutHidden } from "./showing.js";
import { commonIn } from "./texts.js";

const UNSENT = "It could not be sent. Nothing is lost: what you wrote is kept in this browser. Check the connection and save again.";
const SIGNED_OUT = "The server did not take it: you may have been signed out. Sign in again and open this page: what you wrote is offered to you there.";

export async function save(app, over = null) {
  if (app.isSaving) return;
  if ([...app.uploads.values()].some((one) => one.request)) {
    app.problems = [{ message: "A file is still being sent. Wait until it is here, then save." }];
    app.draw();
    app.focus("af-summary");
    return;
  }
  app.isSaving = true;
  app.conflict = null;
  app.say("Saving.");
  app.draw();
  const { changes } = app;
  const answer = await sent(app, over);
  app.isSaving = false;
  take(app, answer, changes);
  app.draw();
}

async function sent(app, over) {
  const { settings } = app;
  try {
    const response = await fetch(settings.urls.save, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": settings.csrf },
      body: JSON.stringify(payload(app, over)),
    });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? { status: response.status, ...(await response.json()) } : { error: SIGNED_OUT };
  } catch {
    return { error: UNSENT };
  }
}

export function payload(app, over) {
  const model = clone(app.model);
  withoutHidden({ ...app, model }, rootPlace(model));
  const tickets = Object.fromEntries(Object.entries(app.tickets).filter(([, one]) => one.ticket).map(([path, one]) => [path, one.ticket]));
  return { ...model, tickets, base: app.settings.base, over };
}

function take(app, answer, changes) {
  app.errors = new Map();
  app.problems = [];
  app.notes = [];
  if (answer.version) taken(app, answer, changes);
  else if (answer.conflict) conflicting(app, answer.conflict);
  else if (answer.problems) wrong(app, answer.problems);
  else wrong(app, [{ message: answer.error || SIGNED_OUT, where: "" }]);
}

function taken(app, answer, changes) {
  app.settings = { ...app.settings, ...answer.settings };
  app.drafts.moveTo(app.settings);
  for (const path of Object.keys(app.tickets)) delete app.tickets[path].ticket;
  app.notes = answer.findings || [];
  app.saved = answer.said;
  if (app.changes === changes) {
    app.isDirty = false;
    app.removed = null;
    app.begin(answer.model);
  }
  history.replaceState(null, "", app.settings.urls.edit);
  app.say(answer.said);
  if (app.notes.length) app.focus("af-notes");
}

function conflicting(app, conflict) {
  app.conflict = conflict;
  app.say("Somebody else has saved it meanwhile.");
  app.focus("af-conflict");
}

function wrong(app, problems) {
  app.problems = problems.map((problem) => {
    if (!problem.where) return problem;
    const found = placeOf(app, problem.where);
    app.errors.set(found.uid, [...(app.errors.get(found.uid) || []), problem.message]);
    openTo(app, found);
    return { ...problem, ...found };
  });
  app.problems.sort((one, other) => inOrder(one.order || [], other.order || []));
  app.focus("af-summary");
}

function inOrder(one, other) {
  const at = one.findIndex((step, place) => step !== other[place]);
  return at < 0 ? one.length - other.length : one[at] - (other[at] ?? -1);
}

/** Where the field is shown that a place in the content belongs to, and what folds it away. */
function placeOf(app, where) {
  if (where.startsWith("@")) return { uid: where, words: [], holders: where.startsWith("@author") ? ["@rights"] : [] };
  const found = locate(app, where);
  const all = activitiesIn(app);
  for (const { name, place } of all) {
    const start = place.uid ? `${place.uid}/` : "";
    for (const { steps } of commonIn(app.libraries[name]?.fields || [])) {
      if (!`${found.uid}/`.startsWith(`${start}${steps.join("/")}/`)) continue;
      // The texts of a kind stand once: with the first of its activities.
      const first = all.find((one) => one.name === name).place.uid;
      const moved = (uid) => (first ? `${first}/` : "") + uid.slice(start.length);
      return { ...found, uid: moved(found.uid), holders: ["@texts", ...found.holders.map(moved)] };
    }
  }
  return found;
}

function openTo(app, { holders }) {
  for (const holder of holders) app.opened.set(holder, true);
}

// What is shown of it -----------------------------------------------------------------------------

export function summaryView(app) {
  const { problems } = app;
  return html`${conflictView(app)}${problems.length ? html`<section class="af-summary" id="af-summary" tabindex="-1" aria-labelledby="af-summary-title">
    <h2 id="af-summary-title">${icon("warning")} ${problems.length === 1 ? "One thing is" : `${problems.length} things are`} to be mended before it is saved</h2>
    <ul>${problems.map((problem) => html`<li>${problem.uid
      ? html`<a href="#${idOf(problem.uid)}" @click=${(event) => { event.preventDefault(); openTo(app, problem); app.draw(); app.focus(idOf(problem.uid)); }}>${[...problem.words].join(", ") || "Title"}</a>: ${problem.message}`
      : problem.message}</li>`)}</ul>
    <p>Nothing you have written is lost.</p>
  </section>` : nothing}${app.notes.length ? html`<section class="af-notes" id="af-notes" tabindex="-1" aria-labelledby="af-notes-title">
    <h2 id="af-notes-title">${icon("info-circle")} Saved, with changes that safety asked for</h2>
    <ul>${app.notes.map((note) => html`<li>${note.where ? `${locate(app, note.where).words.join(", ") || note.where}: ` : ""}${note.message}</li>`)}</ul></section>` : nothing}`;
}

function conflictView(app) {
  const { conflict } = app;
  if (!conflict) return nothing;
  return html`<section class="af-summary" id="af-conflict" tabindex="-1" aria-labelledby="af-conflict-title">
    <h2 id="af-conflict-title">${icon("warning")} ${conflict.by} saved version ${conflict.number} while you were writing</h2>
    <p>Both can be kept: yours becomes version ${conflict.number + 1} and is played from then on; version ${conflict.number} stays in the history. What is new in theirs is not in yours.</p>
    ${button(`Save mine as version ${conflict.number + 1}`, () => save(app, conflict.version), { kind: "" })}
    <a class="button button-small button-secondary" href=${conflict.url} target="_blank" rel="noreferrer">Look at version ${conflict.number} in another tab</a>
    ${button("Go on writing", () => { app.conflict = null; app.draw(); app.focus("af-save"); })}
  </section>`;
}

/** Whether the values of the draft say something else than what is saved. */
export const differs = (app, draft) => JSON.stringify(draft.model?.params) !== JSON.stringify(read(rootPlace(app.model))) || draft.model?.title !== app.model.title;
