// The story as a tree: by week, in the order a reader may meet the scenes. One row has the focus.

import { html, nothing } from "../../vendor/lit/lit-html.js";
import { guard } from "../../vendor/lit/directives/guard.js";
import { repeat } from "../../vendor/lit/directives/repeat.js";
import { icon } from "./fields.js";
import {
  firstWords, GRADES, gradeOf, isPack, matches, nameOf, options, UID,
} from "./story.js";

const BANDS = { good: "●", mixed: "◐", poor: "○", unsafe: "⚠" };

/** Every row there is to see, from the top: settings, groups, scenes, options, ends. */
export function outlineRows(story, { query = "", closed = new Set(), opened = new Set() }, app) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const { reached, unreached, ends } = app.order();
  const rows = words.length ? [] : [{ id: "settings", kind: "settings", level: 1 }];
  const fits = (part) => !words.length || matches(part, words, app.packs);
  const addGroup = (name, title, parts, kind) => {
    const shown = parts.filter(fits);
    if (!shown.length) return;
    const isOpen = words.length > 0 || !closed.has(name);
    rows.push({ id: `group-${name}`, kind: "group", group: name, title, count: shown.length, level: 1, isOpen });
    if (!isOpen) return;
    for (const part of shown) {
      const showsOptions = kind === "scene" && opened.has(part.id) && !isPack(part);
      const isTree = kind === "scene" && !isPack(part) && options(part).length > 0;
      rows.push({ id: part.id, kind, part, level: 2, isOpen: showsOptions, isTree });
      if (showsOptions) {
        for (const option of part.options) {
          rows.push({ id: part.id, kind: "scene", option: option[UID], part, choice: option, level: 3 });
        }
      }
    }
  };
  const weeks = [...new Set(reached.map((scene) => scene.week || 0))].sort((a, b) => a - b);
  for (const week of weeks) {
    const title = week ? `Week ${week}` : weeks.length > 1 ? "No week" : "Scenes";
    addGroup(`week-${week}`, title, reached.filter((scene) => (scene.week || 0) === week), "scene");
  }
  addGroup("unreached", "Not led to yet", unreached, "scene");
  addGroup("ends", app.isPack ? "Ways out" : "Ends", [...story.ends], "end");
  return rows.map((row) => (row.kind === "end" ? { ...row, isLed: ends.has(row.part.key) } : row));
}

export const rowId = (row) => (row.option ? `row-${row.option}` : `row-${row.id}`);

const isSame = (row, selected) =>
  row.kind === selected.kind &&
  (row.kind === "settings" || (row.id === selected.id && row.option === selected.option));

export function outline(app) {
  const { story, selected, ui } = app.store.state;
  const rows = app.rows();
  const current = rows.find((row) => isSame(row, selected)) ||
    rows.find((row) => row.id === selected.id) || rows[0];
  const cursor = rows.find((row) => row.id === ui.cursor && row.kind === "group") || current;
  return html`
    <div class="se-search">
      <label class="w-sr-only" for="se-search">Search in the scenes</label>
      <input id="se-search" type="search" form="se-none" placeholder="Search words, names, speakers" autocomplete="off"
        .value=${ui.query || ""} @input=${(event) => app.search(event.target.value)}
        @keydown=${(event) => event.key === "ArrowDown" && (event.preventDefault(), app.focusOutline())}>
    </div>
    ${ui.query ? html`<p class="se-found">${found(rows)}</p>` : nothing}
    <div class="se-tree" role="tree" aria-label="Scenes and ends" id="se-tree"
      @keydown=${(event) => onKey(event, app, rows, cursor)} @click=${(event) => onClick(event, app, rows)}>
      ${repeat(rows, rowId, (row) => {
        const problem = app.problemOf(row);
        const isStart = row.kind === "scene" && !row.option && row.part.key === story.start;
        const target = row.choice ? app.find(row.choice.next) : null;
        const targetName = row.choice ? targetWords(row.choice, target, app) : "";
        const parts = [
          row.part, row.choice, row.isOpen, row.isTree, row.title, row.count, row.isLed, problem, isStart,
          row === cursor, isSame(row, selected), targetName, app.commentsOn(row),
        ];
        return guard(parts, () => rowView(row, { app, problem, isStart, targetName,
          isCursor: row === cursor, isSelected: isSame(row, selected) }));
      })}
    </div>`;
}

function found(rows) {
  const count = rows.filter((row) => row.level === 2).length;
  return { 0: "Nothing found.", 1: "One found." }[count] || `${count} found.`;
}

function targetWords(option, target, app) {
  if (option.critical && option.stops) return "the story stops";
  if (target) return nameOf(target, app.packs);
  return option.next ? `${option.next} (missing)` : "nowhere yet";
}

function rowView(row, { app, problem, isStart, targetName, isCursor, isSelected }) {
  const expands = row.kind === "group" || row.isTree;
  return html`<div class="se-row se-row-${row.option ? "option" : row.kind}" role="treeitem" id=${rowId(row)}
    aria-level=${row.level} aria-selected=${isSelected ? "true" : "false"} tabindex=${isCursor ? 0 : -1}
    aria-expanded=${expands ? String(row.isOpen) : nothing}>
    ${expands
      ? html`<span class="se-twist" data-twist aria-hidden="true">${row.isOpen ? "▾" : "▸"}</span>`
      : html`<span class="se-twist" aria-hidden="true"></span>`}
    ${words(row, { app, isStart, targetName })}
    ${app.commentsOn(row) ? html`<span class="se-mark" title="Comments">${icon("comment")}<span class="w-sr-only"> has comments</span></span>` : nothing}
    ${problem ? mark(problem) : nothing}
  </div>`;
}

export const mark = (kind) =>
  kind === "fault"
    ? html`<span class="se-mark se-mark-fault" title="To mend"><span aria-hidden="true">✕</span><span class="w-sr-only">, to mend</span></span>`
    : html`<span class="se-mark se-mark-warning" title="Worth a look"><span aria-hidden="true">!</span><span class="w-sr-only">, worth a look</span></span>`;

function words(row, { app, isStart, targetName }) {
  if (row.kind === "settings") {
    return html`<span class="se-name">${app.isPack ? "About these scenes" : "Story settings"}</span>`;
  }
  if (row.kind === "group") {
    return html`<span class="se-name">${row.title}</span> <span class="se-count">${row.count}</span>`;
  }
  if (row.option) {
    const grade = GRADES[gradeOf(row.part, row.choice)];
    return html`<span class="se-letter">${row.choice.key}</span>
      <span class="se-name">${firstWords(row.choice.text, 40) || "No words yet"}
        <span class="se-leads">→ ${targetName}</span></span>
      <span class="se-grade" title=${grade.label}><span aria-hidden="true">${grade.symbol}</span><span class="w-sr-only">, ${grade.label}</span></span>`;
  }
  if (row.kind === "end") {
    return html`<span class="se-symbol" aria-hidden="true">${BANDS[row.part.band] || "◻"}</span>
      <span class="se-name">${firstWords(row.part.text) || row.part.key}<span class="w-sr-only">, ${app.isPack ? "way out" : `end, ${row.part.band}`}</span></span>
      <code class="se-key">${row.part.key}</code>`;
  }
  return html`<span class="se-symbol" aria-hidden="true">${isPack(row.part) ? "⊞" : isStart ? "▶" : "◻"}</span>
    <span class="se-name">${nameOf(row.part, app.packs)}${isStart ? html`<span class="w-sr-only">, the first scene</span>` : nothing}</span>
    <code class="se-key">${row.part.key}</code>`;
}

function rowAt(event, rows) {
  const element = event.target.closest("[role=treeitem]");
  return element && rows.find((row) => rowId(row) === element.id);
}

function onClick(event, app, rows) {
  const row = rowAt(event, rows);
  if (!row) return;
  if (row.kind === "group" || event.target.closest("[data-twist]")) app.toggle(row);
  choose(app, row);
  if (row.kind !== "group" && !event.target.closest("[data-twist]")) app.showInspector();
}

function choose(app, row) {
  app.store.set({ cursor: row.id });
  if (row.kind !== "group") {
    app.store.select(row.kind === "settings" ? { kind: "settings" }
      : { kind: row.kind, id: row.id, ...(row.option && { option: row.option }) });
  }
  app.focusOutline(rowId(row));
}

function onKey(event, app, rows, cursor) {
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    app.actions.moveSelected(event.key === "ArrowUp" ? -1 : 1);
    app.focusOutline();
    return event.preventDefault();
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const place = rows.indexOf(cursor);
  const go = (to) => rows[to] && choose(app, rows[to]);
  const moves = {
    ArrowDown: () => go(place + 1),
    ArrowUp: () => go(place - 1),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    PageDown: () => go(Math.min(rows.length - 1, place + 10)),
    PageUp: () => go(Math.max(0, place - 10)),
    ArrowRight: () => (cursor.isOpen === false && (cursor.isTree || cursor.kind === "group")
      ? app.toggle(cursor) : cursor.isOpen && go(place + 1)),
    ArrowLeft: () => (cursor.isOpen ? app.toggle(cursor) : go(parentOf(rows, place))),
    Enter: () => (cursor.kind === "group" ? app.toggle(cursor) : app.focusInspector(cursor.option)),
    Delete: () => app.actions.removeSelected(),
    Backspace: () => app.actions.removeSelected(),
    "/": () => app.focus("search"),
    "*": () => app.toggleAll(),
  };
  if (event.key === "Enter" || event.key === " ") moves.Enter();
  else if (moves[event.key]) moves[event.key]();
  else return undefined;
  return event.preventDefault();
}

function parentOf(rows, place) {
  for (let at = place - 1; at >= 0; at -= 1) if (rows[at].level < rows[place].level) return at;
  return place;
}
