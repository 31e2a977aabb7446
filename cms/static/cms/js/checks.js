// The findings beside the page that is being edited. They are asked for with the form as it stands,
// as a preview is; jumping to one opens whatever hides it and marks the words it is about.
(() => {
  const form = document.querySelector("[data-edit-form]");
  if (!form) return;

  const QUIET = 1500; // milliseconds after a save: an editor saves itself with every pause
  const SHUT = "[data-panel-toggle][aria-expanded=false]";
  const CONTROLS = "textarea, input:not([type=hidden]), select, [contenteditable=true]";

  const wordsOf = (control) => control.value ?? control.textContent;
  const holds = (box, quote) =>
    [...box.querySelectorAll(CONTROLS)].some((control) => wordsOf(control).includes(quote));

  const showTab = (place) => {
    const tab = place.closest("[role=tabpanel]");
    if (tab?.hidden) document.querySelector(`[role=tab][aria-controls="${tab.id}"]`)?.click();
  };

  const unfold = (place, quote) => {
    for (let box = place; box; box = box.parentElement?.closest("[data-panel]")) {
      const toggle = box.querySelector("[data-panel-toggle]");
      if (toggle?.closest("[data-panel]") === box && toggle.matches(SHUT)) toggle.click();
    }
    place.querySelectorAll(SHUT).forEach((toggle) => {
      if (!quote || holds(toggle.closest("[data-panel]"), quote)) toggle.click();
    });
  };

  const go = (where, quote) => {
    const place = document.querySelector(`[data-contentpath="${CSS.escape(where)}"]`);
    if (!place) return false;
    if (window.matchMedia("(max-width: 799px)").matches) {
      document.querySelector("[data-form-side-close-button]")?.click(); // it covers the form
    }
    showTab(place);
    unfold(place, quote);
    const controls = [...place.querySelectorAll(CONTROLS)];
    const quoted = quote && controls.find((control) => wordsOf(control).includes(quote));
    const control = quoted || controls.find((one) => one.offsetParent);
    control?.focus({ preventScroll: true });
    (control || place).scrollIntoView({ block: "center" });
    if (quoted?.setSelectionRange) {
      const start = wordsOf(quoted).indexOf(quote);
      quoted.setSelectionRange(start, start + quote.length);
    }
    place.classList.add("checks-found");
    setTimeout(() => place.classList.remove("checks-found"), 3000);
    return true;
  };

  // A link of the report, such as #check-minutes or #check-UUID:words. The parts of a stream are
  // there a moment after the page, and what is folded away is remembered later still.
  const [, where, quote] = window.location.hash.match(/^#check-([^:]+):?(.*)$/) || [];
  if (where) {
    let tries = 20;
    const look = () =>
      go(where, decodeURIComponent(quote)) || (tries-- > 0 && setTimeout(look, 250));
    window.addEventListener("load", () => setTimeout(look, 500));
  }

  const panel = document.querySelector("[data-checks]");
  if (!panel) return;
  const findings = panel.querySelector("[data-checks-findings]");
  const state = panel.querySelector("[data-checks-state]");
  const side = panel.closest("[data-side-panel]");
  const toggle = document.querySelector('[data-side-panel-toggle="checks"]');
  let turn = 0;
  let isStale = true;
  let timer;

  // A new page gets its number with its first save, and the form another address.
  const address = () => {
    const [, saved, added] = form.action.match(/\/pages\/(?:(\d+)\/edit|(add\/.+?))\/?(?:\?|$)/);
    return `${panel.dataset.checksBase}pages/${saved || added}/`;
  };

  const count = (must) => {
    let badge = toggle?.querySelector(".checks-badge");
    if (!toggle || (!must && !badge)) return;
    if (!badge) {
      badge = document.createElement("span");
      badge.className = "checks-badge";
      toggle.append(badge);
    }
    badge.hidden = !must;
    badge.textContent = must;
    toggle.setAttribute("aria-label", must ? `Toggle checks: ${must} to mend` : "Toggle checks");
  };

  const show = (html, isDraft) => {
    const wasOpen = findings.querySelector("details")?.open;
    findings.innerHTML = html;
    const notes = findings.querySelector("details");
    if (notes && wasOpen) notes.open = true;
    count(Number(findings.firstElementChild?.dataset.must || 0));
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    state.textContent = `Checked at ${time}, as it ${isDraft ? "stands now" : "was saved"}.`;
  };

  const check = async (isDraft) => {
    const mine = ++turn;
    isStale = false;
    state.textContent = "Checking …";
    try {
      const answer = await fetch(address(), {
        method: isDraft ? "POST" : "GET",
        body: isDraft ? new FormData(form) : undefined,
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const html = await answer.text();
      if (mine === turn) show(html, isDraft);
    } catch {
      if (mine !== turn) return;
      isStale = true;
      state.textContent = "This could not be checked. Your words are still here: try again.";
    }
  };

  panel.querySelector("[data-checks-now]").addEventListener("click", () => check(true));
  findings.addEventListener("click", (event) => {
    const button = event.target.closest("[data-checks-go]");
    if (button) go(button.dataset.checksGo, button.dataset.checksQuote);
  });
  side?.addEventListener("show", () => isStale && check(true));
  document.addEventListener("w-autosave:success", () => {
    isStale = true;
    clearTimeout(timer);
    timer = setTimeout(() => side && !side.hidden && check(true), QUIET);
  });
  if (/\/pages\/\d+\/edit\//.test(form.action)) check(false);
})();
