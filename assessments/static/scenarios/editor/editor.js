// The workshop for scenarios, under Wagtail's own form: outline, map and the scene in hand, in step.
// It keeps one hidden field up to date; saving, drafts, comments and workflow stay Wagtail's.

import { createDrawing } from "../../content/drawing.js";
import { createActions } from "./actions.js";
import { bySceneOf, createCheck } from "./check.js";
import { createChoosers } from "./choosers.js";
import { createComments } from "./comments.js";
import { createKeys } from "./keys.js";
import { outlineRows } from "./outline.js";
import { createMapping } from "./mapping.js";
import { isPack, loaded, ofKey, readingOrder, UID } from "./story.js";
import { createSaving } from "./saving.js";
import { createStore } from "./store.js";
import { createTryOut } from "./tryout.js";
import { shell } from "./shell.js";

function start(host) {
  const field = host.querySelector("[data-story-value]");
  const screen = host.querySelector("[data-story-screen]");
  const settings = JSON.parse(document.getElementById(host.dataset.settings).textContent);
  let raw;
  try {
    raw = field.value ? JSON.parse(field.value) : {};
    raw = loaded(raw);
  } catch {
    screen.querySelector("[data-story-waiting]").textContent =
      "The story did not arrive as it was written. Load the page again: the last saved draft is kept.";
    return;
  }
  const store = createStore(raw);
  const app = createApp(host, { field, screen, settings, store });
  screen.replaceChildren();
  app.begin();
}

function createApp(host, { field, screen, settings, store }) {
  const opened = new Set(["faults"]);
  let memo = {};
  let problems = new Map();
  let toastTimer;

  const { draw, drawNow, focusOn } = createDrawing(screen, () => shell(app));
  const ui = () => store.state.ui;
  const app = {
    host, settings, store, problems: [], best: null, report: null, checkState: "", isChecked: false, map: null,
    isPack: settings.kind === "pack",
    packs: settings.packs,
    choose: createChoosers(settings),
    canTry: settings.kind === "scenario" && Boolean(settings.urls.try),

    begin() {
      app.actions = createActions(app);
      app.keys = createKeys(app, host);
      app.tryOut = createTryOut(app);
      app.comments = app.isPack ? null : createComments(host, {
        story: () => store.state.story,
        selected: () => store.state.selected.id,
        onChange: app.draw,
        onFocus: (id) => {
          const { scenes } = store.state.story;
          store.select({ kind: scenes.some((scene) => scene.id === id) ? "scene" : "end", id });
        },
      });
      app.check = createCheck(app, { onResult: app.takeResult });
      store.subscribe(onChange);
      const codes = document.getElementById("id_codes");
      codes?.addEventListener("input", () => { memo.codes = null; app.draw(); app.check.soon(); });
      const first = ofKey(store.state.story, store.state.story.start);
      if (first) store.select({ kind: "scene", id: first.id });
      drawNow();
      mapping.load();
      app.check.soon(0);
      // Wagtail's own scripts show the tab it stands in a moment later.
      const refused = host.querySelector("[data-story-refused]");
      if (refused) whenShown(refused, () => refused.focus());
    },

    // What the views ask ------------------------------------------------------------------------

    codes() {
      memo.codes ||= (document.getElementById("id_codes")?.value || "")
        .split(/[\n,;]+/).map((code) => code.trim()).filter(Boolean);
      if (app.isPack) return app.codesToCheck(store.state.story);
      return memo.codes;
    },
    statementTitle: (code) => settings.statements.find((one) => one.code === code)?.title || "",
    problemKinds: () => Object.fromEntries([...problems].map(([key, found]) => [key, found.kind])),
    find(key) {
      if (memo.of !== store.state.story) {
        const { scenes, ends } = store.state.story;
        memo = { ...memo, of: store.state.story, byKey: new Map([...scenes, ...ends].reverse().map((p) => [p.key, p])), order: null };
      }
      return memo.byKey.get(key);
    },
    order() {
      app.find("");
      memo.order ||= readingOrder(store.state.story);
      return memo.order;
    },
    rows() {
      const of = [store.state.story, ui().query, closedGroups(), openScenes()];
      if (!memo.rows || of.some((one, place) => one !== memo.rowsOf[place])) {
        const [story, query, closed, opened] = of;
        const rows = outlineRows(story, { query, closed, opened }, app);
        memo = { ...memo, rowsOf: of, rows };
      }
      return memo.rows;
    },
    metersInUse() {
      if (app.isPack) return settings.meters;
      return settings.meters.filter((meter) => store.state.story.meters.some((m) => m.meter === meter.value));
    },
    meterLabel: (value) => settings.meters.find((meter) => meter.value === value)?.label || value,
    hasFact: (key) => store.state.story.facts.some((fact) => fact.key === key),
    factText: (key) => store.state.story.facts.find((fact) => fact.key === key)?.text || key,
    commentsOn: (row) => (row.part && !row.option && app.comments ? app.comments.count(row.part.id) : 0),
    problemOf(row) {
      const found = row.part && problems.get(row.part.key);
      if (!found) return null;
      if (!row.option) return row.kind === "scene" || row.kind === "end" ? found.kind : found;
      const lines = found.lines.filter((line) => line.option === row.choice.key);
      if (!lines.length) return null;
      const kind = lines.some((line) => line.kind === "fault") ? "fault" : "warning";
      return row.kind === "scene" ? kind : { kind, lines };
    },
    isOpen: (id) => opened.has(id),
    setOpen(id, isOpen) {
      if (isOpen) opened.add(id);
      else opened.delete(id);
      app.draw();
    },
    openSettings(section) {
      opened.add(section);
      store.select({ kind: "settings" });
      app.focus(section);
    },

    // Drawing and focus -------------------------------------------------------------------------

    draw,
    focus: (id) => focusOn(() => document.getElementById(`se-${id}`)),
    focusOutline(id) {
      app.showPane("outline", { keep: true });
      focusOn(() => (id && document.getElementById(id)) || host.querySelector('[role=treeitem][tabindex="0"]'));
    },
    focusInspector(option) {
      const { selected } = store.state;
      const field = option ? `${option}-text` : selected.kind === "settings" ? "start"
        : `${selected.id}-${selected.kind === "end" ? "text" : "title"}`;
      focusOn(() => document.getElementById(`se-${field}`) || host.querySelector(".se-inspector input, .se-inspector select"));
    },
    keepFocus() {
      if (!host.contains(document.activeElement)) app.focusOutline();
    },
    focusCodes() {
      const codes = document.getElementById("id_codes");
      codes?.scrollIntoView({ block: "center" });
      codes?.focus();
    },
    isInOutline: () => Boolean(document.activeElement?.closest?.(".se-tree")),
    optionInFocus: () => document.activeElement?.closest?.("[data-option]")?.dataset.option,
    announce(words) {
      store.set({ said: words });
    },
    offerUndo(words) {
      clearTimeout(toastTimer);
      store.set({ toast: words, said: `${words} Control Z takes it back.` });
      toastTimer = setTimeout(app.clearToast, 12_000);
    },
    clearToast() {
      clearTimeout(toastTimer);
      if (ui().toast) store.set({ toast: "" });
    },
    search(query) {
      store.set({ query });
      clearTimeout(memo.search);
      memo.search = setTimeout(() => query && app.announce(host.querySelector(".se-found")?.textContent || ""), 600);
    },
    toggle(row) {
      if (row.kind === "group") store.set({ closed: toggled(closedGroups(), row.group) });
      else store.set({ opened: toggled(openScenes(), row.id) });
    },
    /** All options shown, or none. */
    toggleAll() {
      const all = openScenes().size ? new Set() : new Set(store.state.story.scenes.map((scene) => scene.id));
      store.set({ opened: all });
      app.announce(all.size ? "All options are shown." : "The options are put away.");
    },
    showPane(pane, { keep = false } = {}) {
      if (!keep || ui().pane === "map") store.set({ pane });
    },
    showInspector() {
      if (host.clientWidth < 700) host.querySelector(".se-inspector")?.scrollIntoView({ block: "start", behavior: "smooth" });
    },
    goToProblem({ scene, option }) {
      const part = scene && app.find(scene);
      if (!part) {
        store.select({ kind: "settings" });
        return app.focusInspector();
      }
      const choice = part.options?.find((one) => one.key === option);
      store.select({ kind: store.state.story.ends.includes(part) ? "end" : "scene", id: part.id, ...(choice && { option: choice[UID] }) });
      return app.focusInspector(choice?.[UID]);
    },
    showReport() {
      store.select({ kind: "settings" });
      app.focus("report");
    },
    tryFrom: (scene) => app.tryOut.open(scene),

    // The map -----------------------------------------------------------------------------------

    pickOnMap(label, onPick) {
      store.set({ picking: { label, onPick }, combo: null, pane: "map" });
      app.announce("Choose a scene or an end on the map. Escape leaves it as it is.");
      app.draw();
      mapping.soon();
      setTimeout(() => app.map.focus(app.partSelected()?.key), 50);
    },
    endPicking() {
      if (ui().picking) store.set({ picking: null, pane: "outline" });
    },
    partSelected() {
      const { story, selected } = store.state;
      return [...story.scenes, ...story.ends].find((part) => part.id === selected.id);
    },

    // The check and the wire --------------------------------------------------------------------

    storyToCheck() {
      const { story } = store.state;
      if (!app.isPack) return story;
      // A way out is where these scenes end well: the scenario that takes them in says more.
      return { ...story, ends: story.ends.map((end) => ({ ...end, band: "good", text: end.text || end.key })) };
    },
    codesToCheck: (story) =>
      app.isPack ? [...new Set(story.scenes.flatMap((s) => (isPack(s) ? [] : s.options.flatMap((o) => Object.keys(o.scores || {})))))] : app.codes(),
    isOurProblem: (one) => !app.isPack || Boolean(one.scene && one.kind === "fault"),
    takeResult(result) {
      app.checkState = result.state;
      if (result.problems) {
        app.problems = result.problems;
        app.report = result.report?.length ? result.report : null;
        app.best = result.best;
        app.isChecked = store.state.story.scenes.length > 0;
        problems = bySceneOf(result.problems);
      }
      app.draw();
      mapping.soon();
    },
    writtenStory: () => JSON.parse(JSON.stringify(store.state.story)),
  };

  const mapping = createMapping(app);
  const saving = createSaving(field, () => store.state.story);
  const closedGroups = () => ui().closed || NONE;
  const openScenes = () => ui().opened || NONE;

  function onChange(_state, what) {
    if (what.story) {
      saving.changed();
      app.check.soon();
    }
    app.draw();
    mapping.soon(what.typing ? "typing" : what.selected || what.ui ? "selected" : "");
  }

  return app;
}

const NONE = new Set();

function whenShown(element, act) {
  const watch = new IntersectionObserver(() => {
    if (!element.checkVisibility()) return;
    watch.disconnect();
    act();
  });
  watch.observe(element);
}

function toggled(set, item) {
  const copy = new Set(set);
  if (!copy.delete(item)) copy.add(item);
  return copy;
}

for (const host of document.querySelectorAll("[data-story-editor]")) start(host);
