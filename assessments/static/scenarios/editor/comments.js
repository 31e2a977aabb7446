// Wagtail's own comments, on a scene or an end: they are kept with the block it is stored as.

export function createComments(host, { story, selected, onChange, onFocus }) {
  const app = window.comments?.commentApp;
  if (!app) return null;
  const counts = new Map();
  let focused = null;

  const pathOf = (id) => {
    const { scenes, ends } = story();
    if (scenes.some((scene) => scene.id === id)) return `scenes.${id}`;
    return ends.some((end) => end.id === id) ? `ends.${id}` : "";
  };
  const idOf = (path) => /^(?:scenes|ends)\.([^.]+)/.exec(path)?.[1];

  /** Where Wagtail draws a comment beside. */
  const annotation = (id) => ({
    getTab: () => host.closest('[role="tabpanel"]')?.id,
    getAnchorNode: () =>
      (selected() === id && document.getElementById(`se-${id}-comment`)) ||
      document.getElementById(`row-${id}`) || host,
  });

  function take() {
    const state = app.store.getState().comments;
    const before = JSON.stringify([...counts]);
    counts.clear();
    for (const comment of state.comments.values()) {
      const id = idOf(comment.contentpath);
      if (!id || comment.deleted || comment.resolved) continue;
      counts.set(id, (counts.get(id) || 0) + 1);
      if (!comment.annotation) queueMicrotask(() => app.updateAnnotation(annotation(id), comment.localId));
    }
    const now = state.comments.get(state.focusedComment);
    if (state.focusedComment !== focused) {
      focused = state.focusedComment;
      const id = now && idOf(now.contentpath);
      if (id && id !== selected()) onFocus(id);
    }
    if (before !== JSON.stringify([...counts])) onChange();
  }

  app.store.subscribe(take);
  queueMicrotask(take);

  return {
    count: (id) => counts.get(id) || 0,
    open(id) {
      const path = pathOf(id);
      if (!path) return;
      const find = app.utils.selectCommentsForContentPathFactory(path);
      const [first] = find(app.store.getState());
      app.activate();
      if (first) app.store.dispatch(app.actions.setFocusedComment(first.localId, { updatePinnedComment: true, forceFocus: true }));
      else app.makeComment(annotation(id), path);
    },
  };
}
