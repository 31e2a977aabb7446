// Keeps an answer as soon as it is given, so that a flat battery costs nothing. One message at a time:
// the newest answer always arrives last. The buttons save as well and need none of this.

const form = document.querySelector("[data-autosave]");
if (form) {
  const words = form.querySelector("[data-saved]");
  let sending = false;
  let waiting = false;
  let leaving = false;

  form.addEventListener("change", save);
  form.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("online", () => {
    if (waiting) save();
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });

  async function save() {
    waiting = true;
    if (sending || leaving) return;
    sending = true;
    let kept = false;
    while (waiting && !leaving) {
      waiting = false;
      kept = await send();
      if (!kept) break;
    }
    sending = false;
    if (!kept) waiting = true;
  }

  async function send() {
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1" },
        redirect: "manual",
      });
      if (answer.status === 204) say("Saved");
      else if (answer.status === 422) say("");
      else if (answer.status === 401)
        say("You are signed out, so this is not saved. Sign in again: earlier answers are kept.");
      else if (answer.type === "opaqueredirect") say("This attempt is handed in.");
      else say("Not saved yet. Your next step saves it.");
      return true;
    } catch {
      say("No connection: not saved yet. It is kept here and sent when you are back online.");
      return false;
    }
  }

  function say(text) {
    words.textContent = text;
  }
}
