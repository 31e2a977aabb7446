// What the content types of Waymark share. Each is made of H5P.EventDispatcher and plain elements.
(() => {
  "use strict";

  const ADLNET = "http://adlnet.gov/expapi/activities/";

  // Makes an element: make("p", { class: "note", text: "Well done" }, child, child).
  function make(tag, { text, html, on = {}, ...attributes } = {}, ...children) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (html !== undefined) element.innerHTML = html;
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== undefined) element.setAttribute(name, value);
    }
    for (const [event, handler] of Object.entries(on)) element.addEventListener(event, handler);
    element.append(...children.filter(Boolean));
    return element;
  }

  const button = (text, kind, handler) =>
    make("button", { type: "button", class: `waymark-button is-${kind}`, text, on: { click: handler } });

  // The words of a text without its markup; a document of its own runs and loads nothing.
  const plain = (html) =>
    new DOMParser().parseFromString(html ?? "", "text/html").body.textContent.trim();

  // Puts a constructor where the core looks for it: place("Some.Name", Constructor).
  function place(name, constructor) {
    const parts = name.split(".");
    const last = parts.pop();
    let where = window;
    for (const part of parts) where = where[part] = where[part] || {};
    where[last] = constructor;
  }

  // A constructor whose instances tell what happens: H5P's own way, methods on the prototype.
  function define(name, constructor, methods) {
    constructor.prototype = Object.create(H5P.EventDispatcher.prototype);
    Object.assign(constructor.prototype, { constructor }, methods);
    place(name, constructor);
  }

  const filled = (defaults, given) => H5P.jQuery.extend(true, {}, defaults, given);

  // A statement about `instance`, with what was asked in its definition.
  function statementOf(instance, verb, definition) {
    const event = instance.createXAPIEventTemplate(verb);
    Object.assign(event.getVerifiedStatementValue(["object", "definition"]), definition);
    return event;
  }

  const asked = (interactionType, question, more = {}) => ({
    type: `${ADLNET}cmi.interaction`,
    interactionType,
    description: { "en-US": plain(question) },
    ...more,
  });

  const shuffled = (list) => {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  };

  // Moves the reading place of the keyboard and of a screen reader to something new.
  function moveTo(element) {
    element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
    element.scrollIntoView?.({ block: "nearest" });
  }

  const library = (machineName) => (machineName || "").split(" ")[0];

  place("Waymark.Parts", {
    asked, button, define, filled, library, make, moveTo, plain, shuffled, statementOf,
  });
})();
