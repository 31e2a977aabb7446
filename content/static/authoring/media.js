// Pictures, sounds, films and other files: sent at once, kept with the activity when it is saved.

import { html, nothing } from "../vendor/lit/lit-html.js";
import { live } from "../vendor/lit/directives/live.js";
import { decoded, encoded } from "./markup.js";
import { read, write } from "./model.js";
import { button, describedBy, icon, idOf, more, optional } from "./parts.js";

const WORDS = { image: "picture", video: "video", audio: "sound", file: "file" };
const SOURCES = new Set(["video", "audio"]); // a list of the same in several formats

export function mediaView(app, field, place) {
  const id = idOf(place.uid);
  const files = filesOf(field, place);
  const sending = app.uploads.get(place.uid);
  const isWrong = app.errorsOf(place.uid).length > 0;
  const what = WORDS[field.type];
  const accepted = field.mimes?.join(",") || app.settings.accept[field.type];
  return html`<div class="af-field af-media ${isWrong ? "af-is-wrong" : ""}" role="group" aria-labelledby="${id}-name">
    <span class="af-label" id="${id}-name">${field.label}${optional(field)}</span>
    ${files.map((file) => preview(app, field, file))}
    <div class="af-line">
      <label class="af-media-pick" for=${id} id="${id}-label">${files.length ? `Replace the ${what}` : `Choose a ${what}`}<span class="w-sr-only">: ${field.label}</span></label>
      <input type="file" form="af-none" id=${id} accept=${accepted} ?disabled=${Boolean(sending?.request)} aria-required=${field.isOptional ? nothing : "true"}
        aria-invalid=${isWrong ? "true" : nothing} aria-describedby=${describedBy(app, field, place.uid) || nothing}
        @change=${(event) => send(app, field, place, event.target)}>
      ${files.length ? button(html`${icon("bin")} Remove`, () => remove(app, field, place), { name: `Remove the ${what}: ${field.label}` }) : nothing}
    </div>
    ${sending ? progress(app, place, sending) : nothing}
    ${field.type === "video" && app.settings.videoHosts.length ? address(app, field, place, files) : nothing}
    ${more(app, field, place.uid)}
    ${files.length && !field.hasNoCredit ? credit(app, place, files[0]) : nothing}
  </div>`;
}

function filesOf(field, place) {
  const value = read(place);
  const found = SOURCES.has(field.type) ? (Array.isArray(value) ? value : []) : [value];
  return found.filter((file) => typeof file?.path === "string");
}

function preview(app, field, file) {
  const name = file.path.split("/").pop();
  if (/^https?:/.test(file.path)) return html`<p class="af-media-name">${file.path}</p>`;
  const url = app.addressOf(file.path);
  if (!url) return html`<p class="af-media-name">${name}</p>`;
  const views = {
    image: () => html`<img class="af-picture" src=${url} alt="The picture chosen">`,
    video: () => html`<video class="af-picture" src=${url} controls preload="metadata"></video>`,
    audio: () => html`<audio src=${url} controls preload="metadata"></audio>`,
    file: () => html`<p class="af-media-name"><a href=${url} target="_blank" rel="noreferrer">${name}</a></p>`,
  };
  return views[field.type]();
}

function progress(app, place, { share, error, name }) {
  if (error) return html`<p class="af-errors" role="alert">${icon("warning")} ${error}</p>`;
  return html`<p class="af-sending"><progress max="100" .value=${share} aria-label="${name}: ${share} per cent sent"></progress> ${name}
    ${button("Stop", () => app.uploads.get(place.uid)?.request.abort())}</p>`;
}

function send(app, field, place, input) {
  const [file] = input.files;
  if (!file) return;
  const most = app.settings.mostBytes;
  if (file.size > most) {
    app.uploads.set(place.uid, { error: `“${file.name}” is over ${Math.round(most / 1024 / 1024)} MB. Choose a smaller one.` });
    app.draw();
    return;
  }
  const data = new FormData();
  data.append("file", file);
  data.append("kind", field.type);
  const request = new XMLHttpRequest();
  const state = { request, share: 0, name: file.name };
  app.uploads.set(place.uid, state);
  request.upload.onprogress = (event) => {
    state.share = event.lengthComputable ? Math.round((event.loaded / event.total) * 100) : 0;
    app.draw();
  };
  request.onload = () => arrived(app, field, place, { input, request, file });
  request.onerror = () => failed(app, place, input, "It could not be sent. Check the connection and choose it again.");
  request.onabort = () => failed(app, place, input, "Stopped. Nothing was kept.");
  request.open("POST", app.settings.urls.media);
  request.setRequestHeader("X-CSRFToken", app.settings.csrf);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.send(data);
  app.say(`Sending ${file.name}.`);
  app.draw();
}

function failed(app, place, input, error) {
  input.value = "";
  app.uploads.set(place.uid, { error });
  app.draw();
}

function arrived(app, field, place, { input, request, file }) {
  const kept = request.response;
  if (request.status !== 200 || !kept?.path) {
    failed(app, place, input, kept?.error || "This file was not taken. Load the page again and try once more.");
    return;
  }
  input.value = "";
  app.uploads.delete(place.uid);
  app.tickets[kept.path] = { ticket: kept.ticket, url: kept.url };
  const before = filesOf(field, place)[0];
  const value = { path: kept.path, mime: kept.type, copyright: before?.copyright || { license: "U" } };
  if (field.type === "image" && kept.width) Object.assign(value, { width: kept.width, height: kept.height });
  app.change(() => write(place, SOURCES.has(field.type) ? [value] : value));
  app.say(`${file.name} is here.`);
  app.focus(idOf(place.uid));
}

function remove(app, field, place) {
  app.uploads.delete(place.uid);
  app.change(() => write(place, undefined));
  app.say(`The ${WORDS[field.type]} is removed.`);
  app.focus(idOf(place.uid));
}

/** A film elsewhere: only from places that the site lets its pages show. */
function address(app, field, place, files) {
  const id = `${idOf(place.uid)}-address`;
  const hosts = app.settings.videoHosts.map((host) => host.replace(/^https?:\/\//, "")).join(", ");
  const value = files[0] && /^https?:/.test(files[0].path) ? files[0].path : "";
  return html`<div class="af-field"><label for=${id}>Or its address</label>
    <input type="url" form="af-none" id=${id} .value=${live(value)} placeholder="https://" aria-describedby="${id}-help"
      @change=${(event) => app.change(() => write(place, event.target.value.trim()
        ? [{ path: event.target.value.trim(), mime: mimeOf(event.target.value), copyright: { license: "U" } }] : undefined))}>
    <p class="af-help" id="${id}-help">From ${hosts}.</p></div>`;
}

function mimeOf(given) {
  if (/youtu\.?be/i.test(given)) return "video/YouTube";
  if (/vimeo/i.test(given)) return "video/Vimeo";
  return /\.webm(?:$|\?)/i.test(given) ? "video/webm" : "video/mp4";
}

function credit(app, place, file) {
  const id = `${idOf(place.uid)}-credit`;
  const said = file.copyright || {};
  const put = (name, value) => app.change(() => { file.copyright = { ...file.copyright, [name]: value }; });
  const text = (name, label) => html`<div class="af-field af-field-small"><label for="${id}-${name}">${label}</label>
    <input type="text" form="af-none" id="${id}-${name}" maxlength="255" .value=${live(decoded(said[name] || ""))} @input=${(event) => put(name, encoded(event.target.value))}></div>`;
  return html`<details class="af-credit"><summary>Whose it is and how it may be used</summary>
    <div class="af-line">${text("title", "Title")}${text("author", "Author")}${text("year", "Year")}${text("source", "Where it comes from")}
      <div class="af-field af-field-small"><label for="${id}-license">Licence</label>
        <select form="af-none" id="${id}-license" @change=${(event) => put("license", event.target.value)}>
          ${app.settings.licences.map(([value, words]) => html`<option value=${value} ?selected=${live(value === (said.license || "U"))}>${words}</option>`)}
        </select></div></div></details>`;
}
