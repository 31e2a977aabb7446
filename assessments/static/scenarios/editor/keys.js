// Everything by keyboard. The list of keys is what the help shows.

export const KEYS = [
  ["In the outline", [
    ["↑ ↓", "from row to row"], ["→ ←", "open, close"], ["Enter", "edit what is selected"],
    ["Delete", "delete it (Ctrl+Z takes it back)"], ["Alt+↑ Alt+↓", "move an option or an end"],
    ["*", "show or put away all options"], ["/", "search"],
  ]],
  ["Anywhere in the story", [
    ["Alt+N", "new scene after this one"], ["Alt+O", "new option"], ["Alt+G", "go where this option leads"],
    ["Alt+B", "back to where you were"], ["Alt+U", "to the outline"], ["Alt+P", "to the first thing to mend"],
    ["Ctrl+Z", "take back"], ["Ctrl+Shift+Z", "do again"], ["Ctrl+Alt+M", "comment"], ["?", "this help"],
  ]],
];

export function createKeys(app, host) {
  const withAlt = {
    KeyN: () => app.actions.addScene(),
    KeyO: () => app.actions.addOption(),
    KeyG: () => app.actions.goToTarget(),
    KeyB: () => { app.store.back(); app.focusOutline(); },
    KeyU: () => app.focusOutline(),
    KeyP: () => (app.problems.length ? app.goToProblem(app.problems[0]) : app.announce("There is nothing to mend.")),
  };

  host.addEventListener("keydown", (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.altKey && event.code === "KeyM") {
      const { id } = app.store.state.selected;
      if (id && app.comments) app.comments.open(id);
    } else if (isCommand && !event.altKey && event.code === "KeyZ") {
      (event.shiftKey ? app.actions.redo : app.actions.undo)();
    } else if (isCommand && !event.altKey && event.code === "KeyY") {
      app.actions.redo();
    } else if (event.altKey && !isCommand && withAlt[event.code]) {
      withAlt[event.code]();
    } else if (event.key === "?" && !isWriting(event.target)) {
      openHelp(host);
    } else if (event.key === "Escape" && app.store.state.ui.picking) {
      app.endPicking();
      app.keepFocus();
    } else if (event.key === "Escape" && app.store.state.ui.isWide && !host.querySelector("dialog[open]")) {
      app.store.set({ isWide: false });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // The browser's own undo knows one field only; ours knows the story.
  host.addEventListener("beforeinput", (event) => {
    if (event.inputType === "historyUndo") { event.preventDefault(); app.actions.undo(); }
    if (event.inputType === "historyRedo") { event.preventDefault(); app.actions.redo(); }
  });

  return { openHelp: () => openHelp(host) };
}

const isWriting = (element) => element.matches("input:not([type=checkbox], [type=radio]), textarea");

function openHelp(host) {
  const dialog = host.querySelector("[data-help]");
  if (!dialog.open) dialog.showModal();
}
