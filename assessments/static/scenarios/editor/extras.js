// What a scene may have beside its words and options. Each stands closed until it is wanted.

import { html, nothing } from "../../vendor/lit/lit-html.js";
import { repeat } from "../../vendor/lit/directives/repeat.js";
import { conditions, inWords } from "./conditions.js";
import { area, button, check, fieldId, more, number, select, tool } from "./fields.js";
import { firstWords, named, UID } from "./story.js";

export function extras(app, scene, edit) {
  const id = scene.id;
  const openings = scene.openings || [];
  const examples = scene.exemplars || [];
  const count = (list, one, many) => (list.length ? `${list.length} ${list.length === 1 ? one : many}` : "");
  return html`
    ${more(`${id}-openings`, app, "It opens differently when …", count(openings, "opening", "openings"), () => openingsView(app, scene, openings, edit))}
    ${more(`${id}-own`, app, "Own words first", scene.own_words ? `asked${examples.length ? `, ${count(examples, "example", "examples")}` : ""}` : "", () => ownWords(app, scene, examples, edit))}
    ${more(`${id}-picture`, app, "Picture", pictureState(app, scene), () => pictureView(app, scene, edit))}
    ${more(`${id}-clip`, app, "Short film or sound", clipState(app, scene), () => clipView(app, scene, edit))}
    ${more(`${id}-clock`, app, "Clock", scene.seconds ? `${scene.seconds} seconds` : "", () => clock(app, scene, edit))}
    ${more(`${id}-panel`, app, "Panel of experts", scene.panel ? "their votes give the points" : "", () => panel(app, scene, edit))}`;
}

function openingsView(app, scene, openings, edit) {
  const put = (opening, changes) => openings.map((other) => (other[UID] === opening[UID] ? { ...other, ...changes } : other));
  const add = () => {
    const opening = named({ when: [], text: "" });
    edit({ openings: [...openings, opening] }, "an opening");
    app.focus(`${opening[UID]}-text`);
  };
  return html`<p class="se-help">Words before the scene, for runs in which something has happened: “She remembers that you did not call.”</p>
    ${repeat(openings, (opening) => opening[UID], (opening) => html`<div class="se-way">
      <div class="se-way-top"><strong>${inWords(app, opening.when) || "Always"}</strong>
        ${tool("✕", "Take this opening away", () => { edit({ openings: openings.filter((o) => o !== opening) }, "an opening"); app.focus(`${scene.id}-add-opening`); })}</div>
      ${area(`${opening[UID]}-text`, { label: "Words before the scene", value: opening.text,
        onInput: (value) => edit({ openings: put(opening, { text: value }) }, "an opening", `opening-${opening[UID]}`) })}
      ${conditions(app, { id: `${opening[UID]}-when`, label: "Shown when all of this holds", when: opening.when,
        onChange: (when) => edit({ openings: put(opening, { when }) }, "a condition") })}
    </div>`)}
    ${button("Add an opening", add, { id: `${scene.id}-add-opening` })}`;
}

function ownWords(app, scene, examples, edit) {
  const put = (place, value) => edit({ exemplars: examples.map((text, at) => (at === place ? value : text)) }, "an example", `exemplar-${place}`);
  return html`${check(`${scene.id}-own-words`, { label: "First ask: what would you say?", checked: scene.own_words,
      help: "The mentor writes before the options appear. Nobody else ever reads it.", onChange: (on) => edit({ own_words: on }, "own words") })}
    ${examples.map((value, place) => html`<div class="se-example">
      ${area(`${scene.id}-exemplar-${place}`, { label: `What others said (${place + 1})`, value, onInput: (words) => put(place, words) })}
      ${tool("✕", `Take example ${place + 1} away`, () => { edit({ exemplars: examples.filter((_, at) => at !== place) }, "an example"); app.focus(`${scene.id}-add-example`); })}</div>`)}
    ${button("Add an example", () => { edit({ exemplars: [...examples, ""] }, "an example"); app.focus(`${scene.id}-exemplar-${examples.length}`); }, { id: `${scene.id}-add-example` })}`;
}

function pictureState(app, scene) {
  if (!scene.picture?.image) return "";
  return app.settings.images[scene.picture.image]?.title || "chosen";
}

function pictureView(app, scene, edit) {
  const picture = scene.picture || {};
  const shown = app.settings.images[picture.image];
  const choose = () => app.choose("image", (result) => {
    app.settings.images[result.id] = { title: result.title, url: result.preview?.url };
    edit({ picture: { image: Number(result.id), ...(picture.words && { words: picture.words }) } }, "the picture");
    app.focus(`${scene.id}-picture-words`);
  });
  return html`<div class="se-picture">
      ${shown?.url ? html`<img src=${shown.url} alt="">` : nothing}
      <div>${button(picture.image ? "Choose another picture" : "Choose a picture", choose, { id: `${scene.id}-choose-picture` })}
      ${picture.image ? button("Take it out", () => { edit({ picture: {} }, "the picture"); app.focus(`${scene.id}-choose-picture`); }) : nothing}</div>
    </div>
    ${picture.image ? area(`${scene.id}-picture-words`, { label: "In words", value: picture.words, help: "For whoever does not see it. Empty, when it only decorates.",
      onInput: (words) => edit({ picture: words ? { ...picture, words } : { image: picture.image } }, "the picture in words", "picture-words") }) : nothing}`;
}

const clipState = (app, scene) => (scene.clip?.file ? app.settings.documents[scene.clip.file]?.title || "chosen" : "");

function clipView(app, scene, edit) {
  const clip = scene.clip || {};
  const title = (id) => app.settings.documents[id]?.title || "A document";
  const choose = (name) => app.choose("document", (result) => {
    app.settings.documents[result.id] = { title: result.title };
    edit({ clip: { ...clip, [name]: Number(result.id) } }, name === "file" ? "the clip" : "the captions");
    app.focus(`${scene.id}-transcript`);
  });
  const without = (name) => { const rest = { ...clip }; delete rest[name]; return rest; };
  return html`<p class="se-help">A minute or two, as a document of this site. Everything that is said must also stand below.</p>
    <p>${clip.file ? html`<strong>${title(clip.file)}</strong> ` : nothing}
      ${button(clip.file ? "Choose another" : "Choose a film or sound", () => choose("file"), { id: `${scene.id}-choose-clip` })}
      ${clip.file ? button("Take it out", () => { edit({ clip: {} }, "the clip"); app.focus(`${scene.id}-choose-clip`); }) : nothing}</p>
    ${clip.file ? html`
      ${area(`${scene.id}-transcript`, { label: "Everything that is said", value: clip.transcript, rows: 4, onInput: (transcript) => edit({ clip: { ...clip, transcript } }, "the transcript", "transcript") })}
      <p>Captions: ${clip.captions ? html`<strong>${title(clip.captions)}</strong>` : "none"}
        ${button(clip.captions ? "Choose another" : "Choose a captions file (.vtt)", () => choose("captions"))}
        ${clip.captions ? button("Take it out", () => edit({ clip: without("captions") }, "the captions")) : nothing}</p>` : nothing}`;
}

function clock(app, scene, edit) {
  const late = [["", "Choose …"], ...scene.options.map((o) => [o.key, `${o.key}: ${firstWords(o.text, 40)}`])];
  return html`<div class="se-line">
    ${number(`${scene.id}-seconds`, { label: "Seconds to decide", value: scene.seconds || "", max: app.settings.limits.seconds,
      onInput: (seconds) => edit({ seconds, ...(seconds ? {} : { late: "" }) }, "the clock", "seconds") })}
    ${scene.seconds ? select(`${scene.id}-late`, { label: "When the time is up, this is taken", value: scene.late || "", choices: late,
      onChange: (value) => edit({ late: value }, "what is taken when the time is up") }) : nothing}
    </div><p class="se-help">Every mentor can play without the clock, or with more time. Leave it empty for no clock.</p>`;
}

function panel(app, scene, edit) {
  const codes = app.codes();
  const chosen = scene.panel_codes || [];
  return html`${check(`${scene.id}-panel-on`, { label: "Experts have voted on the options", checked: scene.panel,
      help: "An option is then worth its share of the votes of the most chosen one, instead of points.",
      onChange: (on) => edit({ panel: on, panel_codes: on ? (chosen.length ? chosen : codes.slice(0, 1)) : [] }, "the panel") })}
    ${scene.panel ? html`<fieldset class="se-facts"><legend>For which statements</legend>
      ${codes.map((code) => check(`${scene.id}-panel-${code}`, { label: `${code} ${app.statementTitle(code)}`, checked: chosen.includes(code),
        onChange: (on) => edit({ panel_codes: on ? [...chosen, code] : chosen.filter((c) => c !== code) }, "the panel") }))}
      ${codes.length ? nothing : html`<button type="button" class="se-link" id=${fieldId(`${scene.id}-codes`)} @click=${app.focusCodes}>Choose the statements first</button>`}</fieldset>
      <p class="se-help">Write how many experts chose each option in “Votes of the panel” of that option.</p>` : nothing}`;
}
