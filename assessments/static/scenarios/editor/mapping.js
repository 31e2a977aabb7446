// The map in step with the outline. It is a file of its own: without it everything else goes on.

const PAUSES = { typing: 250, selected: 120 }; // milliseconds: a key held down is not waited for

export function createMapping(app) {
  const { store } = app;
  let timer = 0;
  let due = 0;

  async function load() {
    try {
      const { createMap } = await import("./map.js");
      app.makeMap = (host) => createMap(host, {
        onSelect(key) {
          const part = app.find(key);
          if (part) app.actions.open(part);
        },
        onPickTarget(key) {
          const { picking } = store.state.ui;
          store.set({ picking: null, pane: "outline" });
          picking?.onPick(key);
        },
        onUnfold(week) {
          app.toggle({ kind: "group", group: `week-${week}` });
        },
      });
      attach();
    } catch (error) {
      console.error("The map could not be loaded.", error);
    }
  }

  /** The place for it is there once there is a scene. */
  function attach() {
    const host = app.host.querySelector("[data-map]");
    if (!host || !app.makeMap || (app.map && host === app.mapHost)) return;
    app.map?.destroy();
    app.mapHost = host;
    app.map = app.makeMap(host);
    app.draw();
    update();
  }

  function update() {
    timer = 0;
    attach();
    if (!app.map) return;
    const { story, ui } = store.state;
    const weeks = [...(ui.closed || [])].map((name) => /^week-(\d+)$/.exec(name)?.[1]).filter(Boolean);
    app.map.update({
      story,
      selected: app.partSelected()?.key || "",
      problems: app.problemKinds(),
      collapsed: new Set(weeks.map(Number)),
      query: ui.query || "",
      picking: Boolean(ui.picking),
      best: app.best,
      packs: Object.fromEntries(app.packs.map((pack) => [pack.id, pack])),
    });
  }

  return {
    load,
    soon(why = "") {
      if (!app.makeMap) return;
      const at = performance.now() + (PAUSES[why] || 0);
      if (timer && !why && due <= at) return;
      clearTimeout(timer);
      due = at;
      timer = setTimeout(update, at - performance.now());
    },
  };
}
