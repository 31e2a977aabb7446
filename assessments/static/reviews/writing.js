// What helps while a review is written: the parts stay open beside the page on a wide screen, a text
// is counted as it grows, and evidence is found by words, kind and statement. Without this script all
// of it is there, in folds.
(() => {
  const wide = window.matchMedia("(min-width: 62rem)");
  const steps = document.querySelector("[data-steps]");
  if (steps) {
    const fit = () => {
      if (wide.matches) steps.open = true;
    };
    fit();
    wide.addEventListener("change", fit);
  }

  for (const field of document.querySelectorAll("[data-count]")) {
    const text = field.querySelector("textarea");
    const line = field.querySelector("[data-count-line]");
    const least = Number(field.dataset.least);
    const count = () => {
      const now = text.value.trim().length;
      const missing = least - now;
      line.textContent = missing > 0 ? `${now} characters, ${missing} more to ${least}` : `${now} characters`;
    };
    text.addEventListener("input", count);
    count();
  }

  const evidence = document.querySelector("[data-evidence]");
  if (!evidence) return;
  const filters = evidence.querySelector("[data-evidence-filters]");
  const none = evidence.querySelector("[data-evidence-none]");
  const sum = evidence.querySelector("[data-evidence-sum]");
  const pieces = [...evidence.querySelectorAll("[data-piece]")];
  const groups = [...evidence.querySelectorAll("[data-group]")];
  const asked = (name) => filters.querySelector(`[data-filter="${name}"]`);
  const box = (piece) => piece.querySelector("input[type=checkbox]");

  const tally = () => {
    const chosen = pieces.filter((piece) => box(piece).checked);
    const kinds = new Set(chosen.map((piece) => piece.dataset.kind)).size;
    sum.textContent = chosen.length
      ? `${chosen.length} chosen, of ${kinds} ${kinds === 1 ? "kind" : "kinds"}`
      : "Nothing chosen yet";
  };
  const filter = () => {
    const words = asked("words").value.trim().toLowerCase();
    const kind = asked("kind").value;
    const code = asked("code")?.value ?? "";
    const isChosen = asked("chosen").checked;
    const isAsked = Boolean(words || kind || code || isChosen);
    let shown = 0;
    for (const piece of pieces) {
      const fits =
        (!words || piece.textContent.toLowerCase().includes(words)) &&
        (!kind || piece.dataset.kind === kind) &&
        (!code || piece.dataset.codes.split(" ").includes(code)) &&
        (!isChosen || box(piece).checked);
      piece.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const group of groups) {
      const has = pieces.some((piece) => group.contains(piece) && !piece.hidden);
      group.hidden = isAsked && !has;
      if (isAsked && has) group.open = true;
    }
    none.hidden = !isAsked || shown > 0;
  };

  filters.hidden = pieces.length < 2;
  // The filters are no part of what is written: what is typed there saves nothing.
  filters.addEventListener("input", (event) => {
    event.stopPropagation();
    filter();
  });
  evidence.addEventListener("change", tally);
  tally();
})();
