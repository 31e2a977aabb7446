// Shows what waits in this browser, keeps what a form cannot send, and asks before a sign-out that
// would leave something behind. Words of people are put in as text, never as markup.
(() => {
  const queue = window.cpdQueue;
  const STATES = {
    waiting: "waits for a connection",
    invalid: "needs a change before it can be saved",
    conflict: "was changed somewhere else meanwhile",
    gone: "changes a draft that is no longer there",
  };
  const STOPPED = {
    offline: "No connection yet. It is sent by itself when you are back online.",
    later: "The site cannot take it just now. It is kept here and sent later.",
    signed_out: "You are signed out. Sign in, and it is sent.",
  };
  const places = [...document.querySelectorAll("[data-cpd-queue]")];
  let waiting = 0; // known ahead, as a sign-out is decided at once
  let ownForm = null; // { id, written } once a form of this page has been kept
  let thrownAway = null;

  // Small pieces ----------------------------------------------------------------------------------

  function make(tag, { text = "", name = "", ...attributes } = {}, ...children) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function button(text, work, look = "btn-quiet btn-sm") {
    const element = make("button", { text, type: "button", name: `btn ${look}` });
    element.addEventListener("click", work);
    return element;
  }

  function count(number, what = "entry") {
    return `${number} ${number === 1 ? what : what.replace(/y$/, "ies")}`;
  }

  function titleOf(item) {
    return queue.valueOf(item.fields, "title").trim() || "Without a title";
  }

  function when(moment) {
    return new Date(moment).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  }

  function say(...words) {
    const text = words.map((word) => word.textContent ?? word).join("");
    for (const place of places) if (place.firstElementChild.textContent !== text) place.firstElementChild.replaceChildren(...words);
  }

  // The list --------------------------------------------------------------------------------------

  for (const place of places) {
    place.className = "offline-queue d-print-none";
    place.append(make("p", { name: "offline-said", role: "status" }), make("div"));
  }

  async function show() {
    const [items, others] = [await queue.mine(), await queue.others()];
    waiting = items.length;
    for (const place of places) place.lastElementChild.replaceChildren(...listed(items), ...strangers(others));
  }

  function listed(items) {
    if (!items.length) return [];
    const title = make("h2", { name: "tile-title", text: `${count(items.length)} ${items.length === 1 ? "waits" : "wait"} in this browser` });
    const lead = make("p", { name: "tile-text", text: "Not in your log yet, and not on your other devices. On a shared computer, send it or throw it away before you leave." });
    const rows = make("ul", { name: "rows" }, ...items.map(row));
    const tile = make("section", { name: "tile is-yours" }, title, lead, rows);
    if (items.some((item) => item.state === "waiting")) tile.append(make("div", { name: "actions mt-0" }, button("Send now", () => sendAll(true), "btn-quiet")));
    return [tile];
  }

  function strangers(number) {
    if (!number) return [];
    const text = number === 1 ? "An entry of somebody else waits in this browser." : `${count(number)} of somebody else wait in this browser.`;
    const more = queue.isSomebody() ? " It is sent when they sign in here." : " Sign in to see what is yours.";
    return [make("p", { name: "text-muted small", text: text + (number > 1 ? more.replace("It is", "They are") : more) })];
  }

  function row(item) {
    const words = make("div", {},
      make("span", { name: "row-title", text: titleOf(item) }),
      make("span", { name: "row-meta" }, make("span", { text: `written ${when(item.writtenAt)}` }), make("span", { text: STATES[item.state] })));
    if (item.errors.length) words.append(make("ul", { name: "offline-reasons" }, ...item.errors.map((text) => make("li", { text }))));
    const about = () => make("span", { name: "visually-hidden", text: `: ${titleOf(item)}` });
    const tools = [...waysOut(item), button("Throw away", () => throwAway(item))];
    for (const tool of tools) tool.append(about());
    return make("li", { name: "row-item" }, words, make("div", { name: "offline-tools" }, ...tools));
  }

  function waysOut(item) {
    const open = make("a", { name: "btn btn-quiet btn-sm", text: "Open", href: `${queue.page}#${item.id}` });
    if (item.state === "conflict") return [button("See both versions", () => takeToPage(item)), open];
    if (item.state === "invalid") return [button("Put it right", () => takeToPage(item)), open];
    if (item.state === "gone") return [button("Send it as a new entry", () => sendAsNew(item)), open];
    return [open];
  }

  async function throwAway(item) {
    thrownAway = item;
    await queue.remove(item.id);
    const back = button("Bring it back", async () => {
      await queue.put(thrownAway);
      say("It is back.");
    });
    say(`Thrown away: ${titleOf(item)}. `, back);
    back.focus();
  }

  async function sendAsNew(item) {
    const fields = item.fields.filter(([name]) => name !== "read_at" && name !== "files");
    await queue.remove(item.id);
    await queue.put({ ...queue.itemOf(fields), owner: item.owner });
    await sendAll(true);
  }

  async function sendAll(isAsked) {
    if (!(await queue.mine()).length && !isAsked) return;
    const { sent, stopped } = await queue.send({ again: isAsked });
    if (sent.length) saySent(sent);
    else if (stopped === "signed_out") say(`${STOPPED.signed_out} `, make("a", { text: "Sign in", href: `${queue.signIn}?next=${location.pathname}` }));
    else if (stopped && isAsked) say(STOPPED[stopped]);
    else if (isAsked) say("");
    const own = ownForm && sent.find((one) => one.id === ownForm.id);
    if (own && ownForm.written === written(ownForm.form)) location.assign(own.url);
    await show();
  }

  function saySent(sent) {
    const [first] = sent;
    const words = sent.length === 1 ? `Sent: ${first.title} is in your log. ` : `${count(sent.length)} sent to your log. `;
    say(words, make("a", { text: sent.length === 1 ? "Open it" : "Show my log", href: sent.length === 1 ? first.url : "/cpd/" }));
  }

  // Settling on a page of the site: the kept fields are posted there as a form is. When that ended
  // in a saved entry the site led on to it, and what was kept here has done its work.

  async function takeToPage(item) {
    const asked = await queue.ask().catch(() => null);
    if (!asked) return say(STOPPED.offline);
    if (!asked.token) return say(STOPPED.signed_out);
    const form = make("form", { method: "post", action: item.url, hidden: "" });
    for (const [name, value] of [...item.fields, ["csrfmiddlewaretoken", asked.token]]) {
      const input = make("input", { type: "hidden" });
      [input.name, input.value] = [name, value];
      form.append(input);
    }
    document.body.append(form);
    note({ id: item.id, isSent: true });
    form.submit();
    return undefined;
  }

  function note(settling) {
    if (settling) sessionStorage.setItem("cpd-settling", JSON.stringify(settling));
    else sessionStorage.removeItem("cpd-settling");
  }

  function noted() {
    return JSON.parse(sessionStorage.getItem("cpd-settling") || "null");
  }

  async function settle() {
    const settling = noted();
    if (!settling) return;
    const [visit] = performance.getEntriesByType("navigation");
    const wasLedHere = visit && visit.type === "navigate" && visit.redirectCount > 0;
    if (settling.isSent && wasLedHere && /^\/cpd\/(\d+\/)?$/.test(location.pathname)) {
      note(null);
      await queue.remove(settling.id);
    } else if (document.querySelector("form [name=settle], [data-cpd-entry]")) {
      note({ ...settling, isSent: false });
    } else {
      note(null);
    }
  }

  // Forms -----------------------------------------------------------------------------------------

  const passed = new WeakSet();

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.querySelector("[name=settle]") && noted()) note({ ...noted(), isSent: submitter?.name !== "look" });
    if (new URL(form.action, location).pathname === queue.signOut) return beforeSignOut(event);
    if (!form.matches("[data-cpd-entry]") || passed.has(form) || submitter?.name) return undefined;
    if (!queue.isSomebody()) return undefined;
    event.preventDefault();
    event.stopImmediatePropagation();
    return sendOrKeep(form, submitter);
  }, true);

  async function sendOrKeep(form, submitter) {
    if (form.dataset.asking) return;
    form.dataset.asking = "yes";
    if (await queue.isReachable()) {
      const item = queue.itemOf([...new FormData(form)], form.dataset.pk);
      if ((await queue.mine()).some((other) => other.id === item.id)) note({ id: item.id, isSent: true });
      passed.add(form);
      form.requestSubmit(submitter);
      passed.delete(form);
    } else {
      await keep(form);
    }
    delete form.dataset.asking;
  }

  function written(form) {
    return JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  }

  async function keep(form) {
    const fields = [...new FormData(form)];
    const item = queue.itemOf(fields, form.dataset.pk);
    const hasFile = fields.some(([, value]) => value instanceof File && value.name);
    const file = hasFile ? " The file you chose is not kept: add it once you are back online." : "";
    if (!queue.valueOf(item.fields, "title").trim()) return tellIn(form, "warning", "No connection", "Say in a few words what you did; then it can be kept here.");
    try {
      await queue.put(item);
    } catch {
      return tellIn(form, "danger", "No connection, and this browser keeps nothing", "Leave this page open, and save when you are back online. Or copy your words somewhere safe.");
    }
    const isShort = Boolean(form.elements.quick); // the next thing written there is another entry
    ownForm = isShort ? null : { id: item.id, form, written: written(form) };
    if (isShort) {
      form.reset();
      form.elements.key.value = queue.newKey();
    }
    const next = isShort ? "You can add another." : "You can go on writing, and keep it again.";
    tellIn(form, "info", "No connection: it is kept in this browser", `It is sent by itself when you are back online. ${next}${file}`);
    return undefined;
  }

  function tellIn(form, kind, title, text) {
    form.querySelector(".offline-notice")?.remove();
    const words = make("div", {}, make("p", { name: "notice-title", text: title }), make("p", { text }), make("p", {}, make("a", { text: "See what waits here", href: queue.page })));
    const notice = make("div", { name: `notice is-${kind} offline-notice`, role: "status", tabindex: "-1" }, words);
    form.prepend(notice);
    notice.focus();
  }

  // Signing out -----------------------------------------------------------------------------------

  function beforeSignOut(event) {
    if (!waiting || passed.has(event.target)) return queue.forget();
    event.preventDefault();
    event.stopImmediatePropagation();
    return askAtSignOut(event.target);
  }

  function askAtSignOut(form) {
    const dialog = make("dialog", { name: "dialog", "aria-labelledby": "offline-leave" },
      make("h2", { id: "offline-leave", text: `${count(waiting)} ${waiting === 1 ? "is" : "are"} not in your log yet` }),
      make("p", { text: "They wait in this browser. On a shared computer, somebody could find them; on your own, they can wait until you sign in again." }));
    if (waiting === 1) dialog.lastElementChild.textContent = "It waits in this browser. On a shared computer, somebody could find it; on your own, it can wait until you sign in again.";
    const said = make("p", { role: "status", name: "offline-said" });
    const leave = () => {
      passed.add(form);
      form.requestSubmit();
    };
    const sendFirst = async () => {
      said.textContent = "Sending…";
      const { stopped } = await queue.send({ again: true });
      if (!(await queue.mine()).length) return leave();
      said.textContent = stopped ? STOPPED[stopped] : "Not everything could be saved: see it in your log, under “in this browser”.";
      return show();
    };
    const discard = async () => {
      for (const item of await queue.mine()) await queue.remove(item.id);
      leave();
    };
    dialog.append(said, make("div", { name: "actions offline-leave" },
      button("Send, then sign out", sendFirst, "btn-primary"),
      button("Keep here and sign out", leave, "btn-quiet"),
      button("Throw away and sign out", discard, "btn-quiet"),
      button("Stay signed in", () => dialog.close(), "btn-link")));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // Beginning -------------------------------------------------------------------------------------

  document.addEventListener("cpd-queue", show);
  window.addEventListener("online", () => sendAll(false));
  // A connection too slow to use comes back without a sign.
  setInterval(() => waiting && navigator.onLine && sendAll(false), 60_000);
  window.addEventListener("pageshow", (event) => event.persisted && show());
  window.cpdList = { say, sendAll, show };
  settle().then(show).then(() => navigator.onLine && queue.isSomebody() && sendAll(false));
})();
