// The markup of a rich text: what may stand in it. The server judges it again when it is saved.

const ALWAYS = ["div", "span", "p", "br"];
const OF_TABLES = ["table", "tr", "td", "th", "colgroup", "col", "thead", "tbody", "tfoot", "figure", "figcaption"];
const RENAMED = { b: "strong", i: "em", del: "s", strike: "s" };
const GONE = new Set(["script", "style", "template", "iframe", "object", "embed", "svg", "math", "head", "title", "meta", "link", "noscript", "textarea", "select", "button"]);
const KEPT = ["style", "dir", "lang", "class", "title", "target", "rel", "start", "scope", "headers"];
const OF_TAGS = { a: ["href"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], ol: ["start", "type"], img: ["src", "alt", "width", "height"] };
const SAFE_LINK = /^(?:https?:|mailto:|ftp:|#|\/(?!\/)|[^:]*$)/i;

export function allowedTags(tags = []) {
  const found = new Set([...ALWAYS, ...tags]);
  for (const tag of tags) if (RENAMED[tag]) found.add(RENAMED[tag]);
  if (found.has("table")) OF_TABLES.forEach((tag) => found.add(tag));
  if (found.has("ul") || found.has("ol")) found.add("li");
  return found;
}

/** `isPasted`: without the looks that another program gave it. */
export function tidied(html, tags, { isPasted = false } = {}) {
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html");
  const allowed = allowedTags(tags);
  for (const child of [...parsed.body.childNodes]) tidy(child, allowed, isPasted);
  return parsed.body.innerHTML.replaceAll("\u200b", "");
}

function tidy(node, allowed, isPasted) {
  if (node.nodeType === Node.TEXT_NODE) return;
  if (node.nodeType !== Node.ELEMENT_NODE || GONE.has(node.localName)) {
    node.remove();
    return;
  }
  for (const child of [...node.childNodes]) tidy(child, allowed, isPasted);
  const name = allowed.has(RENAMED[node.localName]) ? RENAMED[node.localName] : node.localName;
  if (!allowed.has(name) || (isPasted && name === "span")) {
    node.replaceWith(...node.childNodes);
    return;
  }
  const kept = name === node.localName ? node : document.implementation.createHTMLDocument("").createElement(name);
  if (kept !== node) {
    for (const one of [...node.attributes]) kept.setAttribute(one.name, one.value);
    kept.append(...node.childNodes);
    node.replaceWith(kept);
  }
  const attributes = [...(OF_TAGS[name] || []), ...(isPasted ? [] : KEPT)];
  for (const one of [...kept.attributes]) if (!attributes.includes(one.name)) kept.removeAttribute(one.name);
  for (const attribute of ["href", "src"]) {
    // Browsers leave out spaces and control signs before they read an address.
    const address = kept.getAttribute(attribute)?.replace(/[\u0000-\u0020]/g, "");
    if (address !== undefined && !SAFE_LINK.test(address)) kept.removeAttribute(attribute);
  }
}

export function isEmpty(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return !parsed.textContent.trim() && !parsed.querySelector("hr, table, img");
}

export function escaped(words) {
  const holder = document.createElement("div");
  holder.textContent = words;
  return holder.innerHTML;
}

/** Plain text as markup: an empty line ends a paragraph. */
export function fromPlain(words) {
  const parts = words.replaceAll("\r", "").split(/\n{2,}/).filter((part) => part.trim());
  const lines = (part) => part.split("\n").map(escaped).join("<br>");
  return parts.length > 1 ? parts.map((part) => `<p>${lines(part)}</p>`).join("") : lines(parts[0] || "");
}

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;" };

/** Plain text is kept as the official host keeps it, escaped. */
export const encoded = (words) => words.replace(/[&<>"']/g, (sign) => SIGNS[sign]);

export function decoded(words) {
  if (!words.includes("&")) return words;
  const holder = document.createElement("textarea");
  holder.innerHTML = words.replaceAll("<", "&lt;");
  return holder.value;
}

export function plainText(html) {
  const parsed = new DOMParser().parseFromString(String(html ?? ""), "text/html").body;
  return parsed.textContent.replace(/\s+/g, " ").trim();
}
