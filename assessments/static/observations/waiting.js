// What an observer writes without a connection waits here, in the browser, under a name of its
// owner that says nothing to anybody else, until the site has it. Sent twice it is there once: each
// note has a name of its own, and counts say which counts they may replace. Nothing is ever sent as
// somebody else's: before anything goes, the site is asked who is signed in now.
window.observationQueue = (() => {
  const who = window.cpdQueue;
  const { owner, sync } = document.currentScript.dataset;
  const PATIENCE = 20000;
  const AGAIN = 30000;
  const passed = new WeakSet();
  let names = owner.split(" ").filter(Boolean);
  let opened;
  let running; // the sending that is on its way
  let isAskedAgain = false;
  let waiting = 0; // known ahead, as a sign-out is decided at once

  // The store -----------------------------------------------------------------------------------

  function store(mode, work) {
    opened ||= new Promise((resolve, reject) => {
      const asked = indexedDB.open("observations-offline", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("items", { keyPath: "id" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opened.then((database) => new Promise((resolve, reject) => {
      const transaction = database.transaction("items", mode);
      const asked = work(transaction.objectStore("items"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    }));
  }

  async function mine(observation) {
    const items = await store("readonly", (rows) => rows.getAll()).catch(() => []);
    const own = items.filter((item) => names.includes(item.owner));
    const wanted = observation ? own.filter((item) => item.observation === observation) : own;
    return wanted.sort((one, other) => one.writtenAt - other.writtenAt);
  }

  async function one(id) {
    return (await mine()).find((item) => item.id === id);
  }

  async function put(item) {
    await store("readwrite", (rows) => rows.put({ state: "waiting", errors: [], owner: names[0], ...item }));
    await tell();
  }

  async function remove(id) {
    await store("readwrite", (rows) => rows.delete(id));
    await tell();
  }

  async function tell(detail = {}) {
    waiting = (await mine()).filter((item) => item.type !== "clock").length;
    document.dispatchEvent(new CustomEvent("observation-queue", { detail }));
  }

  // Sending -------------------------------------------------------------------------------------

  /** Sends what waits, and says what stopped it: “”, “offline”, “signed_out” or “later”. Asked
   *  again while it is sending, it looks once more: what was written meanwhile goes, too. */
  function send() {
    if (running) {
      isAskedAgain = true;
      return running;
    }
    running = sendAll().finally(() => { running = undefined; });
    return running;
  }

  async function sendAll() {
    let stopped;
    do {
      isAskedAgain = false;
      // One window at a time: what another one is sending has gone when it is this one's turn.
      stopped = navigator.locks ? await navigator.locks.request("observations-offline", sendNow) : await sendNow();
    } while (isAskedAgain && !stopped);
    return stopped;
  }

  async function sendNow() {
    const ready = (await mine()).filter((item) => item.type !== "clock" && item.state === "waiting");
    if (!ready.length) return "";
    try {
      const found = await who.ask();
      if (!found.token) return "signed_out";
      names = found.names;
      const own = ready.filter((item) => names.includes(item.owner));
      for (const pk of new Set(own.map((item) => item.observation))) {
        const stopped = await sendOf(pk, own.filter((item) => item.observation === pk), found.token);
        if (stopped) return stopped;
      }
      return "";
    } catch {
      return "offline";
    }
  }

  async function sendOf(pk, items, token) {
    const notes = items.filter((item) => item.type === "note").slice(0, 50);
    const tally = items.find((item) => item.type === "tally");
    const body = new URLSearchParams({ notes: JSON.stringify(notes.map((item) => item.fields)) });
    if (tally) {
      body.set("tally", JSON.stringify(tally.tally));
      body.set("before", JSON.stringify(tally.before));
      // Should the answer be lost, what is sent now is what the site may have then.
      await keepIfSame(tally, { before: added(tally.before, tally.tally) });
    }
    const address = sync.replace("/0/", `/${pk}/`);
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token }, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 401) return "signed_out";
    if (answer.status === 404 || answer.status === 409) return close(items);
    if (!answer.ok) return "later";
    const said = await answer.json();
    for (const item of notes) await settleNote(item, said.notes[item.id]);
    if (tally) await settleTally(tally, said);
    await tell({ sent: notes.filter((item) => said.notes[item.id]?.state === "saved"), stands: said.tally_state === "saved" ? tally.tally : undefined });
    return notes.length === 50 ? sendNow() : "";
  }

  const added = (before, tally) => [...before.filter((row) => `${row}` !== `${tally}`), tally].slice(-40);

  /** Changes a row unless it was written anew meanwhile. */
  async function keepIfSame(item, changes) {
    const now = await one(item.id);
    if (now && now.writtenAt === item.writtenAt) await put({ ...now, ...changes });
  }

  async function settleNote(item, said) {
    const now = await one(item.id);
    if (!now || !said || now.writtenAt !== item.writtenAt) return;
    if (said.state === "saved") await remove(item.id);
    else await put({ ...now, state: "invalid", errors: said.errors });
  }

  async function settleTally(item, said) {
    const now = await one(item.id);
    if (!now) return;
    if (said.tally_state === "saved") {
      if (now.writtenAt === item.writtenAt) await remove(item.id);
      else await put({ ...now, before: [item.tally] });
    } else if (said.tally_state === "conflict") {
      await put({ ...now, state: "conflict", theirs: Object.values(said.tally) });
    } else await put({ ...now, state: "invalid", errors: ["These counts cannot be right."] });
  }

  async function close(items) {
    const why = "The observation is with the mentor already, or is not yours any more. Copy your words.";
    for (const item of items) await put({ ...item, state: "closed", errors: [why] });
    return "";
  }

  // A line on pages that are not the live one -----------------------------------------------------

  for (const place of document.querySelectorAll("[data-observation-queue]")) {
    const show = async () => {
      const items = (await mine(place.dataset.observationQueue)).filter((item) => item.type !== "clock");
      place.hidden = !items.length;
      place.className = "notice is-warning";
      place.textContent = items.length ? "Something you wrote while watching still waits in this browser. It is sent by itself when there is a connection: open “Watch and write” to see it." : "";
    };
    document.addEventListener("observation-queue", (event) => {
      if (event.detail.sent?.length) location.reload();
      else show();
    });
    show();
  }

  // Signing out -----------------------------------------------------------------------------------

  function beforeSignOut(event) {
    const { target: form } = event;
    if (new URL(form.action, location.href).pathname !== who.signOut || !waiting || passed.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form);
  }

  function ask(form) {
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-labelledby", "observation-leave");
    const title = Object.assign(document.createElement("h2"), { id: "observation-leave", textContent: "Something waits in this browser" });
    const text = Object.assign(document.createElement("p"), { textContent: "Notes or counts of an observation are not on the site yet. On a shared computer, somebody could find them." });
    const said = Object.assign(document.createElement("p"), { className: "offline-said" });
    said.setAttribute("role", "status");
    const leave = () => { passed.add(form); form.requestSubmit(); };
    const button = (words, look, work) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: `btn ${look}`, textContent: words });
      made.addEventListener("click", work);
      return made;
    };
    const actions = Object.assign(document.createElement("div"), { className: "actions" });
    actions.append(
      button("Send, then sign out", "btn-primary", async () => { said.textContent = "Sending…"; await send(); if (waiting) said.textContent = "Not everything could be sent."; else leave(); }),
      button("Keep here and sign out", "btn-quiet", leave),
      button("Throw away and sign out", "btn-quiet", async () => { for (const item of await mine()) await remove(item.id); leave(); }),
      button("Stay signed in", "btn-link", () => dialog.close()));
    dialog.append(title, text, said, actions);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("submit", beforeSignOut, true);
  window.addEventListener("online", send);
  setInterval(() => waiting && navigator.onLine && send(), AGAIN); // a slow line comes back without a sign
  tell().then(() => navigator.onLine && send());
  return { mine, newKey: who.newKey, one, put, remove, send };
})();
