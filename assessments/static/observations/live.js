// The screen of an observer with a phone in her hand. Every note, count and time is kept in the
// browser first and sent when there is a connection. Words of people are put in as text, never as
// markup. Without this script the page's own forms do the same.
(() => {
  const place = document.querySelector("[data-live]");
  const queue = window.observationQueue;
  if (!place || !queue || !("indexedDB" in window)) return;

  const NAMES = ["open_questions", "closed_questions", "mentor_seconds", "learner_seconds", "silence_seconds"];
  const MOST = 4 * 60 * 60;
  const pk = place.dataset.observation;
  const find = (name) => place.querySelector(`[data-${name}]`);
  const all = (name) => place.querySelectorAll(`[data-${name}]`);
  const form = find("note");
  const counts = find("counters") !== null;
  let stands = place.dataset.stands.split(".").map(Number); // what the site has, as far as is known
  let tally = [...stands];
  let clock = { startedAt: 0, speaker: "", since: 0, quietSince: 0 };
  let beganAt = 0; // when she began the note she is writing

  // Words ---------------------------------------------------------------------------------------

  const clocked = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const say = (text) => { if (find("said").textContent !== text) find("said").textContent = text; };
  const seconds = (from) => Math.min(MOST, Math.max(0, Math.floor((Date.now() - from) / 1000)));
  const SAID = {
    "": "Everything is on the site.",
    offline: "No connection. It is kept on this device.",
    later: "Kept on this device, and sent in a moment.",
    signed_out: "You are signed out. It is kept here: sign in again in another window.",
  };

  function shownTally() {
    const now = [...tally];
    if (clock.speaker) {
      const at = NAMES.indexOf(clock.speaker);
      now[at] = Math.min(MOST, now[at] + seconds(clock.since));
    }
    if (!clock.speaker && clock.quietSince) now[4] = Math.max(now[4], seconds(clock.quietSince));
    return now;
  }

  function show() {
    const now = shownTally();
    find("time").textContent = clock.startedAt ? clocked(seconds(clock.startedAt)) : "0:00";
    find("start").hidden = Boolean(clock.startedAt);
    if (!counts) return;
    for (const element of all("value")) element.textContent = now[NAMES.indexOf(element.dataset.value)];
    for (const element of all("clock")) element.textContent = clocked(now[NAMES.indexOf(element.dataset.clock)]);
    for (const element of all("talk")) element.setAttribute("aria-pressed", String(element.dataset.talk === clock.speaker));
    find("words").textContent = words(now);
  }

  function words([open, closed, mentor, learner]) {
    const asked = open + closed;
    const talked = mentor + learner;
    const share = asked ? `${open} of ${asked} questions were open (${Math.round((100 * open) / asked)} %). ` : "";
    return share + (talked ? `${Math.round((100 * learner) / talked)} % of the talking was the learner’s.` : "");
  }

  // The clock and the counts ------------------------------------------------------------------------

  async function keepClock() {
    await queue.put({ id: `clock-${pk}`, type: "clock", observation: pk, writtenAt: Date.now(), clock }).catch(() => {});
  }

  function start() {
    if (!clock.startedAt) clock.startedAt = Date.now();
  }

  async function keepTally() {
    const known = await queue.one(`tally-${pk}`);
    const before = known?.before || [stands];
    const item = { id: `tally-${pk}`, type: "tally", observation: pk, writtenAt: Date.now(), tally, before };
    if (known?.state === "conflict") Object.assign(item, { state: "conflict", theirs: known.theirs });
    await keepClock();
    await queue.put(item).then(send, () => say("This browser keeps nothing. Write the counts down elsewhere."));
  }

  function count(name, by) {
    start();
    const at = NAMES.indexOf(name);
    tally[at] = Math.min(999, Math.max(0, tally[at] + by));
    show();
    return keepTally();
  }

  /** Who talks from now on; the same again, or “”, is a silence. */
  function talk(name) {
    start();
    const now = Date.now();
    tally = shownTally();
    const isSame = clock.speaker === name;
    clock = { ...clock, speaker: isSame ? "" : name, since: now, quietSince: isSame ? now : 0 };
    show();
    return keepTally();
  }

  // Notes -------------------------------------------------------------------------------------------

  async function keepNote(event) {
    event.preventDefault();
    const text = form.elements.text.value.trim();
    if (!text) {
      say("Write a few words first.");
      form.elements.text.focus();
      return;
    }
    start();
    const id = queue.newKey();
    const moment = beganAt || Date.now();
    const second = Math.min(MOST, Math.max(0, Math.floor((moment - clock.startedAt) / 1000)));
    const kind = form.elements.kind.value || "seen";
    const fields = { client_id: id, kind, second, text, written_at: new Date(moment).toISOString() };
    try {
      await queue.put({ id, type: "note", observation: pk, writtenAt: Date.now(), fields });
    } catch {
      say("This browser keeps nothing. Leave this page open until you have a connection.");
      return;
    }
    form.elements.text.value = "";
    beganAt = 0;
    form.elements.text.focus();
    keepClock();
    await send();
  }

  function labelOf(kind) {
    const input = form.querySelector(`[name=kind][value="${kind}"]`);
    return input ? input.labels[0].textContent : "";
  }

  function make(tag, className, text = "") {
    return Object.assign(document.createElement(tag), { className, textContent: text });
  }

  /** What the site has now goes onto the path, at its minute. */
  function add({ second, text, kind }) {
    let path = find("notes").querySelector(".path");
    if (!path) {
      path = make("ol", "path observation-notes");
      find("notes").replaceChildren(path);
    }
    const row = make("li", `path-step is-doing is-${kind}`);
    row.dataset.second = second;
    const dot = make("span", "path-dot");
    dot.setAttribute("aria-hidden", "true");
    const meta = make("span", "path-meta");
    meta.append(make("span", "observation-minute", clocked(second)), make("span", "", labelOf(kind)));
    row.append(dot, make("p", "path-title", text), meta);
    const next = [...path.children].find((other) => Number(other.dataset.second) > second);
    path.insertBefore(row, next || null);
  }

  // What waits ----------------------------------------------------------------------------------------

  async function showWaiting() {
    const items = (await queue.mine(pk)).filter((item) => item.type === "note" || (item.type === "tally" && item.state === "waiting"));
    const notes = items.filter((item) => item.type === "note");
    find("waiting").hidden = !items.length;
    const parts = [notes.length ? `${notes.length} ${notes.length === 1 ? "note" : "notes"}` : "", items.length > notes.length ? "the counts" : ""].filter(Boolean);
    const isOne = items.length === 1 && notes.length === 1;
    find("waiting-title").textContent = `On this device: ${parts.join(" and ")} ${isOne ? "waits" : "wait"}`;
    find("waiting-rows").replaceChildren(...notes.map(waitingRow));
    await showConflict();
  }

  function waitingRow(item) {
    const row = make("li", "row-item");
    const words = make("div", "");
    words.append(make("span", "row-title", item.fields.text), make("span", "row-meta", item.errors.join(" ") || `At ${clocked(item.fields.second)}, waits for a connection`));
    const change = make("button", "btn btn-quiet btn-sm", "Change");
    const away = make("button", "btn btn-link btn-sm", "Throw away");
    change.type = away.type = "button";
    change.addEventListener("click", async () => {
      form.elements.text.value = item.fields.text;
      beganAt = Date.parse(item.fields.written_at);
      form.querySelector(`[name=kind][value="${item.fields.kind}"]`).checked = true;
      await queue.remove(item.id);
      form.elements.text.focus();
    });
    away.addEventListener("click", () => queue.remove(item.id));
    const both = make("div", "observation-row-actions");
    both.append(change, away);
    row.append(words, both);
    return row;
  }

  async function showConflict() {
    if (!counts) return;
    const item = await queue.one(`tally-${pk}`);
    const isConflict = item?.state === "conflict";
    find("conflict").hidden = !isConflict;
    if (!isConflict) return;
    const told = ([open, closed, mentor, learner]) => `${open} open and ${closed} closed questions, mentor ${clocked(mentor)}, learner ${clocked(learner)}`;
    find("conflict-words").textContent = `Here: ${told(item.tally)}. There: ${told(item.theirs)}. Nothing is added up or overwritten by itself.`;
  }

  async function settle(which) {
    const item = await queue.one(`tally-${pk}`);
    if (!item) return;
    stands = item.theirs;
    if (which === "theirs") {
      tally = [...stands];
      clock = { ...clock, speaker: "", quietSince: 0 };
      await queue.remove(item.id);
      await keepClock();
    } else {
      await queue.put({ ...item, state: "waiting", before: [stands], writtenAt: Date.now() });
    }
    show();
    await send();
  }

  async function send() {
    say("Sending…");
    const stopped = navigator.onLine ? await queue.send() : "offline";
    const left = (await queue.mine(pk)).filter((item) => item.type !== "clock");
    const isHeld = left.some((item) => item.state !== "waiting");
    if (isHeld) say("Something needs you: see below.");
    else if (left.length) say(SAID[stopped || "later"]);
    else say(SAID[stopped]);
  }

  function hear({ detail }) {
    if (detail.stands) stands = detail.stands;
    for (const item of detail.sent || []) if (item.observation === pk) add(item.fields);
    showWaiting();
  }

  // Beginning -----------------------------------------------------------------------------------------

  async function begin() {
    const known = await queue.one(`tally-${pk}`);
    if (known) tally = [...known.tally];
    clock = (await queue.one(`clock-${pk}`))?.clock || clock;
    for (const element of all("plain")) element.hidden = true;
    find("bar").hidden = false;
    if (counts) find("counters").hidden = false;
    show();
    await showWaiting();
    await send();
  }

  form.addEventListener("submit", keepNote);
  form.elements.text.addEventListener("input", () => { beganAt ||= Date.now(); });
  form.elements.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  find("start").addEventListener("click", () => { start(); show(); keepClock(); });
  find("send").addEventListener("click", send);
  for (const element of all("count")) element.addEventListener("click", () => count(element.dataset.count, 1));
  for (const element of all("less")) element.addEventListener("click", () => count(element.dataset.less, -1));
  for (const element of all("talk")) element.addEventListener("click", () => talk(element.dataset.talk));
  for (const element of all("keep")) element.addEventListener("click", () => settle(element.dataset.keep));
  document.querySelector("[data-finish]")?.addEventListener("click", async (event) => {
    const { href } = event.currentTarget;
    event.preventDefault();
    if (clock.speaker) await talk(clock.speaker);
    clock = { ...clock, quietSince: 0 };
    await keepClock();
    const minutes = clock.startedAt ? Math.max(1, Math.min(240, Math.round(seconds(clock.startedAt) / 60))) : "";
    location.href = `${href}?minutes=${minutes}`;
  });
  document.addEventListener("observation-queue", hear);
  window.addEventListener("offline", () => say(SAID.offline));
  window.addEventListener("online", send);
  setInterval(show, 1000);
  begin();
})();
