// The frame: tools, problems and outline, map, the scene in hand, and what is said aloud.

import { html, nothing } from "../../vendor/lit/lit-html.js";
import { button, icon } from "./fields.js";
import { inspector } from "./inspector.js";
import { KEYS } from "./keys.js";
import { outline } from "./outline.js";
import { problemList } from "./problems.js";

export function shell(app) {
  const { story, ui } = app.store.state;
  const pane = ui.pane === "map" ? "map" : "outline";
  app.host.classList.toggle("story-wide", Boolean(ui.isWide));
  document.documentElement.classList.toggle("story-wide-page", Boolean(ui.isWide));
  const isEmpty = !story.scenes.length && !story.ends.length;
  return html`<div class="se" data-pane=${pane}>
    ${isEmpty ? html`<section class="se-inspector" aria-labelledby="se-inspector-title">${inspector(app)}</section>` : html`
    <div class="se-bar" role="group" aria-label="The story">
      ${button([icon("plus"), " Scene"], () => app.actions.addScene(), { title: "A new scene after this one (Alt+N)", kind: "button-primary", id: "add-scene" })}
      ${button([icon("plus"), app.isPack ? " Way out" : " End"], () => app.actions.addEnd(), { title: app.isPack ? "A new way out" : "A new end" })}
      <span class="se-gap"></span>
      ${button("↶ Undo", app.actions.undo, { title: "Take back (Ctrl+Z)", disabled: !app.store.canUndo })}
      ${button("↷ Redo", app.actions.redo, { title: "Do again (Ctrl+Shift+Z)", disabled: !app.store.canRedo })}
      <span class="se-gap"></span>
      ${app.canTry ? button("▶ Try it", () => app.tryFrom(null), { title: "Play it from the beginning; nothing is recorded" }) : nothing}
      ${button(ui.isWide ? "Leave full window" : "Full window", () => app.store.set({ isWide: !ui.isWide }), { title: "Room for outline, map and scene side by side" })}
      ${button("? Help", app.keys.openHelp, { title: "How it works, and the keys" })}
    </div>
    ${ui.picking ? html`<p class="se-picking" role="status"><strong>${ui.picking.label}:</strong> choose a scene or an end on the map.
      ${button("Leave it as it is", app.endPicking)}</p>` : nothing}
    <div class="se-panes" role="group" aria-label="Outline or map">
      ${["outline", "map"].map((name) => html`<button type="button" class="se-pane-tab" aria-pressed=${pane === name ? "true" : "false"}
        @click=${() => app.store.set({ pane: name })}>${name === "map" ? "Map" : "Outline"}</button>`)}
    </div>
    <div class="se-body">
      <section class="se-outline" aria-label="Outline">${problemList(app)}${outline(app)}</section>
      <section class="se-map" aria-label="Map"><div data-map class="se-map-host"></div></section>
      <section class="se-inspector" aria-labelledby="se-inspector-title">${inspector(app)}</section>
    </div>`}
    ${ui.toast ? html`<div class="se-toast">${ui.toast}
      ${app.store.canUndo ? button("Take back", app.actions.undo) : nothing}
      <button type="button" class="se-tool" aria-label="Close" @click=${app.clearToast}><span aria-hidden="true">✕</span></button></div>` : nothing}
    <p class="w-sr-only" role="status" aria-live="polite">${ui.said || ""}</p>
    ${help(app)}
  </div>`;
}

function help(app) {
  return html`<dialog class="se-help-window" data-help aria-labelledby="se-help-title">
    <h2 id="se-help-title">How it works</h2>
    <ol>
      <li>A <strong>scene</strong> says what is happening and gives two to four <strong>options</strong>.</li>
      <li>Each option says <em>what happens</em>, has <em>the coach’s comment</em>, a grade, and leads to another scene or to an <strong>end</strong>.</li>
      <li>One path of best options must lead safely to a good end. The list above the outline says what is still missing; press a line to go there.</li>
      <li>Everything is saved as a draft while you write. Mentors see it only once it is published.</li>
    </ol>
    ${KEYS.map(([title, keys]) => html`<h3>${title}</h3><dl class="se-keys">${keys.map(([key, words]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${words}</dd></div>`)}</dl>`)}
    <p>${button("Close", (event) => event.target.closest("dialog").close(), { kind: "button-primary" })}</p>
  </dialog>`;
}
