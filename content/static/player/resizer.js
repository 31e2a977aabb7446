// Around the frame of an activity: takes its height, shows whether answers are kept, and where a
// link inside leads. What comes out of a frame may be anybody's script: it is only ever a number, a
// known word or an address that somebody has to read and follow herself.
(() => {
  "use strict";

  const LOWEST = 80;
  const HIGHEST = 30_000;
  const WORDS = {
    ready: "Your answers are saved as you go.",
    saving: "Saving…",
    saved: "Saved.",
    unsaved: "Not saved yet. Check your connection; it is tried again while this page is open.",
    refused: "Something you did here could not be recorded. You can go on.",
    expired: "This page has been open too long to save. Reload it: what was saved is still there.",
    broken: "This activity does not start. Reload the page, or use its words or its accessible version.",
  };
  const NEEDS_CARE = ["unsaved", "refused", "expired", "broken"];
  const SCHEMES = ["http:", "https:", "mailto:", "tel:"];

  const partsOf = (frame) => {
    const activity = frame.closest("[data-activity]");
    const part = (name) => activity.querySelector(`[data-activity-${name}]`);
    return { activity, part };
  };

  const showState = (frame, word) => {
    const { activity, part } = partsOf(frame);
    const isPreview = activity.hasAttribute("data-preview");
    if (isPreview && word !== "broken") return;
    // A fault stays until something is saved again.
    if (word === "saving" && part("state").classList.contains("needs-care")) return;
    part("state").textContent = WORDS[word];
    part("state").classList.toggle("needs-care", NEEDS_CARE.includes(word));
  };

  const showLink = (frame, given) => {
    const { part } = partsOf(frame);
    let address;
    try {
      address = new URL(String(given).slice(0, 2000));
    } catch {
      return;
    }
    if (!SCHEMES.includes(address.protocol)) return;
    part("address").textContent = address.href;
    part("follow").href = address.href;
    part("link").hidden = false;
  };

  const setHeight = (frame, asked) => {
    const height = Number(asked);
    if (!Number.isFinite(height)) return;
    const given = Math.min(Math.max(Math.ceil(height), LOWEST), HIGHEST);
    const border = frame.offsetHeight - frame.clientHeight;
    frame.style.height = `${given + border}px`;
    // Its origin equals no other, so no other can be named for the answer.
    frame.contentWindow.postMessage({ waymark: "height", height: given }, "*");
  };

  window.addEventListener("message", ({ source, data }) => {
    if (typeof data !== "object" || data === null || typeof data.waymark !== "string") return;
    const frames = [...document.querySelectorAll("iframe[data-activity-frame]")];
    const frame = frames.find((one) => one.contentWindow === source);
    if (!frame) return;
    if (data.waymark === "size") setHeight(frame, data.height);
    else if (data.waymark === "link") showLink(frame, data.address);
    else if (Object.hasOwn(WORDS, data.waymark)) showState(frame, data.waymark);
  });

  document.addEventListener("click", ({ target }) => {
    const activity = target.closest?.("[data-activity]");
    if (!activity) return;
    const frame = activity.querySelector("iframe[data-activity-frame]");
    if (target.closest("[data-activity-full]")) frame.requestFullscreen();
    if (target.closest("[data-activity-dismiss]")) {
      activity.querySelector("[data-activity-link]").hidden = true;
      frame.focus();
    }
  });

  if (document.fullscreenEnabled) {
    for (const button of document.querySelectorAll("[data-activity-full]")) button.hidden = false;
  }
})();
