// Saves the form of a record every few seconds, through the same address as its button. What could
// not be sent stays in this window and is tried again: nothing is ever kept in the browser's own
// storage, because colleges share their computers. Without this script the button saves.
(() => {
  const form = document.querySelector("[data-record]");
  if (!form) return;

  const line = form.querySelector("[data-saved]");
  const revision = form.elements.revision;
  const PAUSE = 4000;
  const AGAIN = 10000;
  let timer;
  let changed = 0; // how many changes were typed, and how many of them are saved
  let saved = 0;
  let sending = false;
  let stopped = false;
  let leaving = false;

  const say = (text, isNot = false) => {
    line.textContent = text;
    line.classList.toggle("is-not", isNot);
  };
  const show = (name, is) => {
    const advice = document.querySelector(`[data-advice="${name}"]`);
    if (advice) advice.hidden = !is;
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const answers = {
    saved: (answer, upTo) => {
      revision.value = answer.revision;
      saved = upTo;
      show("concern", answer.concern);
      show("details", answer.details);
      if (saved === changed) say(`Saved at ${answer.at}`);
    },
    invalid: () => say("Not saved yet: something has to be put right. Press Save to see what.", true),
    conflict: () => {
      stopped = true;
      say("Changed in another window meanwhile. Press Save: you see both versions, nothing is lost.", true);
    },
    closed: () => {
      stopped = true;
      say("Not saved: this record can no longer be changed. Copy what you want to keep.", true);
    },
  };

  async function save() {
    if (sending || stopped || leaving || saved === changed) return;
    sending = true;
    const upTo = changed;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1" },
        redirect: "manual",
        credentials: "same-origin",
      });
      if (leaving) return;
      if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
        say("Not saved: you are signed out. Sign in in another window, then go on here.", true);
        later(AGAIN);
        return;
      }
      const answer = await response.json();
      answers[answer.state]?.(answer, upTo);
      if (answer.state === "saved" && saved !== changed) later(PAUSE);
    } catch {
      say("Not saved: no connection. It is kept in this window and tried again.", true);
      later(AGAIN);
    } finally {
      sending = false;
    }
  }

  form.addEventListener("input", () => {
    changed += 1;
    if (!line.classList.contains("is-not")) say("Not saved yet");
    later(PAUSE);
  });
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && saved !== changed) event.preventDefault();
  });

  // One row more: a copy of the empty one, with a number and a name of its own.
  for (const template of form.querySelectorAll("template[data-row]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet btn-sm";
    button.textContent = template.dataset.add;
    template.after(button);
    button.addEventListener("click", () => {
      const rows = template.parentElement.querySelectorAll(".record-row");
      const last = rows[rows.length - 1]?.dataset.number ?? -1;
      const number = Number(last) + 1;
      const holder = document.createElement("div");
      holder.innerHTML = template.innerHTML.replaceAll("__n__", number);
      const row = holder.firstElementChild;
      const key = row.querySelector("[name$='-key']");
      if (key) key.value = `n${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
      template.before(row);
      row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
      if (rows.length + 1 >= Number(template.dataset.most)) button.hidden = true;
    });
  }
})();
