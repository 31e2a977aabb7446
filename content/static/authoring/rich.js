// A rich text: as many buttons as its field allows tags, and the keys people know.

import { html, nothing, render } from "../vendor/lit/lit-html.js";
import { allowedTags, fromPlain, isEmpty, tidied } from "./markup.js";
import { icon } from "./parts.js";

const MARKS = [
  { tag: "strong", command: "bold", words: "Bold", sign: html`<b>B</b>`, key: "b" },
  { tag: "em", command: "italic", words: "Italic", sign: html`<i>I</i>`, key: "i" },
  { tag: "u", command: "underline", words: "Underline", sign: html`<u>U</u>`, key: "u" },
  { tag: "s", command: "strikeThrough", words: "Struck through", sign: html`<s>S</s>` },
  { tag: "sub", command: "subscript", words: "Subscript", sign: html`x<sub>2</sub>` },
  { tag: "sup", command: "superscript", words: "Superscript", sign: html`x<sup>2</sup>` },
  { tag: "ul", command: "insertUnorderedList", words: "List with bullets", sign: icon("list-ul") },
  { tag: "ol", command: "insertOrderedList", words: "Numbered list", sign: icon("list-ol") },
];
const BLOCKS = { h1: "Heading 1", h2: "Heading 2", h3: "Heading 3", h4: "Heading 4", h5: "Heading 5", h6: "Heading 6", blockquote: "Quotation", pre: "Code" };

class RichText extends HTMLElement {
  #value = "";
  #tags = [];
  #range = null; // what was selected before the field for an address took the focus
  #isLinking = false;
  #area = null;

  set tags(tags) { this.#tags = tags || []; }

  set value(value) {
    const given = value || "";
    if (this.#area && given === this.#value) return;
    this.#value = given;
    if (this.#area) this.#area.innerHTML = tidied(given, this.#tags);
  }

  connectedCallback() {
    if (this.#area) return;
    this.bar = document.createElement("div");
    this.linkRow = document.createElement("div");
    this.#area = document.createElement("div");
    this.#area.className = "af-rich-area";
    this.#area.contentEditable = "true";
    this.#area.setAttribute("role", "textbox");
    this.#area.setAttribute("aria-multiline", "true");
    this.#area.innerHTML = tidied(this.#value, this.#tags);
    this.append(this.bar, this.linkRow, this.#area);
    this.#area.addEventListener("input", () => this.#changed());
    this.#area.addEventListener("paste", (event) => this.#paste(event));
    this.#area.addEventListener("drop", (event) => event.preventDefault());
    this.#area.addEventListener("keydown", (event) => this.#keys(event));
    this.#area.addEventListener("focus", () => document.execCommand("defaultParagraphSeparator", false, this.paragraph || "div"));
    for (const name of ["keyup", "mouseup", "focus"]) this.#area.addEventListener(name, () => this.#drawBar());
    this.describe();
    this.#drawBar();
  }

  /** Names, ids and errors, which change while it stays. */
  set named(named) {
    this.names = named;
    if (this.#area) this.describe();
  }

  describe() {
    const { id, labelledby, describedby, isInvalid, isRequired, label } = this.names || {};
    const set = (name, value) => (value ? this.#area.setAttribute(name, value) : this.#area.removeAttribute(name));
    set("id", id);
    set("aria-labelledby", labelledby);
    set("aria-describedby", describedby);
    set("aria-invalid", isInvalid ? "true" : "");
    set("aria-required", isRequired ? "true" : "");
    if (label !== this.label) {
      this.label = label;
      this.#drawBar();
    }
  }

  #changed() {
    const tidy = tidied(this.#area.innerHTML, this.#tags);
    this.#value = isEmpty(tidy) ? "" : tidy;
    this.dispatchEvent(new CustomEvent("written", { detail: this.#value }));
    this.#drawBar();
  }

  #run(command, value = null) {
    this.#area.focus();
    document.execCommand("styleWithCSS", false, false);
    document.execCommand(command, false, value);
    this.#changed();
  }

  #paste(event) {
    event.preventDefault();
    const markup = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain");
    const pasted = markup ? tidied(markup, this.#tags, { isPasted: true }) : fromPlain(plain);
    document.execCommand("insertHTML", false, pasted);
    this.#changed();
  }

  #keys(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const mark = MARKS.find((one) => one.key === key);
    if (mark) {
      event.preventDefault();
      if (this.#has(mark.tag)) this.#run(mark.command);
    } else if (key === "k" && this.#has("a")) {
      event.preventDefault();
      this.#openLink();
    }
  }

  #has(tag) { return allowedTags(this.#tags).has(tag); }

  #drawBar() {
    if (!this.bar) return;
    const inside = this.#area.contains(document.getSelection()?.anchorNode);
    const state = (command) => inside && document.queryCommandState(command);
    const blocks = Object.keys(BLOCKS).filter((tag) => this.#tags.includes(tag));
    const button = (words, sign, act, pressed) => html`<button type="button" class="af-rich-button" title=${words} aria-label=${words}
      aria-pressed=${pressed === undefined ? nothing : String(Boolean(pressed))} tabindex="-1"
      @mousedown=${(event) => event.preventDefault()} @click=${act}><span aria-hidden="true">${sign}</span></button>`;
    const marks = MARKS.filter((one) => this.#has(one.tag));
    const others = ["a", "hr", "table", "code"].filter((tag) => this.#tags.includes(tag));
    if (!marks.length && !blocks.length && !others.length) {
      render(nothing, this.bar);
      return;
    }
    render(html`<div class="af-rich-bar" role="toolbar" aria-label="Formatting: ${this.label || "text"}" @keydown=${(event) => this.#walkBar(event)}>
      ${blocks.length ? html`<select class="af-rich-block" aria-label="Kind of paragraph" tabindex="-1" @change=${(event) => this.#block(event)}>
        <option value=${this.paragraph || "div"}>Text</option>
        ${blocks.map((tag) => html`<option value=${tag} ?selected=${this.#blockNow() === tag}>${BLOCKS[tag]}</option>`)}</select>` : nothing}
      ${marks.map((one) => button(one.key ? `${one.words} (Control ${one.key.toUpperCase()})` : one.words, one.sign, () => this.#run(one.command), state(one.command)))}
      ${this.#tags.includes("a") ? button("Link (Control K)", icon("link"), () => this.#openLink()) : nothing}
      ${this.#tags.includes("code") ? button("Code", icon("code"), () => this.#wrap("code")) : nothing}
      ${this.#tags.includes("hr") ? button("Line across", icon("minus"), () => this.#run("insertHorizontalRule")) : nothing}
      ${this.#tags.includes("table") ? this.#tableButtons(button) : nothing}
    </div>`, this.bar);
    this.#rove();
  }

  #tableButtons(button) {
    if (!this.#cell()) return button("Table", icon("table"), () => this.#insertTable());
    return html`${button("Add a row below", html`${icon("table")}↓`, () => this.#addRow())}${button("Add a column to the right", html`${icon("table")}→`, () => this.#addColumn())}
      ${button("Remove this row", html`${icon("table")}−`, () => this.#removeRow())}`;
  }

  // One stop for the tab key; the arrows go along the bar.
  #controls() { return [...this.bar.querySelectorAll("button, select")]; }

  #rove() {
    const all = this.#controls();
    const current = all.includes(document.activeElement) ? document.activeElement : all[Math.min(this.stop || 0, all.length - 1)];
    for (const one of all) one.tabIndex = one === current ? 0 : -1;
  }

  #walkBar(event) {
    const all = this.#controls();
    const at = all.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    this.stop = (to + all.length) % all.length;
    all[this.stop].focus();
    this.#rove();
  }

  #blockNow() {
    return String(document.queryCommandValue("formatBlock") || "").toLowerCase();
  }

  #block(event) {
    const tag = event.target.value;
    this.#run("formatBlock", `<${tag}>`);
  }

  #wrap(tag) {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !this.#area.contains(selection.anchorNode)) return;
    const holder = document.createElement("div");
    holder.append(document.createElement(tag));
    holder.firstChild.textContent = selection.toString();
    this.#run("insertHTML", holder.innerHTML);
  }

  // Links -----------------------------------------------------------------------------------------

  #openLink() {
    const selection = document.getSelection();
    const inside = selection.rangeCount && this.#area.contains(selection.anchorNode);
    this.#range = inside ? selection.getRangeAt(0).cloneRange() : null;
    this.link = inside ? selection.anchorNode.parentElement?.closest("a") : null;
    this.#isLinking = true;
    this.#drawLink(this.link?.getAttribute("href") || "");
    this.linkRow.querySelector("input").focus();
  }

  #drawLink(address) {
    const id = `${this.names?.id || "rich"}-address`;
    render(this.#isLinking ? html`<div class="af-rich-link" @keydown=${(event) => this.#linkKeys(event)}>
      <label for=${id}>Address of the link</label>
      <input type="url" id=${id} form="af-none" .value=${address} placeholder="https://">
      <button type="button" class="button button-small" @click=${() => this.#setLink()}>Set the link</button>
      ${this.link ? html`<button type="button" class="button button-small button-secondary" @click=${() => this.#setLink("")}>Take the link out</button>` : nothing}
      <button type="button" class="button button-small button-secondary" @click=${() => this.#closeLink()}>Cancel</button>
    </div>` : nothing, this.linkRow);
  }

  #linkKeys(event) {
    if (event.key === "Enter" && event.target.localName === "input") {
      event.preventDefault();
      this.#setLink();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.#closeLink();
    }
  }

  #setLink(given = this.linkRow.querySelector("input").value.trim()) {
    const address = given && !/^(?:[a-z]+:|#|\/)/i.test(given) ? `https://${given}` : given;
    const { link } = this;
    this.#closeLink();
    if (link) {
      if (address) link.setAttribute("href", address);
      else link.replaceWith(...link.childNodes);
      this.#changed();
    } else if (address) {
      const isBare = document.getSelection().isCollapsed;
      const holder = document.createElement("div");
      holder.append(Object.assign(document.createElement("a"), { textContent: given }));
      holder.firstChild.setAttribute("href", address);
      if (isBare) this.#run("insertHTML", holder.innerHTML);
      else this.#run("createLink", address);
    }
  }

  #closeLink() {
    this.#isLinking = false;
    this.#drawLink("");
    this.#area.focus();
    if (!this.#range) return;
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(this.#range);
  }

  // Tables ----------------------------------------------------------------------------------------

  #cell() {
    const node = document.getSelection()?.anchorNode;
    return node && this.#area.contains(node) ? (node.closest ? node : node.parentElement)?.closest("td, th") : null;
  }

  #insertTable() {
    const row = (tag) => `<tr>${`<${tag}><br></${tag}>`.repeat(3)}</tr>`;
    this.#run("insertHTML", `<table><thead>${row("th")}</thead><tbody>${row("td")}${row("td")}</tbody></table><p><br></p>`);
  }

  #addRow() {
    const row = this.#cell().parentElement;
    const added = document.createElement("tr");
    for (const _cell of row.cells) added.append(blank("td"));
    const body = row.closest("table").tBodies[0];
    if (row.closest("thead") && body) body.prepend(added);
    else row.after(added);
    this.#changed();
  }

  #addColumn() {
    const at = this.#cell().cellIndex;
    for (const row of this.#cell().closest("table").rows) {
      const beside = row.cells[Math.min(at, row.cells.length - 1)];
      beside?.after(blank(beside.localName));
    }
    this.#changed();
  }

  #removeRow() {
    const table = this.#cell().closest("table");
    this.#cell().parentElement.remove();
    if (!table.rows.length) table.remove();
    this.#changed();
  }
}

function blank(tag) {
  const cell = document.createElement(tag);
  cell.append(document.createElement("br"));
  return cell;
}

customElements.define("activity-rich-text", RichText);
