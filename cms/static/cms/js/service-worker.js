// Keeps the safeguarding card for a day without a connection, and two pages of nobody's: one that
// leads to the card, and one on which people write into their CPD log. Nothing else of anybody's is
// kept: what people read and send goes to the site and back as if this were not here, and only a
// page that cannot be reached is answered from what is kept.

const CARD = "/safeguarding/";
const KEPT_CARD = "/safeguarding/kept/"; // the card with nothing of the person who reads it
const OFFLINE = "/safeguarding/offline/";
const LOG = "/cpd/";
const LOG_OFFLINE = "/cpd/offline/"; // where people write without a connection
const SIGN_OUT = "/accounts/logout/";

const OURS = "waymark-card"; // the college's numbers: gone with the sign-out
const NOBODYS = "waymark-offline"; // the offline page, styles, fonts and signs: open to all anyway
const PATIENCE = 4000; // how many milliseconds somebody worried is kept waiting
const FRESH = 60 * 60 * 1000; // and how long a kept card is not asked for again

let signOuts = 0;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepFrame([OFFLINE]));
});

self.addEventListener("activate", (event) => {
  const preload = self.registration.navigationPreload;
  event.waitUntil(Promise.all([self.clients.claim(), preload && preload.enable()]));
});

self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keepUnlessFresh());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname === SIGN_OUT) event.waitUntil(forget());
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && request.destination === "document") {
    const asked = ask(event);
    event.respondWith(pathname === CARD ? cardOrKept(asked) : pageOrOffline(asked, pathname));
    if (pathname === CARD) event.waitUntil(asked.then(learnFrom, () => {}));
  } else if (pathname.startsWith("/static/")) {
    event.respondWith(firstOf(fetch(request), () => kept(NOBODYS, pathname)));
  }
});

async function ask(event) {
  return (await event.preloadResponse) || fetch(event.request);
}

async function cardOrKept(asked) {
  const answer = await firstOf(asked, () => kept(OURS, KEPT_CARD)).catch(() => undefined);
  return answer || (await kept(NOBODYS, OFFLINE)) || Response.error();
}

async function pageOrOffline(asked, pathname) {
  if (pathname === LOG_OFFLINE) return firstOf(asked, () => kept(NOBODYS, LOG_OFFLINE));
  return asked.catch(async () => {
    const place = pathname.startsWith(LOG) ? await kept(NOBODYS, LOG_OFFLINE) : undefined;
    return place || (await kept(NOBODYS, OFFLINE)) || Response.error();
  });
}

/** The site's answer; when it fails or keeps us waiting, what is kept; else whatever comes. */
async function firstOf(asked, fromKept) {
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  const answer = await Promise.race([asked, late]).catch(() => undefined);
  if (answer && answer.status < 500) return answer;
  return (await fromKept()) || asked;
}

async function kept(name, address) {
  const cache = await caches.open(name);
  return cache.match(address, { ignoreVary: true });
}

/** Somebody opened the card: keep what it says now. Led to the sign-in page, they may not read it. */
async function learnFrom(answer) {
  if (answer.type === "opaqueredirect" || answer.redirected) await forget();
  else if (answer.ok) await keep();
}

async function keepUnlessFresh() {
  const card = await kept(OURS, KEPT_CARD);
  const age = card ? Date.now() - Date.parse(card.headers.get("date")) : Infinity;
  if (!(age < FRESH)) await keep();
}

async function keep() {
  const before = signOuts;
  const answer = await fetch(KEPT_CARD, { redirect: "manual" });
  if (answer.type === "opaqueredirect") return forget();
  if (!answer.ok) return undefined;
  const cache = await caches.open(OURS);
  await cache.put(KEPT_CARD, answer);
  if (before !== signOuts) return caches.delete(OURS); // they signed out meanwhile
  return keepFrame([OFFLINE, KEPT_CARD]);
}

/** Keep the offline pages and every style, font and sign that these pages name; drop all others. */
async function keepFrame(pages) {
  const addresses = new Set([OFFLINE, ...(await namedBy(pages))]);
  const cache = await caches.open(NOBODYS);
  await cache.addAll(addresses);
  await keepLog(cache, addresses);
  for (const request of await cache.keys()) {
    if (!addresses.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

/** The log's page comes second: should it fail, the card and its frame are kept all the same. */
async function keepLog(cache, addresses) {
  try {
    const further = [LOG_OFFLINE, ...(await namedBy([LOG_OFFLINE]))];
    await cache.addAll(further.filter((address) => !addresses.has(address)));
    for (const address of further) addresses.add(address);
  } catch {
    const before = await cache.match(LOG_OFFLINE, { ignoreVary: true });
    if (before) for (const address of [LOG_OFFLINE, ...named(await before.text())]) addresses.add(address);
  }
}

async function namedBy(pages) {
  const addresses = new Set();
  for (const page of pages) {
    const answer = page === KEPT_CARD ? await kept(OURS, page) : await fetch(page);
    for (const address of named(answer && answer.ok ? await answer.text() : "")) addresses.add(address);
  }
  return addresses;
}

function named(text) {
  return [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, address]) => address);
}

async function forget() {
  signOuts += 1;
  return caches.delete(OURS);
}
