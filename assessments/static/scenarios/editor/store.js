// What is being edited, what is selected, and every change so that it can be taken back.

import { ofId, UID } from "./story.js";

const SAME_THOUGHT = 1500; // milliseconds in which typing in one place is one change
const MOST_STEPS = 500;

export function createStore(story) {
  const state = { story, selected: { kind: "settings" }, ui: {} };
  const past = [];
  const future = [];
  const back = [];
  const listeners = new Set();

  function notify(what) {
    for (const listener of listeners) listener(state, what);
  }

  /** `make` answers the new story. `merge` names the place where one is typing. */
  function change(label, make, { merge = "", select, focus } = {}) {
    const before = state.story;
    const after = make(before);
    if (after === before) return;
    const now = performance.now();
    const newest = past.at(-1);
    if (merge && newest?.merge === merge && now - newest.at < SAME_THOUGHT && !future.length) {
      newest.at = now;
    } else {
      past.push({ label, story: before, selected: state.selected, merge, at: now, focus });
      if (past.length > MOST_STEPS) past.shift();
    }
    future.length = 0;
    state.story = after;
    if (select) state.selected = select;
    notify({ story: true, typing: Boolean(merge), label });
  }

  function step(from, to) {
    const entry = from.pop();
    if (!entry) return null;
    const selected = state.selected;
    to.push({ ...entry, story: state.story, selected, merge: "" });
    state.story = entry.story;
    state.selected = entry.selected;
    mend();
    notify({ story: true, label: entry.label });
    return entry;
  }

  /** What is selected may be gone. */
  function mend() {
    const { kind, id, option } = state.selected;
    const part = kind === "scene" ? ofId(state.story.scenes, id) : ofId(state.story.ends, id);
    if (kind === "settings") return;
    if (!part) state.selected = { kind: "settings" };
    else if (option && !part.options?.some((one) => one[UID] === option)) {
      state.selected = { kind, id };
    }
  }

  function select(selected) {
    const { kind, id, option } = state.selected;
    if (kind === selected.kind && id === selected.id && option === selected.option) return;
    if (id !== selected.id) {
      back.push(state.selected);
      if (back.length > 100) back.shift();
    }
    state.selected = selected;
    mend();
    notify({ selected: true });
  }

  return {
    state,
    change,
    select,
    back() {
      const before = back.pop();
      if (!before) return;
      state.selected = before;
      mend();
      notify({ selected: true });
    },
    set(ui) {
      state.ui = { ...state.ui, ...ui };
      notify({ ui: true });
    },
    undo: () => step(past, future),
    redo: () => step(future, past),
    get canUndo() { return past.length > 0; },
    get canRedo() { return future.length > 0; },
    subscribe(listener) { listeners.add(listener); },
  };
}
