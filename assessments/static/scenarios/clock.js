// A moment that is short in real life. The server keeps the time too and has the last word; this only
// shows it, waits while the page is out of sight, and says so when it is over. It can be stopped.

const clock = document.querySelector("[data-clock]");
if (clock) {
  const time = clock.querySelector("[data-clock-time]");
  const words = clock.querySelector("[data-clock-words]");
  const said = clock.querySelector("[data-clock-said]");
  const late = clock.querySelector("[data-clock-late]");
  const choice = document.querySelector("[data-choice]");
  const allowed = Number(clock.dataset.allowed);
  const told = new Set();
  let left = Number(clock.dataset.left);
  let before = performance.now();
  let isOver = false;

  clock.hidden = false;
  document.querySelector("[data-clock-none]").hidden = true;
  say(`You have ${left} seconds to choose.`);
  const ticking = setInterval(tick, 250);
  document.addEventListener("visibilitychange", () => {
    before = performance.now();
  });
  clock.querySelector("[data-clock-stop]").addEventListener("click", (event) => {
    end("The clock is stopped. Take the time you need.");
    event.currentTarget.hidden = true;
  });
  choice.addEventListener("submit", () => end(""));
  // Back to a page kept in memory: the server says where the run stands.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  function tick() {
    const now = performance.now();
    const passed = document.hidden ? 0 : (now - before) / 1000;
    before = now;
    if (isOver) return;
    left -= passed;
    const shown = Math.max(0, Math.ceil(left));
    time.textContent = shown;
    words.textContent = shown === 1 ? "second left" : "seconds left";
    clock.classList.toggle("is-short", shown <= 10);
    if (shown <= allowed / 2 && shown > 12) sayOnce("half", `Half of the time is over: ${shown} seconds.`);
    if (shown <= 10 && shown > 0) sayOnce("short", `${shown} seconds left.`);
    if (left <= 0) runOut();
  }

  function runOut() {
    end("The time is over. The story goes on.");
    choice.inert = true;
    late.submit();
  }

  function end(text) {
    isOver = true;
    clearInterval(ticking);
    say(text);
    words.textContent = text || words.textContent;
    if (text) time.textContent = "";
  }

  function sayOnce(name, text) {
    if (told.has(name)) return;
    told.add(name);
    say(text);
  }

  function say(text) {
    said.textContent = text;
  }
}
