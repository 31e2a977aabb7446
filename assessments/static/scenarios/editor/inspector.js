// The scene, end or use of shared scenes in hand.

import { html, nothing } from "../../vendor/lit/lit-html.js";
import { keyed } from "../../vendor/lit/directives/keyed.js";
import { repeat } from "../../vendor/lit/directives/repeat.js";
import { area, button, fieldId, icon, number, select, text, tool } from "./fields.js";
import { optionCard } from "./option.js";
import { extras } from "./extras.js";
import { isPack, keyFault, leadsTo, nameOf, ofId, slug, UID, withScene } from "./story.js";
import { settingsView } from "./settings.js";
import { target } from "./targets.js";

export function inspector(app) {
  const { story, selected } = app.store.state;
  const part = selected.kind === "scene" ? ofId(story.scenes, selected.id)
    : selected.kind === "end" ? ofId(story.ends, selected.id) : null;
  if (!part) return settingsView(app);
  const view = selected.kind === "end" ? endView : isPack(part) ? packView : sceneView;
  return keyed(part.id, view(app, part));
}

function heading(app, part, kind, tools) {
  const lines = (app.problemOf({ part })?.lines || []).filter((line) => !line.option);
  return html`<header class="se-inspector-top">
      <h3 id="se-inspector-title"><span class="se-kind">${kind}</span> ${nameOf(part, app.packs)}</h3>
      <div class="se-tools">${tools}</div>
    </header>
    ${lines.length ? html`<ul class="se-problem-lines">${lines.map((line) => html`<li class="se-is-${line.kind}"><span aria-hidden="true">${line.kind === "fault" ? "✕" : "!"}</span> ${line.message}</li>`)}</ul>` : nothing}`;
}

function commentTool(app, part) {
  if (!app.comments) return nothing;
  const count = app.commentsOn({ part });
  // Marked as Wagtail's own, or it would take the press for one elsewhere and leave the comment.
  return html`<span data-comment-add>${button([icon("comment-add"), count ? ` ${count}` : " Comment"], () => app.comments.open(part.id), {
    id: `${part.id}-comment`, title: count ? "Read the comments" : "Write a comment for your colleagues (Ctrl+Alt+M)",
  })}</span>`;
}

/** Changed when one has finished typing, as everything that leads here is renamed with it. */
function shortName(app, part) {
  const { story, ui } = app.store.state;
  const typed = ui.naming?.id === part.id ? ui.naming.key : null;
  const fault = typed === null ? "" : keyFault(story, part.id, typed);
  const count = leadsTo(story, part.key);
  const led = { 0: "Nothing leads here yet.", 1: "One option leads here." }[count] || `${count} options lead here.`;
  return text(`${part.id}-key`, {
    label: "Short name", value: typed ?? part.key, maxlength: 40, wide: false, fault,
    help: part.key === story.start ? "The story begins here." : led,
    onInput: () => ui.naming && app.store.set({ naming: null }),
    onChange: (value) => {
      const key = slug(value);
      if (key === part.key) return app.store.set({ naming: null });
      if (keyFault(story, part.id, key)) return app.store.set({ naming: { id: part.id, key: value } });
      app.store.set({ naming: null });
      return app.actions.rename(part, key);
    },
  });
}

function sceneView(app, scene) {
  const edit = (changes, label, field) => app.actions.edit.scene(scene.id, changes, label, field && `${scene.id}-${field}`);
  const { story } = app.store.state;
  return html`
    ${heading(app, scene, "Scene", html`
      ${app.canTry ? button("▶ Try from here", () => app.tryFrom(scene), { id: `${scene.id}-try`, title: "Play from this scene; nothing is recorded" }) : nothing}
      ${commentTool(app, scene)}
      ${button("Copy", () => app.actions.duplicate(scene), { title: "A second scene like this" })}
      ${button("Delete", () => app.actions.removePart(scene, "scene"), { title: "Delete this scene; you can take it back" })}`)}
    <div class="se-line">
      ${text(`${scene.id}-title`, { label: "Title", value: scene.title, placeholder: "For authors only", onInput: (title) => edit({ title }, "the title", "title") })}
      ${shortName(app, scene)}
      ${number(`${scene.id}-week`, { label: "Week", value: scene.week, min: 1, max: app.settings.limits.weeks, onInput: (week) => edit({ week }, "the week", "week") })}
    </div>
    ${speaker(app, scene, edit)}
    ${area(`${scene.id}-text`, { label: "What is happening", value: scene.text, rows: 4,
      help: "What the mentor sees and hears, ending with what to decide. **Bold** and *italic* work; a blank line starts a paragraph.",
      onInput: (value) => edit({ text: value }, "what is happening", "text") })}
    <h4 class="se-part-title">What can be chosen</h4>
    ${repeat(scene.options, (option) => option[UID], (option, place) => optionCard(app, scene, option, place))}
    <p>${button([icon("plus"), " Add an option"], app.actions.addOption, { id: `${scene.id}-add-option`, title: "Alt+O" })}</p>
    <h4 class="se-part-title">More for this scene</h4>
    ${extras(app, scene, edit)}`;
}

function speaker(app, scene, edit) {
  const who = scene.speaker || {};
  const kind = who.character ? String(who.character) : who.name || who.role || app.isOpen(`${scene.id}-other`) ? "other" : "";
  const choices = [["", "Nobody: it is told"], ["other", "Somebody: write the name"]];
  if (app.settings.characters.length) {
    choices.push(["People in scenarios", app.settings.characters.map((c) => [String(c.id), c.role ? `${c.name}, ${c.role}` : c.name])]);
  }
  const put = (changes, label, field) => {
    const next = { ...who, ...changes };
    for (const name of Object.keys(next)) if (!next[name]) delete next[name];
    edit({ speaker: next }, label, field);
  };
  const choose = (value) => {
    app.setOpen(`${scene.id}-other`, value === "other");
    const person = app.settings.characters.find((c) => String(c.id) === value);
    if (person) put({ character: person.id, name: person.name, role: person.role, portrait: null }, "who speaks");
    else if (value === "other") put({ character: null, portrait: null, name: "", role: "" }, "who speaks");
    else put({ character: null, portrait: null, name: "", role: "", tone: "" }, "who speaks");
  };
  return html`<div class="se-line">
    ${select(`${scene.id}-speaker`, { label: "Who speaks", value: kind, choices, onChange: choose })}
    ${kind === "other" ? html`
      ${text(`${scene.id}-speaker-name`, { label: "Name", value: who.name, maxlength: 60, wide: false, placeholder: "Never a real learner’s", onInput: (name) => put({ name }, "the name", "speaker-name") })}
      ${text(`${scene.id}-speaker-role`, { label: "Who this is", value: who.role, maxlength: 120, wide: false, placeholder: "17, Level 3 Computing", onInput: (role) => put({ role }, "who this is", "speaker-role") })}` : nothing}
    ${kind ? text(`${scene.id}-tone`, { label: "How it is said", value: who.tone, wide: false, placeholder: "quietly, looking away", onInput: (tone) => put({ tone }, "how it is said", "tone") }) : nothing}
  </div>`;
}

function endView(app, end) {
  const edit = (changes, label, field) => app.actions.edit.end(end.id, changes, label, field && `${end.id}-${field}`);
  const kind = app.isPack ? "Way out" : "End";
  return html`
    ${heading(app, end, kind, html`${commentTool(app, end)}
      ${button("Delete", () => app.actions.removePart(end, "end"), { title: "You can take it back" })}`)}
    ${app.isPack ? nothing : html`<fieldset class="se-grading"><legend>How it ends</legend><div class="se-grades">
      ${app.settings.bands.map(({ value, label }) => html`<label class="se-grade-pick se-band-${value}">
        <input type="radio" form="se-none" name=${fieldId(`${end.id}-band`)} .checked=${end.band === value}
          @change=${() => edit({ band: value }, "how it ends")}><span>${label}</span></label>`)}</div></fieldset>`}
    ${area(`${end.id}-text`, { label: app.isPack ? "What has come of it, in a few words" : "What has come of it", value: end.text, rows: 3,
      help: app.isPack ? "Each scenario says where this leads." : "What the mentor reads at the end, in two or three sentences.",
      onInput: (value) => edit({ text: value }, "the end", "text") })}
    ${shortName(app, end)}`;
}

function packView(app, use) {
  const edit = (changes, label) => app.actions.edit.scene(use.id, changes, label);
  const pack = app.packs.find((one) => one.id === use.pack);
  const choices = [["", "Choose …"], ...app.packs.map((one) => [String(one.id), one.title])];
  const choose = (value) => {
    const next = app.packs.find((one) => String(one.id) === value);
    const exits = Object.fromEntries((next?.exits || []).map((exit) => [exit.key, use.exits?.[exit.key] || ""]));
    edit({ pack: next?.id ?? null, exits }, "the shared scenes");
  };
  return html`
    ${heading(app, use, "Shared scenes", html`${commentTool(app, use)}
      ${button("Delete", () => app.actions.removePart(use, "scene"), { title: "You can take it back" })}`)}
    ${app.packs.length ? nothing : html`<p class="se-help">There are no shared scenes yet. <a href=${app.settings.urls.pack} target="_blank">Write some</a>, then load this page again.</p>`}
    <div class="se-line">
      ${select(`${use.id}-pack`, { label: "Which scenes", value: use.pack ?? "", choices, onChange: choose })}
      ${shortName(app, use)}
    </div>
    ${pack?.about ? html`<p>${pack.about}</p>` : nothing}
    ${pack ? html`<h4 class="se-part-title">Where they lead</h4>` : nothing}
    ${(pack?.exits || []).map((exit) => target(app, {
      id: `${use.id}-exit-${exit.key}`, label: exit.text || exit.key, value: use.exits?.[exit.key] || "", what: "where it leads",
      lead: (before, key) => withScene(before, use.id, { exits: { ...ofId(before.scenes, use.id).exits, [exit.key]: key } }),
    }))}
    ${pack ? html`<p>${tool(icon("edit"), "Change the shared scenes (opens beside this)", () => window.open(`${app.settings.urls.pack.replace(/add\/$/, "edit/")}${pack.id}/`, "_blank"))}</p>` : nothing}`;
}
