// After the core and the libraries of an activity: what it reports is sent and kept sent, its state
// is saved, and the page around hears how high it is and where its links lead.
(() => {
  "use strict";

  const { states, statements, isPreview, contentId, tell } = window.WaymarkPlay;
  const $ = window.H5P.jQuery;
  const KEEPALIVE_CHARS = 56_000; // browsers allow 64 kB of such requests at a time
  const LARGEST_EXTRA = 48_000;
  const DELAYS = [1, 2, 4, 8, 15, 30];
  const SAVED_WITH = ["answered", "completed", "passed", "failed", "progressed"];
  const FINISHES = ["answered", "completed", "passed", "failed"];
  const SUB_CONTENT = "http://h5p.org/x-api/h5p-subContentId";

  // What is on its way, in order; of one state only the newest. ---------------------------------

  const outbox = new Map();
  let isSending = false;
  let failures = 0;
  let timer = 0;

  const isSmall = ({ body }) => body.length < KEEPALIVE_CHARS;

  const post = (item) =>
    fetch(item.address, {
      method: "POST",
      body: item.body,
      headers: { "Content-Type": item.type },
      credentials: "omit",
      keepalive: isSmall(item),
    });

  const outcomeOf = async (item) => {
    try {
      item.isOnItsWay = true;
      const { status } = await post(item);
      if (status < 300) return "saved";
      if (status === 410) return "expired";
      return status === 408 || status === 429 || status >= 500 ? "unsaved" : "refused";
    } catch {
      return "unsaved"; // no connection
    } finally {
      item.isOnItsWay = false;
    }
  };

  const send = async () => {
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    let outcome = "saved";
    while (outbox.size) {
      const [key, item] = outbox.entries().next().value;
      const one = await outcomeOf(item);
      if (one === "unsaved") {
        timer = setTimeout(send, DELAYS[Math.min(failures, DELAYS.length - 1)] * 1000);
        failures += 1;
        outcome = one;
        break;
      }
      failures = 0;
      if (one !== "saved") outcome = one;
      if (outbox.get(key) === item) outbox.delete(key);
    }
    isSending = false;
    tell(outcome);
  };

  const put = (key, item) => {
    if (isPreview) return;
    outbox.set(key, item);
    if (!failures) tell("saving");
    send();
  };

  const sendOnLeaving = () => {
    takeReports();
    saveStates();
    for (const [key, item] of outbox) {
      if (item.isOnItsWay && isSmall(item)) continue; // it outlives the page
      post(item).then(
        (answer) => answer.ok && outbox.get(key) === item && outbox.delete(key),
        () => {},
      );
    }
  };

  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") sendOnLeaving();
  });
  window.addEventListener("pagehide", sendOnLeaving);

  // State: the core's own requests go through the outbox. All there was came with the page. -------

  $.ajaxTransport("+*", (options) => {
    if (!options.url.startsWith(states)) return undefined;
    const done = (complete, answer) => complete(200, "OK", { text: JSON.stringify(answer) });
    if (options.type !== "POST") {
      return { send: (_, complete) => done(complete, { success: true, data: false }), abort() {} };
    }
    const item = { address: options.url, type: options.contentType, body: options.data };
    return {
      send: (_, complete) => {
        put(options.url, item);
        done(complete, { success: true });
      },
      abort() {},
    };
  });

  function saveStates() {
    for (const instance of window.H5P.instances) {
      const state = valueOf(instance, "getCurrentState");
      // The core sends it only where it differs from what it sent before.
      if (state !== null) {
        window.H5P.setUserData(instance.contentId, "state", state, { deleteOnChange: true });
      }
    }
  }

  // Statements -----------------------------------------------------------------------------------

  const reports = [];

  const verbOf = ({ verb }) => String(verb?.id).split("/").pop();

  const newId = () => {
    if (crypto.randomUUID) return crypto.randomUUID(); // only where the connection is secure
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  // What a content type knows of itself; some throw when they are asked.
  const valueOf = (instance, method) => {
    try {
      return instance[method]?.() ?? null;
    } catch {
      return null;
    }
  };

  function takeReports() {
    for (const report of reports.splice(0)) {
      const { statement } = report;
      const [instance] = window.H5P.instances;
      const isTop = !statement.object?.definition?.extensions?.[SUB_CONTENT];
      if (isTop && FINISHES.includes(verbOf(statement)) && instance) {
        let room = LARGEST_EXTRA;
        for (const [key, method] of [["data", "getXAPIData"], ["state", "getCurrentState"]]) {
          const value = valueOf(instance, method);
          const size = JSON.stringify(value).length;
          if (size > room) continue;
          report[key] = value;
          room -= size;
        }
      }
      // Plain text needs no leave to be asked first, which a page that is being left cannot wait for.
      put(report.id, { address: statements, type: "text/plain", body: JSON.stringify(report) });
    }
  }

  // While it opens: a type says “attempted” also where somebody comes back to what is there.
  let isOpening = true;
  let isSilent = true;
  const kept = H5PIntegration.contents[`cid-${contentId}`]?.contentUserData?.[0]?.state;
  const comesBack = Boolean(kept) && !["false", "RESET"].includes(kept);
  const EXPERIENCED = {
    id: "http://adlnet.gov/expapi/verbs/experienced",
    display: { "en-US": "experienced" },
  };

  window.H5P.externalDispatcher.on("xAPI", ({ data: { statement } }) => {
    isSilent = false;
    const verb = verbOf(statement);
    if (verb !== "interacted") {
      // What is clicked on the way to an answer is nobody's business.
      const copy = JSON.parse(JSON.stringify(statement));
      if (isOpening && comesBack && verb === "attempted") copy.verb = EXPERIENCED;
      reports.push({ id: newId(), statement: copy });
    }
    // Types report first and note their own state afterwards.
    setTimeout(() => {
      takeReports();
      if (SAVED_WITH.includes(verb)) saveStates();
    });
  });

  // Links, size, motion --------------------------------------------------------------------------

  const followLink = (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented) return;
    const address = new URL(link.getAttribute("href"), document.baseURI);
    if (!["http:", "https:", "mailto:", "tel:"].includes(address.protocol)) return;
    if (address.href.split("#")[0] === location.href.split("#")[0]) return;
    event.preventDefault();
    tell("link", { address: address.href });
  };
  document.addEventListener("click", followLink);
  document.addEventListener("auxclick", followLink);

  const resizeAll = () => window.H5P.instances.forEach((one) => window.H5P.trigger(one, "resize"));
  let told = 0;
  const tellHeight = () => {
    if (document.fullscreenElement) return;
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height !== told) tell("size", { height: (told = height) });
  };
  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data?.waymark !== "height") return;
    document.body.classList.toggle("is-whole", data.height >= told);
  });
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width && !document.fullscreenElement) return;
    width = window.innerWidth;
    resizeAll();
  });
  document.addEventListener("fullscreenchange", resizeAll);

  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const setMotion = () => ($.fx.off = still.matches);
  still.addEventListener("change", setMotion);
  setMotion();

  // The page around draws the frame. Without it types run their text up to the edge.
  const standInFrame = () => {
    $(".h5p-content.h5p-no-frame").toggleClass("h5p-no-frame h5p-frame");
    resizeAll();
  };

  $(document).ready(() => {
    standInFrame();
    new ResizeObserver(tellHeight).observe(document.documentElement);
    tellHeight();
    const [instance] = window.H5P.instances;
    tell(instance ? "ready" : "broken");
    isOpening = false;
    // A text or a picture says nothing of itself, and was opened all the same.
    if (isSilent) instance?.triggerXAPI?.("experienced");
  });
})();
