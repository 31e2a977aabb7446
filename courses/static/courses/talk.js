// The talk-time trainer without a page load at every press. The presses are counted here and judged
// by the server at the end; without JavaScript the same buttons do it press by press.
(() => {
  for (const form of document.querySelectorAll("[data-talk]")) prepare(form);

  function prepare(form) {
    let presses = [];
    let clock = 0;

    form.addEventListener("submit", (event) => {
      const press = event.submitter && event.submitter.value;
      event.preventDefault();
      if (press === "again") return send(form, { press });
      if (press === "stop") return stop();
      const who = press === speaker() ? "quiet" : press;
      presses.push([who, now()]);
      show();
    });

    function now() {
      return Math.round(performance.now()) / 1000;
    }

    function speaker() {
      return presses.length ? presses[presses.length - 1][0] : "";
    }

    function stop() {
      clearInterval(clock);
      if (!presses.length) {
        say("Press who begins to talk, then finish.");
        return;
      }
      send(form, { presses: JSON.stringify([...presses, ["stop", now()]]) });
    }

    function show() {
      for (const button of form.querySelectorAll(".talk-button")) {
        const isOn = button.value === speaker();
        button.classList.toggle("is-on", isOn);
        button.setAttribute("aria-pressed", isOn);
      }
      say({ me: "You are talking.", them: "They are talking." }[speaker()] || "Nobody is talking.");
      clearInterval(clock);
      clock = setInterval(tick, 500);
      tick();
    }

    function tick() {
      for (const who of ["me", "them"]) {
        const seconds = Math.round(total(who));
        const place = form.querySelector(`[data-clock=${who}]`);
        if (place) place.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      }
    }

    function total(who) {
      return presses.reduce((sum, [speaking, at], place) => {
        const until = place + 1 < presses.length ? presses[place + 1][1] : now();
        return speaking === who ? sum + until - at : sum;
      }, 0);
    }

    function say(words) {
      form.querySelector("[data-talk-state]").textContent = words;
    }
  }

  async function send(form, values) {
    const data = new FormData(form);
    data.delete("press");
    for (const [name, value] of Object.entries(values)) data.set(name, value);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    } catch {
      answer = { ok: false };
    }
    if (!answer.ok) {
      form.querySelector(".form-text").textContent = "No connection just now. Your counting stands still; try again in a moment.";
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = document.importNode(page.querySelector("[data-talk]"), true);
    form.replaceWith(fresh);
    prepare(fresh);
    (fresh.querySelector("[data-talk-result]") || fresh.querySelector("button")).focus();
  }
})();
