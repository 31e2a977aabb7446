// One option of a scene: what is said, what comes of it, what it is worth, where it leads.

import { html, nothing } from "../../vendor/lit/lit-html.js";
import { live } from "../../vendor/lit/directives/live.js";
import { repeat } from "../../vendor/lit/directives/repeat.js";
import { conditions, inWords } from "./conditions.js";
import { area, button, check, fieldId, more, number, select, text, tool } from "./fields.js";
import {
  freeKey, freeLetter, GRADES, gradeOf, moved, named, slug, UID, withOption, withScene,
} from "./story.js";
import { target } from "./targets.js";

export function optionCard(app, scene, option, place) {
  const uid = option[UID];
  const grade = gradeOf(scene, option);
  const edit = (changes, label, field) => app.actions.edit.option(scene.id, uid, changes, label, field && `${uid}-${field}`);
  const problem = app.problemOf({ part: scene, choice: option, option: uid });
  const move = (by) => {
    app.store.change("the order", (before) => withScene(before, scene.id, { options: moved(scene.options, place, by) }));
    app.focus(`${uid}-${by < 0 ? "up" : "down"}`);
    app.announce(`Option ${option.key} is now number ${place + by + 1}.`);
  };
  const twins = scene.options.filter((other) => other.key === option.key);
  return html`<section class="se-card se-grade-${grade}" data-option=${uid} aria-label="Option ${option.key}">
    <header class="se-card-top">
      <h4><span class="se-letter">${option.key || "?"}</span> Option ${place + 1}
        <span class="se-pill"><span aria-hidden="true">${GRADES[grade].symbol}</span> ${GRADES[grade].label}</span></h4>
      ${tool("↑", `Move option ${option.key} up`, () => move(-1), { id: `${uid}-up`, disabled: place === 0 })}
      ${tool("↓", `Move option ${option.key} down`, () => move(1), { id: `${uid}-down`, disabled: place === scene.options.length - 1 })}
      ${tool("✕", `Delete option ${option.key}`, () => app.actions.removeOption(scene, uid))}
    </header>
    ${problem ? html`<ul class="se-problem-lines">${problem.lines.map((line) => html`<li class="se-is-${line.kind}"><span aria-hidden="true">${line.kind === "fault" ? "✕" : "!"}</span> ${line.message}</li>`)}</ul>` : nothing}
    ${twins.length > 1 && twins[0] !== option ? html`<p class="se-fault">Two options have the name ${option.key}.
      <button type="button" class="se-link" @click=${() => edit({ key: freeLetter(scene) }, "the option's name")}>Give this one its own</button></p>` : nothing}
    ${area(`${uid}-text`, { label: "What you would say or do", value: option.text, onInput: (value) => edit({ text: value }, "the words of an option", "text") })}
    ${area(`${uid}-out`, { label: "What happens", value: option.out, help: "Shown at once after the choice.",
      onInput: (value) => edit({ out: value }, "what happens", "out") })}
    ${area(`${uid}-why`, { label: "The coach's comment", value: option.why, help: "Why it is wise or not: one or two sentences.",
      onInput: (value) => edit({ why: value }, "the coach's comment", "why") })}
    ${grading(app, scene, option, grade, edit)}
    ${option.critical && option.stops
      ? html`<p class="se-help se-stops">The story stops here and says what to do instead.</p>`
      : target(app, { id: `${uid}-next`, label: "Leads to", value: option.next, what: "where it leads",
          lead: (before, key) => withOption(before, scene.id, uid, { next: key }) })}
    ${more(`${uid}-effects`, app, "What it changes", effectsInWords(app, option), () => effects(app, scene, option, edit))}
    ${more(`${uid}-ways`, app, "On offer only when, leads elsewhere when", waysInWords(app, option), () => ways(app, scene, option, edit))}
  </section>`;
}

function grading(app, scene, option, grade, edit) {
  const uid = option[UID];
  const codes = app.codes();
  const stray = Object.keys(option.scores || {}).filter((code) => !codes.includes(code));
  const points = (code) => html`<div class="se-points">
    <label for=${fieldId(`${uid}-points-${code}`)} title=${app.statementTitle(code)}>${code}<span class="w-sr-only">: points</span></label>
    ${select(`${uid}-points-${code}`, { isBare: true, label: `Points for ${code} ${app.statementTitle(code)}`, value: option.scores?.[code] ?? 0,
      choices: [[0, "0"], [1, "1"], [2, "2"]],
      onChange: (value) => edit({ scores: { ...option.scores, [code]: Number(value) } }, "the points") })}
  </div>`;
  return html`<fieldset class="se-grading"><legend>How good is it?</legend>
    <div class="se-grades">${Object.entries(GRADES).map(([value, { label, symbol }]) => html`
      <label class="se-grade-pick se-grade-${value}"><input type="radio" form="se-none" name=${fieldId(`${uid}-grade`)} id=${fieldId(`${uid}-grade-${value}`)}
        .checked=${live(grade === value)} ?disabled=${scene.panel && value !== "unsafe"}
        @change=${() => app.actions.setGrade(scene, option, value)}>
        <span><span aria-hidden="true">${symbol}</span> ${label}</span></label>`)}</div>
    ${scene.panel
      ? number(`${uid}-votes`, { label: "Votes of the panel", value: option.votes || 0, max: app.settings.limits.votes,
          onInput: (value) => edit({ votes: value || 0 }, "the votes", "votes") })
      : html`<div class="se-points-line">${codes.length || stray.length
          ? html`<span class="se-points-title">Points</span> ${[...codes, ...stray].map(points)}`
          : app.isPack ? nothing : html`<p class="se-help">Points belong to statements of the standard. <button type="button" class="se-link" @click=${app.focusCodes}>Choose the statements</button></p>`}
        ${app.isPack ? select(`${uid}-add-code`, { isBare: true, label: "Another statement of the standard", value: "",
          choices: [["", "+ Statement"], ...app.settings.statements.filter((one) => !codes.includes(one.code)).map((one) => [one.code, `${one.code} ${one.title}`])],
          onChange: (code) => code && edit({ scores: { ...option.scores, [code]: 2 } }, "the points") }) : nothing}</div>`}
    ${option.critical ? check(`${uid}-stops`, { label: "The story stops at once after this choice", checked: option.stops,
      help: "For what must never happen: the run ends with what to do instead.",
      onChange: (stops) => edit({ stops }, "the safe stop") }) : nothing}
  </fieldset>`;
}

// What it changes ---------------------------------------------------------------------------------

function effectsInWords(app, option) {
  const effects = Object.entries(option.effects || {}).map(
    ([meter, by]) => `${app.meterLabel(meter)} ${by > 0 ? "+" : "−"}${Math.abs(by)}`,
  );
  return [...effects, ...(option.facts || []).map((key) => app.factText(key))].join(", ");
}

function effects(app, scene, option, edit) {
  const uid = option[UID];
  const most = app.settings.limits.effect;
  const steps = [];
  for (let by = most; by >= -most; by -= 1) steps.push([by, by > 0 ? `+${by}` : by < 0 ? `−${-by}` : "no change"]);
  const facts = option.facts || [];
  const listed = [...app.store.state.story.facts.map((fact) => fact.key), ...facts.filter((key) => !app.hasFact(key))];
  const meters = app.metersInUse();
  return html`
    <div class="se-line">${meters.length
      ? meters.map((meter) => select(`${uid}-effect-${meter.value}`, { label: meter.label, value: option.effects?.[meter.value] || 0, choices: steps,
          onChange: (value) => edit({ effects: withNumber(option.effects, meter.value, Number(value)) }, "an effect") }))
      : html`<p class="se-help">Meters such as trust remember how it is going. <button type="button" class="se-link" @click=${() => app.openSettings("meters")}>Add one in the story settings</button></p>`}</div>
    ${app.isPack ? nothing : html`<fieldset class="se-facts"><legend>Once this is chosen, it has happened that …</legend>
      ${listed.map((key) => check(`${uid}-fact-${key}`, { label: app.factText(key), checked: facts.includes(key),
        onChange: (on) => edit({ facts: on ? [...facts, key] : facts.filter((other) => other !== key) }, "what has happened") }))}
      ${text(`${uid}-new-fact`, { label: "Something new", placeholder: "Such as: You told the safeguarding lead",
        help: "Press Enter to add it. Later scenes can ask whether it has happened.",
        onChange: (value, input) => { input.value = ""; if (value.trim()) addFact(app, scene, option, value.trim()); } })}
    </fieldset>`}
    ${select(`${uid}-stance`, { label: "Does it ask or tell?", value: option.stance || "", choices: [["", "As its words: a question asks"], ["asks", "It asks"], ["tells", "It tells"]],
      onChange: (stance) => edit({ stance }, "asks or tells"), help: "The debrief counts both." })}`;
}

function withNumber(numbers = {}, name, value) {
  const rest = { ...numbers };
  delete rest[name];
  return value ? { ...rest, [name]: value } : rest;
}

function addFact(app, scene, option, words) {
  app.store.change("what has happened", (before) => {
    const taken = { scenes: before.facts.map((fact) => ({ key: fact.key })), ends: [] };
    const fact = named({ key: freeKey(taken, slug(words.toLowerCase()).slice(0, 30) || "it-happened"), text: words });
    const added = { ...before, facts: [...before.facts, fact] };
    return withOption(added, scene.id, option[UID], { facts: [...(option.facts || []), fact.key] });
  });
  app.focus(`${option[UID]}-new-fact`);
  app.announce(`“${words}” added and ticked.`);
}

// When it is on offer, and when it leads elsewhere ------------------------------------------------

function waysInWords(app, option) {
  const offer = option.when?.length ? [`only if ${inWords(app, option.when)}`] : [];
  const count = option.ways?.length || 0;
  return [...offer, ...(count ? [`${count} other ${count === 1 ? "way" : "ways"}`] : [])].join("; ");
}

function ways(app, scene, option, edit) {
  const uid = option[UID];
  const all = option.ways || [];
  const add = () => {
    const way = named({ when: [], target: "" });
    edit({ ways: [...all, way] }, "another way");
    app.focus(`${way[UID]}-target`);
  };
  return html`
    ${conditions(app, { id: `${uid}-when`, label: "On offer only when all of this holds", when: option.when,
      onChange: (when) => edit({ when }, "a condition") })}
    ${repeat(all, (way) => way[UID], (way, place) => {
      const put = (changes) => all.map((other) => (other[UID] === way[UID] ? { ...other, ...changes } : other));
      return html`<div class="se-way">
        <div class="se-way-top"><strong>Leads elsewhere (${place + 1})</strong>
          ${tool("✕", "Take this way out", () => { edit({ ways: all.filter((other) => other !== way) }, "a way"); app.focus(`${uid}-add-way`); })}</div>
        ${conditions(app, { id: `${way[UID]}-when`, label: "When all of this holds", when: way.when,
          onChange: (when) => edit({ ways: put({ when }) }, "a condition") })}
        ${target(app, { id: `${way[UID]}-target`, label: "it leads instead to", value: way.target, what: "where it leads",
          lead: (before, key) => withOption(before, scene.id, uid, { ways: put({ target: key }) }) })}
      </div>`;
    })}
    ${button("Lead elsewhere when …", add, { id: `${uid}-add-way` })}
    ${all.length > 1 ? html`<p class="se-help">The first whose conditions hold is taken; if none does, “Leads to” above.</p>` : nothing}`;
}
