// What holds for the whole story: where it begins, its meters, what can happen, what must.

import { html, nothing } from "../../vendor/lit/lit-html.js";
import { repeat } from "../../vendor/lit/directives/repeat.js";
import { button, check, icon, more, number, select, text, tool } from "./fields.js";
import { freeKey, isPack, nameOf, named, slug, UID } from "./story.js";

export function settingsView(app) {
  const { story } = app.store.state;
  if (!story.scenes.length) return emptyView(app);
  const order = app.order();
  const scenes = [...order.reached, ...order.unreached];
  const known = scenes.some((scene) => scene.key === story.start);
  const choices = [
    ...(known ? [] : [["", story.start ? `${story.start} (missing)` : "Choose …"]]),
    ...scenes.filter((s) => !(app.isPack && isPack(s))).map((scene) => [scene.key, `${nameOf(scene, app.packs)} (${scene.key})`]),
  ];
  return html`
    <header class="se-inspector-top"><h3 id="se-inspector-title">${app.isPack ? "About these scenes" : "Story settings"}</h3></header>
    ${select("start", { label: "It begins with", value: known ? story.start : "", choices, wide: true,
      onChange: (start) => app.actions.edit.story({ start }, "the first scene") })}
    ${app.isPack ? html`<p class="se-help">A scenario that takes these scenes in says where each way out leads.</p>` : html`
      ${statements(app)}
      ${more("meters", app, "Meters", story.meters.map((m) => app.meterLabel(m.meter)).join(", "), () => meters(app, story))}
      ${more("facts", app, "What can happen", counted(story.facts), () => facts(app, story))}
      ${more("musts", app, "What must and must not happen", counted(story.musts), () => musts(app, story))}
      <h4 class="se-part-title">Add</h4>
      <p>${button([icon("plus"), " New scene"], () => app.actions.addScene(), { title: "Alt+N" })}
        ${button([icon("plus"), " New end"], () => app.actions.addEnd())}
        ${button([icon("copy"), " Shared scenes"], () => app.actions.addPack(app.packs.length === 1 ? app.packs[0] : null), { title: "Scenes that several scenarios use, such as taking a disclosure" })}</p>`}
    ${app.report ? reportView(app) : nothing}`;
}

const counted = (list) => (list.length ? String(list.length) : "");

function statements(app) {
  const codes = app.codes();
  return html`<p class="se-statements"><strong>Statements of the standard:</strong>
    ${codes.length ? codes.map((code, place) => html`${place ? ", " : ""}<span title=${app.statementTitle(code)}>${code}</span>`) : "none yet"}
    <button type="button" class="se-link" @click=${app.focusCodes}>${codes.length ? "Change" : "Choose them above"}</button></p>`;
}

export function emptyView(app) {
  const { urls } = app.settings;
  return html`<div class="se-empty">
    <h3 id="se-inspector-title">${app.isPack ? "Scenes to use again and again" : "A story in scenes"}</h3>
    <p>${app.isPack
      ? "Write them once, such as “taking a disclosure”, and let many scenarios lead through them."
      : "In each scene something happens, and the mentor chooses what to say or do. Each choice leads to another scene or to an end."}</p>
    <p>${button("Start with a scene", () => app.actions.addScene(), { kind: "button-primary", id: "start" })}
      ${!app.isPack && urls.patterns ? html`<a class="button button-small se-button button-secondary" href="${urls.patterns}${moduleWanted()}">Start from a pattern</a>` : nothing}</p>
    <p class="se-help">${app.isPack ? "" : "A pattern is a ready-made shape, such as “a talk that goes wrong and can be mended”, with words to replace. "}Press <kbd>?</kbd> at any time for help.</p>
  </div>`;
}

/** The module in which the new page is to stand, as its address says. */
function moduleWanted() {
  const found = /\/add\/[^/]+\/[^/]+\/(\d+)\//.exec(window.location.pathname);
  return found ? `?module=${found[1]}` : "";
}

function meters(app, story) {
  const { limits } = app.settings;
  const put = (meter, changes, field) => app.actions.edit.story(
    { meters: story.meters.map((m) => (m.meter === meter ? { ...m, ...changes } : m)) }, "a meter", field);
  return html`<p class="se-help">A meter runs from ${limits.lowest} to ${limits.highest}. Options raise or lower it; scenes can ask how it stands. The mentor sees it in words.</p>
    ${app.settings.meters.map(({ value, label }) => {
      const used = story.meters.find((m) => m.meter === value);
      return html`<div class="se-line se-meter">
        ${check(`meter-${value}`, { label, checked: used, onChange: (on) => app.actions.edit.story({
          meters: on ? [...story.meters, { meter: value, start: limits.middle }] : story.meters.filter((m) => m.meter !== value) }, "a meter") })}
        ${used ? html`${number(`meter-${value}-start`, { label: "Begins at", value: used.start ?? limits.middle, max: limits.highest, onInput: (start) => put(value, { start: start ?? limits.middle }, `meter-${value}-start`) })}
          ${number(`meter-${value}-floor`, { label: "To be repeated, if it ends below", value: used.floor || "", max: limits.highest, onInput: (floor) => put(value, { floor: floor || 0 }, `meter-${value}-floor`) })}` : nothing}
      </div>`;
    })}`;
}

function facts(app, story) {
  const put = (fact, changes, field) => app.actions.edit.story(
    { facts: story.facts.map((f) => (f[UID] === fact[UID] ? { ...f, ...changes } : f)) }, "what can happen", field);
  const remove = (fact) => {
    app.actions.edit.story({ facts: story.facts.filter((f) => f !== fact) }, "what can happen");
    app.focus("new-fact");
    app.offerUndo(`“${fact.text}” taken away. Conditions that ask for it are to be mended.`);
  };
  return html`<p class="se-help">What a run remembers: an option says that it has happened, later scenes ask.</p>
    ${repeat(story.facts, (fact) => fact[UID], (fact) => html`<div class="se-example">
      ${text(`fact-${fact[UID]}`, { label: html`It has happened <code class="se-key">${fact.key}</code>`, value: fact.text, onInput: (words) => put(fact, { text: words }, `fact-${fact[UID]}`) })}
      ${tool("✕", `Take “${fact.text}” away`, () => remove(fact))}</div>`)}
    ${text("new-fact", { label: "Something new", placeholder: "Such as: You told the safeguarding lead", help: "Press Enter to add it.",
      onChange: (words, input) => {
        input.value = "";
        if (!words.trim()) return;
        const taken = { scenes: story.facts.map((f) => ({ key: f.key })), ends: [] };
        const key = freeKey(taken, slug(words.trim().toLowerCase()).slice(0, 30) || "it-happened");
        app.actions.edit.story({ facts: [...story.facts, named({ key, text: words.trim() })] }, "what can happen");
        app.focus("new-fact");
        app.announce(`“${words.trim()}” added.`);
      } })}`;
}

function musts(app, story) {
  if (!story.facts.length) return html`<p class="se-help">First write under “What can happen” what it is about.</p>`;
  const put = (must, changes, field) => app.actions.edit.story(
    { musts: story.musts.map((m) => (m[UID] === must[UID] ? { ...m, ...changes } : m)) }, "a must", field);
  const add = () => {
    const must = named({ kind: "do", fact: story.facts[0].key, text: "" });
    app.actions.edit.story({ musts: [...story.musts, must] }, "a must");
    app.focus(`must-${must[UID]}-text`);
  };
  const known = story.facts.map((f) => [f.key, f.text || f.key]);
  return html`<p class="se-help">Whoever misses a must, or does what must not be done, has not finished safely, whatever the points.</p>
    ${repeat(story.musts, (must) => must[UID], (must) => html`<div class="se-way"><div class="se-line">
      ${select(`must-${must[UID]}-kind`, { label: "Every run", value: must.kind, choices: [["do", "must do this"], ["avoid", "must never do this"]], onChange: (kind) => put(must, { kind }) })}
      ${select(`must-${must[UID]}-fact`, { label: "What", value: must.fact, onChange: (fact) => put(must, { fact }),
        choices: known.some(([key]) => key === must.fact) ? known : [...known, [must.fact, `${must.fact} (not in the list)`]] })}</div>
      <div class="se-example">${text(`must-${must[UID]}-text`, { label: "Told to whoever does not keep to it", value: must.text, placeholder: "Tell the safeguarding lead the same day.", maxlength: 500, onInput: (words) => put(must, { text: words }, `must-${must[UID]}-text`) })}
      ${tool("✕", "Take this must away", () => { app.actions.edit.story({ musts: story.musts.filter((m) => m !== must) }, "a must"); app.focus("add-must"); })}</div></div>`)}
    ${button("Add a must", add, { id: "add-must" })}`;
}

function reportView(app) {
  return html`<h4 class="se-part-title" id="se-report" tabindex="-1">How long and how fair</h4>
    <ul class="se-report">${app.report.map((line) => html`<li>${line}</li>`)}</ul>`;
}
