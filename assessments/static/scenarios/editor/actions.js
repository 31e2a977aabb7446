// What a press or a key does. Each says in words what has happened, and where the cursor goes next.

import {
  copied, gradeOf, graded, GRADES, inserted, isPack, leadsTo, moved, nameOf, newEnd, newOption,
  newScene, ofId, ofKey, renamed, UID, withEnd, withOption, withScene,
} from "./story.js";

export function createActions(app) {
  const { store } = app;
  const story = () => store.state.story;
  const selected = () => store.state.selected;
  const scene = () => (selected().kind === "scene" ? ofId(story().scenes, selected().id) : null);
  const kindOf = (part) => (story().ends.includes(part) ? "end" : "scene");

  function open(part, { option, focus } = {}) {
    store.select({ kind: kindOf(part), id: part.id, ...(option && { option }) });
    if (focus) app.focus(focus);
  }

  function addScene({ key = "", title = "", lead = null, stay = false } = {}) {
    const current = scene();
    const made = newScene(story(), { key, title, week: current?.week });
    const isFirst = story().scenes.length === 0;
    store.change(
      "the new scene",
      (before) => {
        const added = { ...before, scenes: inserted(before.scenes, made, stay ? "" : current?.id) };
        const led = lead ? lead(added, made.key) : added;
        return isFirst ? { ...led, start: made.key } : led;
      },
      stay ? {} : { select: { kind: "scene", id: made.id } },
    );
    if (!stay) app.focus(`${made.id}-title`);
    app.announce(`Scene ${title || made.key} added.`);
    return made;
  }

  function addEnd({ text = "", lead = null, stay = false } = {}) {
    const made = newEnd(story(), { text, band: app.isPack ? "" : "good" });
    store.change(
      "the new end",
      (before) => {
        const added = { ...before, ends: [...before.ends, made] };
        return lead ? lead(added, made.key) : added;
      },
      stay ? {} : { select: { kind: "end", id: made.id } },
    );
    if (!stay) app.focus(`${made.id}-text`);
    app.announce(`${app.isPack ? "A way out" : "An end"} added.`);
    return made;
  }

  function addPack(pack) {
    const key = newScene(story()).key;
    const exits = Object.fromEntries((pack?.exits || []).map((exit) => [exit.key, ""]));
    const made = { id: crypto.randomUUID(), key, pack: pack?.id ?? null, exits };
    store.change("the shared scenes", (before) => ({ ...before, scenes: [...before.scenes, made] }), {
      select: { kind: "scene", id: made.id },
    });
    app.focus(`${made.id}-pack`);
    app.announce(`${pack?.title || "Shared scenes"} added.`);
  }

  function addOption() {
    const current = scene();
    if (!current || isPack(current)) return;
    const option = newOption(current);
    store.change(
      "the new option",
      (before) => withScene(before, current.id, { options: [...current.options, option] }),
      { select: { kind: "scene", id: current.id, option: option[UID] } },
    );
    app.focus(`${option[UID]}-text`);
    app.announce(`Option ${option.key} added.`);
  }

  function removeSelected() {
    const { kind, option } = selected();
    const current = scene();
    if (option && current) return removeOption(current, option);
    const part = kind === "scene" ? current : ofId(story().ends, selected().id);
    if (part) removePart(part, kind);
    return undefined;
  }

  function removePart(part, kind) {
    const name = nameOf(part, app.packs);
    const count = leadsTo(story(), part.key);
    const rows = app.rows().filter((row) => row.kind === "scene" || row.kind === "end");
    const place = rows.findIndex((row) => row.id === part.id && !row.option);
    const next = [...rows.slice(place + 1), ...rows.slice(0, Math.max(place, 0)).reverse()].find(
      (row) => row.id !== part.id,
    );
    const list = kind === "scene" ? "scenes" : "ends";
    store.change(
      `“${name}”`,
      (before) => ({ ...before, [list]: before[list].filter((other) => other.id !== part.id) }),
      { select: next ? { kind: next.kind, id: next.id } : { kind: "settings" } },
    );
    app.focusOutline();
    const led = { 0: "", 1: " One option led there." }[count] ?? ` ${count} options led there.`;
    app.offerUndo(`“${name}” deleted.${led}`);
  }

  function removeOption(current, uid) {
    const place = current.options.findIndex((option) => option[UID] === uid);
    const rest = current.options.filter((option) => option[UID] !== uid);
    const next = rest[Math.min(place, rest.length - 1)];
    const inOutline = app.isInOutline();
    store.change(
      `option ${current.options[place].key}`,
      (before) => withScene(before, current.id, { options: rest }),
      { select: { kind: "scene", id: current.id, ...(next && inOutline && { option: next[UID] }) } },
    );
    if (inOutline) app.focusOutline();
    else app.focus(next ? `${next[UID]}-text` : `${current.id}-add-option`);
    app.offerUndo(`Option ${current.options[place].key} deleted.`);
  }

  function duplicate(part) {
    const copy = copied(story(), part);
    store.change("the copy", (before) => ({ ...before, scenes: inserted(before.scenes, copy, part.id) }), {
      select: { kind: "scene", id: copy.id },
    });
    app.focus(`${copy.id}-title`);
    app.announce("Copied. This is the copy; nothing leads to it yet.");
  }

  function moveSelected(by) {
    const { kind, id, option } = selected();
    const current = scene();
    if (option && current) {
      const from = current.options.findIndex((one) => one[UID] === option);
      const options = moved(current.options, from, by);
      if (options === current.options) return;
      store.change("the order", (before) => withScene(before, id, { options }));
      app.announce(`Option ${current.options[from].key} is now number ${from + by + 1}.`);
    } else if (kind === "end") {
      const from = story().ends.findIndex((end) => end.id === id);
      store.change("the order", (before) => ({ ...before, ends: moved(before.ends, from, by) }));
    }
  }

  function goTo(key) {
    const part = ofKey(story(), key);
    if (!part) return app.announce(key ? `There is no “${key}” yet.` : "This leads nowhere yet.");
    open(part);
    app.focusInspector();
    return app.announce(`${kindOf(part) === "end" ? "End" : "Scene"}: ${nameOf(part, app.packs)}`);
  }

  /** From the option one is in, or the first of the scene. */
  function goToTarget() {
    const current = scene();
    if (!current || isPack(current)) return;
    const uid = app.optionInFocus() || selected().option;
    const option = current.options.find((one) => one[UID] === uid) || current.options[0];
    if (option) goTo(option.next);
  }

  function rename(part, key) {
    store.change("the short name", (before) => renamed(before, part, key));
    app.announce(`Renamed to ${key}. Everything that led here still does.`);
  }

  function setGrade(current, option, grade) {
    const codes = app.codes();
    if (!codes.length && !app.isPack && (grade === "best" || grade === "acceptable")) {
      app.announce("First choose the statements of the standard that this scenario is about.");
      app.focusCodes();
      return;
    }
    store.change("the grade", (before) =>
      withOption(before, current.id, option[UID], graded(current, option, grade, codes)),
    );
    const now = ofId(story().scenes, current.id);
    const shown = gradeOf(now, now.options.find((one) => one[UID] === option[UID]));
    app.announce(`Option ${option.key}: ${GRADES[shown].label}.`);
  }

  function undo(take, word) {
    const entry = take();
    if (!entry) return app.announce(`Nothing to ${word}.`);
    app.clearToast();
    if (entry.focus) app.focus(entry.focus);
    else app.keepFocus();
    return app.announce(`${word === "undo" ? "Taken back" : "Done again"}: ${entry.label}.`);
  }

  return {
    open, addScene, addEnd, addPack, addOption, removeSelected, removePart, removeOption, duplicate,
    moveSelected, goTo, goToTarget, rename, setGrade,
    undo: () => undo(store.undo, "undo"),
    redo: () => undo(store.redo, "redo"),
    edit: {
      scene: (id, changes, label, field) =>
        store.change(label, (before) => withScene(before, id, changes), field && { merge: field, focus: field }),
      option: (id, uid, changes, label, field) =>
        store.change(label, (before) => withOption(before, id, uid, changes), field && { merge: field, focus: field }),
      end: (id, changes, label, field) =>
        store.change(label, (before) => withEnd(before, id, changes), field && { merge: field, focus: field }),
      story: (changes, label, field) =>
        store.change(label, (before) => ({ ...before, ...changes }), field && { merge: field, focus: field }),
    },
  };
}
