// Counts characters while they are typed, and begins the summary for others with what was learned.
// Without this script the server counts and copies when the entry is saved.
(() => {
  const counted = (line) => {
    const area = document.getElementById(line.dataset.countOf);
    if (!area) return;
    const say = () => {
      const written = area.value.trim().length;
      const { most, least } = line.dataset;
      line.hidden = Boolean(least) && (written === 0 || written >= Number(least));
      line.classList.toggle("is-over", Boolean(most) && written > Number(most));
      if (most) {
        const left = Number(most) - written;
        line.textContent =
          left >= 0 ? `${left.toLocaleString("en-GB")} characters left.` : `${-left} characters too many.`;
      } else {
        line.textContent = `${written} characters; ${least} are needed to hand it in.`;
      }
    };
    // A screen reader hears the number when the typing rests, not at every key.
    let rest;
    area.addEventListener("input", () => {
      clearTimeout(rest);
      rest = setTimeout(say, 400);
    });
    say();
  };

  const beginning = (box) => {
    const target = document.getElementById(box.dataset.begin);
    const source = document.getElementById(box.dataset.from);
    if (!target || !source) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-sm";
    button.textContent = "Begin it with what I learned";
    button.addEventListener("click", () => {
      target.value = source.value.trim().slice(0, 1000);
      target.dispatchEvent(new Event("input", { bubbles: true }));
      target.focus();
    });
    const offer = () => {
      button.hidden = Boolean(target.value.trim()) || !source.value.trim();
    };
    target.addEventListener("input", offer);
    source.addEventListener("input", offer);
    box.replaceChildren(button);
    box.className = "";
    offer();
  };

  for (const line of document.querySelectorAll("[data-count-of]")) counted(line);
  for (const box of document.querySelectorAll("[data-begin]")) beginning(box);
})();
