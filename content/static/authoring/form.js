// A form for any content type, drawn from the description that the server made of its semantics.

import { createDrawing } from "../content/drawing.js";
import { html, nothing } from "../vendor/lit/lit-html.js";
import { rightsView, titleView } from "./about.js";
import { createDrafts } from "./drafts.js";
import { fieldsView } from "./fields.js";
import { clone, filledFields, rootPlace } from "./model.js";
import { button, icon } from "./parts.js";
import { differs, save, summaryView } from "./saving.js";
import { textsView } from "./texts.js";

const FIELDS = "input:not([type=color]), textarea, select:not(.af-rich-block), [contenteditable], button:not(.af-rich-button)";

function start(host) {
  const settings = JSON.parse(document.getElementById(host.dataset.settings).textContent);
  const screen = host.querySelector("[data-form-screen]");
  const app = createApp({ ...settings, csrf: host.querySelector("[name=csrfmiddlewaretoken]").value }, screen);
  screen.replaceChildren();
  app.begin(settings.model);
  const draft = app.drafts.found();
  if (draft?.model && differs(app, draft)) app.draft = draft;
  app.draw();
}

function createApp(settings, screen) {
  const { draw, focusOn } = createDrawing(screen, () => view(app));
  const app = {
    settings,
    libraries: settings.libraries,
    unread: {}, // kinds whose form did not come, with what went wrong
    tickets: {}, // by path: files that were sent since the last save
    uploads: new Map(),
    opened: new Map(),
    errors: new Map(),
    problems: [], notes: [], changes: 0, isDirty: false, isSaving: false,
    conflict: null, removed: null, replacing: null, clip: null, draft: null, said: "", saved: "",
    drafts: createDrafts(settings),

    begin(model) {
      app.model = clone(model);
      app.fill();
    },
    /** Begins whatever has no value yet, also in activities whose form has just come. */
    fill() {
      app.model.params = filledFields(app.libraries[app.model.library].fields, app.model.params, app);
    },
    change(act) {
      act();
      app.changes += 1;
      app.isDirty = true;
      app.saved = "";
      app.drafts.keepSoon(() => ({ model: app.model, tickets: app.tickets }));
      app.draw();
    },

    // What the views ask --------------------------------------------------------------------------
    errorsOf: (uid) => app.errors.get(uid) || [],
    isOpen: (uid, usual) => app.opened.get(uid) ?? usual,
    setOpen(uid, isOpen) {
      app.opened.set(uid, isOpen);
      app.draw();
    },
    titleOf: (name) => app.libraries[name]?.title || settings.titles[name] || String(name || "").split(" ")[0],
    addressOf(path) {
      if (app.tickets[path]) return app.tickets[path].url;
      const { files } = app.settings.urls;
      return files ? files + path.split("/").map(encodeURIComponent).join("/") : "";
    },
    async load(name) {
      if (app.libraries[name] || app.unread[name] === "") return;
      app.unread[name] = "";
      try {
        const response = await fetch(`${app.settings.urls.fields}?library=${encodeURIComponent(name)}`, { headers: { Accept: "application/json" } });
        if (!response.ok) throw new Error(String(response.status));
        const { libraries } = await response.json();
        Object.assign(app.libraries, libraries);
        delete app.unread[name];
        app.fill();
      } catch {
        app.unread[name] = "The form for this kind did not come.";
      }
      app.draw();
    },

    // Drawing, focus and what is said --------------------------------------------------------------
    draw,
    focus: (id) => focusOn(() => document.getElementById(id)),
    focusFirst: (id) => focusOn(() => document.getElementById(id)?.querySelector(FIELDS) || document.getElementById(id)),
    say(words) {
      app.said = app.said === words ? `${words}\u00a0` : words;
      app.draw();
    },
    save: () => save(app),
    takeDraft() {
      app.tickets = app.draft.tickets || {};
      app.begin(app.draft.model);
      app.draft = null;
      app.isDirty = true;
      app.changes += 1;
      app.say("What you wrote earlier is back.");
      app.focusFirst("af-fields");
    },
    dropDraft() {
      app.drafts.drop();
      app.draft = null;
      app.say("It is thrown away.");
      app.focusFirst("af-fields");
    },
  };

  window.addEventListener("beforeunload", (event) => {
    if (app.isDirty) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    app.save();
  });
  return app;
}

function view(app) {
  const { settings, model } = app;
  return html`<div class="af">
    <p class="w-sr-only" role="status" aria-live="polite">${app.said}</p>
    ${app.draft ? draftView(app) : nothing}
    ${summaryView(app)}
    <p class="af-help">Everything is needed unless it says “optional”.</p>
    <div id="af-fields">
      ${titleView(app)}
      ${fieldsView(app, app.libraries[model.library].fields, rootPlace(model))}
    </div>
    ${textsView(app)}
    ${rightsView(app)}
    <div class="af-foot">
      <button type="button" class="button" id="af-save" aria-disabled=${app.isSaving ? "true" : nothing} @click=${() => app.save()}>${app.isSaving ? "Saving …" : "Save"}</button>
      ${settings.urls.preview ? html`<a class="button button-secondary" href=${settings.urls.preview} target="_blank">Preview version ${settings.number}<span class="w-sr-only"> in another tab</span></a>` : nothing}
      <span class="af-foot-state">${app.isDirty ? "Not saved yet." : app.saved}${app.isDirty && settings.urls.preview ? " The preview shows what was saved last." : ""}</span>
    </div>
  </div>`;
}

function draftView(app) {
  const when = new Date(app.draft.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });
  return html`<section class="af-notes" aria-labelledby="af-draft-title"><h2 id="af-draft-title">${icon("info-circle")} You wrote something here that was not saved</h2>
    <p>It is from ${when} and is kept in this browser only.</p>
    ${button("Take it up again", app.takeDraft, { kind: "" })} ${button("Throw it away", app.dropDraft)}</section>`;
}

for (const host of document.querySelectorAll("[data-activity-form]")) start(host);
