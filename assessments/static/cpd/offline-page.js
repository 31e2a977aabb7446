// The page that works without a connection: a short form whose entries are kept in this browser.
(() => {
  const queue = window.cpdQueue;
  const list = window.cpdList;
  const form = document.querySelector("[data-offline-form]");
  const NAMES = ["title", "start_on", "minutes", "what_i_learned", "application"];
  const again = form.querySelector("[data-new]");
  const more = form.querySelector("[data-more]");
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

  function showConnection() {
    // Under another address the page was asked for and could not be reached.
    const isOffline = !navigator.onLine || location.pathname !== queue.page;
    document.querySelector("[data-no-connection]").hidden = !isOffline;
    document.querySelector("[data-connection]").hidden = isOffline;
  }

  function showOwner() {
    document.querySelector("[data-offline-write]").hidden = !queue.isSomebody();
    document.querySelector("[data-offline-nobody]").hidden = queue.isSomebody();
  }

  function empty() {
    form.reset();
    form.elements.id.value = "";
    form.elements.start_on.value = today();
    form.elements.start_on.max = today();
    more.hidden = again.hidden = true;
    for (const name of ["title", "start_on"]) complain(name, false);
    document.getElementById("write").textContent = "Something I did";
  }

  /** What another app handed over (the share target), or what the address of an entry names. */
  async function fill() {
    const handed = new URLSearchParams(location.search);
    const [title, text, url] = ["title", "text", "url"].map((name) => (handed.get(name) || "").trim());
    if (title || text || url) {
      form.elements.title.value = (title || text || url).split("\n")[0].slice(0, 200);
      form.elements.what_i_learned.value = [text, url].filter(Boolean).join("\n\n");
    }
    const item = (await queue.mine()).find((one) => `#${one.id}` === location.hash);
    if (item) open(item);
  }

  function open(item) {
    empty();
    for (const name of NAMES) form.elements[name].value = queue.valueOf(item.fields, name);
    form.elements.id.value = item.id;
    more.hidden = item.fields.every(([name, value]) => !value || [...NAMES, "key"].includes(name));
    again.hidden = false;
    document.getElementById("write").textContent = "Change what waits here";
    form.elements.title.focus();
  }

  function complain(name, isWrong) {
    const input = form.elements[name];
    const error = document.getElementById(`${input.id}-error`);
    error.hidden = !isWrong;
    input.classList.toggle("is-invalid", isWrong);
    for (const [attribute, value] of [["aria-invalid", "true"], ["aria-describedby", error.id]]) {
      if (isWrong) input.setAttribute(attribute, value);
      else input.removeAttribute(attribute);
    }
  }

  function isSound() {
    const { title, start_on: day } = form.elements;
    complain("title", !title.value.trim());
    complain("start_on", !day.value || day.value > today());
    form.querySelector(".is-invalid")?.focus();
    return !form.querySelector(".is-invalid");
  }

  async function keep(event) {
    event.preventDefault();
    if (!isSound()) return;
    const old = (await queue.mine()).find((one) => one.id === form.elements.id.value);
    const written = NAMES.map((name) => [name, form.elements[name].value]);
    const fields = [...(old?.fields || []).filter(([name]) => !NAMES.includes(name)), ...written];
    try {
      await queue.put(queue.itemOf(fields, old?.pk));
    } catch {
      list.say("This browser keeps nothing. Copy your words somewhere safe before you leave this page.");
      return;
    }
    empty();
    history.replaceState(null, "", location.pathname);
    list.say("Kept in this browser. It is sent by itself when you are back online.");
    if (navigator.onLine) await list.sendAll(false);
  }

  form.addEventListener("submit", keep);
  again.addEventListener("click", empty);
  window.addEventListener("hashchange", fill);
  window.addEventListener("online", showConnection);
  window.addEventListener("offline", showConnection);
  document.addEventListener("cpd-queue", showOwner);
  empty();
  showConnection();
  showOwner();
  fill();
  // With a connection the site says who is here, also after another person has signed in.
  if (navigator.onLine) queue.ask().then(showOwner, () => {}).then(list.show);
})();
