// Before the core of H5P: what an origin of its own takes away, and what the core needs to find.
(() => {
  "use strict";

  // Storage throws in an opaque origin, and the core touches it. What is kept here is gone with the
  // page; what is to last goes to the server as state.
  const inMemory = () => {
    const kept = new Map();
    const methods = {
      getItem: (key) => (kept.has(String(key)) ? kept.get(String(key)) : null),
      setItem: (key, value) => void kept.set(String(key), String(value)),
      removeItem: (key) => void kept.delete(String(key)),
      clear: () => kept.clear(),
      key: (index) => [...kept.keys()][index] ?? null,
    };
    return new Proxy(methods, {
      get: (_, name) => (name === "length" ? kept.size : (methods[name] ?? kept.get(String(name)))),
      set: (_, name, value) => (kept.set(String(name), String(value)), true),
      has: (_, name) => name in methods || kept.has(String(name)),
      deleteProperty: (_, name) => (kept.delete(String(name)), true),
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: (_, name) =>
        kept.has(name)
          ? { value: kept.get(name), writable: true, enumerable: true, configurable: true }
          : undefined,
    });
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { value: inMemory(), configurable: true });
  }

  const cookies = new Map();
  Object.defineProperty(document, "cookie", {
    configurable: true,
    get: () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    set: (text) => {
      const [pair] = String(text).split(";");
      const cut = pair.indexOf("=");
      if (cut > 0) cookies.set(pair.slice(0, cut).trim(), pair.slice(cut + 1).trim());
    },
  });

  // No policy in force holds back what these two send to anybody.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) delete window[name];

  // A frame made of text would have them again, and policies let it pass. It starts only when the
  // script that made it has ended, so it is emptied in time wherever it stands; and nothing makes
  // a place that cannot be looked into. What is used here is taken before anybody can change it.
  const { apply, defineProperty } = Reflect;
  const getterOf = (owner, name) => Object.getOwnPropertyDescriptor(owner, name).get;
  const Observer = MutationObserver;
  const native = {
    attachShadow: Element.prototype.attachShadow,
    count: getterOf(NodeList.prototype, "length"),
    item: NodeList.prototype.item,
    observe: Observer.prototype.observe,
    remove: Element.prototype.remove,
    searchPage: Document.prototype.querySelectorAll,
    searchShadow: DocumentFragment.prototype.querySelectorAll,
  };
  const watch = (root, search) => {
    const observer = new Observer(() => {
      const found = apply(search, root, ["iframe[srcdoc]"]);
      const count = apply(native.count, found, []);
      for (let at = 0; at < count; at += 1) apply(native.remove, apply(native.item, found, [at]), []);
    });
    const what = { childList: true, subtree: true, attributes: true, attributeFilter: ["srcdoc"] };
    apply(native.observe, observer, [root, what]);
  };
  watch(document, native.searchPage);
  defineProperty(Element.prototype, "attachShadow", {
    value: function attachShadow(options) {
      const root = apply(native.attachShadow, this, [{ ...options, clonable: false }]);
      watch(root, native.searchShadow);
      return root;
    },
  });
  const refuse = { value: () => {} };
  for (const name of ["open", "write", "writeln"]) defineProperty(Document.prototype, name, refuse);
  for (const owner of [Document, Element.prototype, ShadowRoot.prototype]) {
    for (const name of ["parseHTMLUnsafe", "setHTMLUnsafe"]) {
      if (name in owner) defineProperty(owner, name, refuse);
    }
  }

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  window.H5PIntegration = read("integration");
  const play = Object.freeze(read("play"));
  const tell = (kind, more = {}) => window.parent.postMessage({ waymark: kind, ...more }, play.site);
  Object.defineProperty(window, "WaymarkPlay", { value: Object.freeze({ ...play, tell }) });

  // Nothing opens from inside the sandbox; the page around shows where a link leads.
  window.open = (address = "") => {
    if (URL.canParse(address, document.baseURI)) {
      tell("link", { address: new URL(address, document.baseURI).href });
    }
    return null;
  };
})();
