// Conditions chosen from lists, in words: “Trust is at least 4”, “You told the DSL: has not happened”.

import { html } from "../../vendor/lit/lit-html.js";
import { repeat } from "../../vendor/lit/directives/repeat.js";
import { button, fieldId, select, tool } from "./fields.js";
import { named, UID } from "./story.js";

const OF_METER = [["at_least", "is at least"], ["at_most", "is at most"]];
const OF_FACT = [["happened", "has happened"], ["not_happened", "has not happened"]];

export function conditions(app, { id, label, when = [], onChange }) {
  const { story } = app.store.state;
  const meters = app.metersInUse();
  const facts = story.facts.map((fact) => [`fact:${fact.key}`, fact.text || fact.key]);
  const known = new Set(facts.map(([value]) => value));
  const lost = when.filter((one) => one.fact && !known.has(`fact:${one.fact}`));
  const subjects = [
    ...(meters.length ? [["Meters", meters.map((m) => [`meter:${m.value}`, m.label])]] : []),
    ...(facts.length || lost.length
      ? [["What has happened", [...facts, ...lost.map((one) => [`fact:${one.fact}`, `${one.fact} (not in the list)`])]]]
      : []),
  ];
  if (!subjects.length) {
    return html`<p class="se-help">Conditions ask about meters, such as trust, or about what has happened before.
      This story has neither yet. <button type="button" class="se-link" @click=${() => app.openSettings("meters")}>Add them in the story settings</button></p>`;
  }
  const put = (place, one) => onChange(when.map((other, number) => (number === place ? one : other)));
  const add = () => {
    const first = subjects[0][1][0][0];
    const made = conditionOn(first);
    onChange([...when, made]);
    app.focus(`${made[UID]}-subject`);
  };
  return html`<fieldset class="se-conditions"><legend>${label}</legend>
    ${repeat(when, (one) => one[UID], (one, place) => condition(app, one, subjects, place, {
      put: (next) => put(place, { ...next, [UID]: one[UID] }),
      remove: () => {
        onChange(when.filter((other) => other !== one));
        app.focus(`${id}-add`);
      },
    }))}
    ${button(when.length ? "And …" : "Add a condition", add, { id: `${id}-add` })}
  </fieldset>`;
}

function conditionOn(subject) {
  const [kind, name] = subject.split(":");
  return named(kind === "meter" ? { kind: "at_least", meter: name, value: 5 } : { kind: "happened", fact: name });
}

function condition(app, one, subjects, place, { put, remove }) {
  const uid = one[UID];
  const { lowest, highest } = app.settings.limits;
  const subject = one.meter ? `meter:${one.meter}` : `fact:${one.fact || ""}`;
  return html`<div class="se-condition">
    <span class="se-joint">${place ? "and" : "if"}</span>
    ${select(`${uid}-subject`, { isBare: true, label: "What it asks about", value: subject, choices: subjects,
      onChange: (value) => put(conditionOn(value)) })}
    ${select(`${uid}-kind`, { isBare: true, label: "How", value: one.kind, choices: one.meter ? OF_METER : OF_FACT,
      onChange: (kind) => put({ ...one, kind }) })}
    ${one.meter ? html`<input type="number" inputmode="numeric" form="se-none" class="se-number" id=${fieldId(`${uid}-value`)} aria-label="From ${lowest} to ${highest}"
      min=${lowest} max=${highest} .value=${String(one.value ?? 0)}
      @change=${(event) => put({ ...one, value: Math.max(lowest, Math.min(highest, Math.round(Number(event.target.value)) || 0)) })}>` : ""}
    ${tool("✕", "Take this condition away", remove)}
  </div>`;
}

export function inWords(app, when = []) {
  return when
    .map((one) => {
      if (one.meter) {
        const meter = app.settings.meters.find((m) => m.value === one.meter)?.label || one.meter;
        return `${meter} ${one.kind === "at_least" ? "≥" : "≤"} ${one.value ?? 0}`;
      }
      const fact = app.store.state.story.facts.find((f) => f.key === one.fact)?.text || one.fact;
      return one.kind === "happened" ? fact : `not: ${fact}`;
    })
    .join(" and ");
}
