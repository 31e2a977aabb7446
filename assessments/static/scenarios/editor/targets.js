// Where something leads: by name, on the map, or to something new.

import { html, nothing } from "../../vendor/lit/lit-html.js";
import { live } from "../../vendor/lit/directives/live.js";
import { fieldId, icon, tool } from "./fields.js";
import { matches, nameOf } from "./story.js";

const MOST = 40;

/** `onPick(key)`; `lead(story, key)` answers the story in which this leads to `key`. */
export function target(app, { id, label, value, lead, what }) {
  const { ui } = app.store.state;
  const open = ui.combo?.id === id ? ui.combo : null;
  const part = app.find(value);
  const shown = part ? nameOf(part, app.packs) : value || "";
  const choices = open ? choicesOf(app, open.query) : [];
  const active = open ? Math.min(open.active, choices.length - 1) : -1;
  const list = `${fieldId(id)}-list`;
  const pick = (key) => {
    app.store.set({ combo: null });
    app.store.change(what, (before) => lead(before, key), { focus: id });
    app.announce(key ? `Leads to ${nameOf(app.find(key), app.packs)}.` : "Leads nowhere now.");
    app.focus(id);
  };
  const choose = (choice) => {
    if (!choice) return;
    if (choice.isNew) {
      app.store.set({ combo: null });
      const make = choice.isNew === "end" ? app.actions.addEnd : app.actions.addScene;
      make({ title: choice.words, text: choice.words, lead, stay: true });
      app.focus(id);
    } else pick(choice.key);
  };
  const openAt = (query, step = 0) => app.store.set({ combo: { id, query, active: step } });
  return html`<div class="se-field se-target">
    <label for=${fieldId(id)}>${label}</label>
    <div class="se-target-line">
      <div class="se-combo">
        <input type="text" role="combobox" form="se-none" id=${fieldId(id)} autocomplete="off" aria-autocomplete="list"
          aria-expanded=${open ? "true" : "false"} aria-controls=${list}
          aria-activedescendant=${open && active >= 0 ? `${list}-${active}` : nothing}
          class=${value && !part ? "se-missing" : ""} placeholder="Type a name, or press ↓"
          .value=${live(open ? open.query : shown)}
          @input=${(event) => openAt(event.target.value)}
          @click=${(event) => { if (!open) { event.target.select(); openAt(""); } }}
          @blur=${() => open && app.store.set({ combo: null })}
          @keydown=${(event) => onKey(event, { open, choices, active, choose, openAt, app, id })}>
        <ul role="listbox" class="se-list" id=${list} aria-label="${label}: scenes and ends" ?hidden=${!open}>
          ${choices.map((choice, number) => html`<li role="option" id="${list}-${number}"
            aria-selected=${number === active ? "true" : "false"} class=${choice.isNew ? "se-new" : ""}
            @mousedown=${(event) => { event.preventDefault(); choose(choice); }}>${choice.view}</li>`)}
        </ul>
      </div>
      ${app.map ? tool(icon("crosshairs"), "Pick on the map", () => app.pickOnMap(label, pick)) : nothing}
      ${part ? tool("→", `Go to ${shown}`, () => app.actions.goTo(value)) : nothing}
    </div>
    ${value && !part ? html`<p class="se-fault"><span aria-hidden="true">✕</span> “${value}” does not exist. Choose another, or make it:
      <button type="button" class="se-link" @click=${() => app.actions.addScene({ key: value, lead, stay: true })}>new scene</button></p>` : nothing}
  </div>`;
}

function choicesOf(app, query) {
  const { story, selected } = app.store.state;
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const order = app.order();
  const scenes = [...order.reached, ...order.unreached];
  const fits = (part) => matches({ ...part, options: [] }, words, app.packs);
  const found = [...story.ends.filter(fits), ...scenes.filter((s) => fits(s) && s.id !== selected.id)];
  if (words.length === 0) found.push(...found.splice(0, story.ends.length)); // scenes first
  const choices = found.slice(0, MOST).map((part) => ({
    key: part.key,
    view: html`<span class="se-symbol" aria-hidden="true">${story.ends.includes(part) ? "◆" : "◻"}</span>
      <span class="se-name">${nameOf(part, app.packs)}</span> <code class="se-key">${part.key}</code>`,
  }));
  const title = query.trim();
  const called = title ? ` “${title}”` : "";
  choices.push({ isNew: "scene", words: title, view: html`<span aria-hidden="true">+</span> New scene${called}` });
  const end = app.isPack ? "New way out" : "New end";
  choices.push({ isNew: "end", words: title, view: html`<span aria-hidden="true">+</span> ${end}${called}` });
  return choices;
}

function onKey(event, { open, choices, active, choose, openAt, app }) {
  if (event.altKey && event.key !== "ArrowDown") return undefined;
  if (event.key === "ArrowDown") openAt(open?.query || "", open ? Math.min(active + 1, choices.length - 1) : 0);
  else if (event.key === "ArrowUp" && open) openAt(open.query, Math.max(active - 1, 0));
  else if (event.key === "Enter" && open) choose(choices[active]);
  else if (event.key === "Enter") openAt("");
  else if (event.key === "Escape" && open) app.store.set({ combo: null });
  else return undefined;
  event.stopPropagation();
  return event.preventDefault();
}
