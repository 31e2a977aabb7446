// What is written without a connection waits here, in the browser, each entry under a name of its
// owner that says nothing to anybody else, until the site has it. Nothing is ever sent as somebody
// else's: before anything goes, the site is asked who is signed in now.
window.cpdQueue = (() => {
  const { owner, who, sync, page, signIn, signOut } = document.currentScript.dataset;
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "quick", "change_model", "look"]);
  const REMEMBERED_FOR = 12 * 60 * 60 * 1000; // as long as a sign-in lasts
  const PATIENCE = 5000;
  const cookie = `cpd_writer${location.port}`;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("cpd-offline") : null;
  let names = owner === undefined ? remembered() : owner.split(" ").filter(Boolean);
  let opened;

  if (names.length && owner) remember();
  channel?.addEventListener("message", tell);

  // Who writes here. A cookie that goes with the browser's window, as the sign-in does, lets the
  // page without a connection know it.
  function remembered() {
    const found = document.cookie.split("; ").find((part) => part.startsWith(`${cookie}=`));
    const [since, ...known] = found ? found.slice(cookie.length + 1).split(".") : [];
    return Date.now() - Number(since) < REMEMBERED_FOR ? known : [];
  }

  function remember() {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${cookie}=${[Date.now(), ...names].join(".")}; Path=/; SameSite=Strict${secure}`;
  }

  function forget() {
    names = [];
    document.cookie = `${cookie}=; Path=/; Max-Age=0; SameSite=Strict`;
  }

  // The store ---------------------------------------------------------------------------------

  function store(mode, work) {
    opened ||= new Promise((resolve, reject) => {
      const asked = indexedDB.open("cpd-offline", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "id" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opened.then((database) => new Promise((resolve, reject) => {
      const transaction = database.transaction("entries", mode);
      const asked = work(transaction.objectStore("entries"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    }));
  }

  async function all() {
    const items = await store("readonly", (entries) => entries.getAll()).catch(() => []);
    return items.sort((one, other) => one.writtenAt - other.writtenAt);
  }

  async function mine() {
    return (await all()).filter((item) => names.includes(item.owner));
  }

  async function others() {
    return (await all()).filter((item) => !names.includes(item.owner)).length;
  }

  async function put(item) {
    await store("readwrite", (entries) => entries.put(item));
    changed();
  }

  async function remove(id) {
    await store("readwrite", (entries) => entries.delete(id));
    changed();
  }

  function changed() {
    tell();
    channel?.postMessage("changed");
  }

  function tell() {
    document.dispatchEvent(new CustomEvent("cpd-queue"));
  }

  // What a form says, ready to be kept --------------------------------------------------------

  function itemOf(fields, pk = "") {
    const kept = fields.filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));
    let key = valueOf(kept, "key");
    if (!pk && !key) kept.push(["key", (key = newKey())]);
    return {
      id: pk ? `entry-${pk}` : `new-${key}`,
      owner: names[0],
      pk,
      fields: kept,
      writtenAt: Date.now(),
      state: "waiting",
      errors: [],
      url: "",
    };
  }

  function valueOf(fields, wanted) {
    return fields.find(([name]) => name === wanted)?.[1] || "";
  }

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  // Sending -------------------------------------------------------------------------------------

  /** Who is signed in now, with the token to send with. Throws where there is no connection. */
  async function ask() {
    const answer = await fetch(who, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const found = await answer.json();
    if (!found.names.length) forget();
    else {
      names = found.names;
      remember();
    }
    return found;
  }

  async function isReachable() {
    if (!navigator.onLine) return false;
    return ask().then(() => true, () => false);
  }

  /** Sends what waits; with `again`, also what was refused before. Says how far it came. */
  async function send({ again = false } = {}) {
    const work = () => sendNow(again);
    if (!navigator.locks) return work();
    return navigator.locks.request("cpd-offline", { ifAvailable: true }, (lock) => (lock ? work() : { sent: [], stopped: "" }));
  }

  async function sendNow(again) {
    const sent = [];
    let stopped = "";
    try {
      const { token } = await ask();
      if (!token) return { sent, stopped: "signed_out" };
      for (const item of await mine()) {
        if (item.state !== "waiting" && !again) continue;
        stopped = await sendOne(item, token, sent);
        if (stopped) break;
      }
    } catch {
      stopped = "offline";
    }
    return { sent, stopped };
  }

  async function sendOne(item, token, sent) {
    const body = new URLSearchParams(item.fields);
    if (item.pk) body.set("pk", item.pk);
    const answer = await fetch(sync, { method: "POST", body, headers: { "X-CSRFToken": token }, signal: AbortSignal.timeout(4 * PATIENCE) });
    if (answer.status === 401) return "signed_out";
    if (answer.status === 404 && item.pk) {
      await put({ ...item, state: "gone", errors: [] });
      return "";
    }
    if (!answer.ok) return "later";
    const { state, url, errors } = await answer.json();
    // While it was on its way its owner may have changed it: the newer words stay.
    const now = (await mine()).find((other) => other.id === item.id);
    if (now && now.writtenAt !== item.writtenAt) return "";
    if (state === "saved") {
      sent.push({ id: item.id, title: valueOf(item.fields, "title"), url });
      await remove(item.id);
    } else {
      await put({ ...item, state, url, errors: Object.values(errors).flat() });
    }
    return "";
  }

  return { all, ask, forget, isReachable, itemOf, mine, newKey, others, page, put, remove, send, signIn, signOut, valueOf, isSomebody: () => names.length > 0 };
})();
