"use strict";
// A scenario that plays by itself. The rules are those of the site (assessments/scenarios/rules);
// a test plays both side by side.
(function () {
  const STOP = "!stop";
  const LOWEST = 0;
  const HIGHEST = 10;
  const WORDS = [[2, "very low"], [4, "low"], [6, "steady"], [8, "good"], [HIGHEST, "high"]];

  function opening(story) {
    return { meters: Object.fromEntries(story.meters.map((g) => [g.meter, g.start])), facts: [] };
  }

  function holds(condition, state) {
    const value = state.meters[condition.meter] ?? LOWEST;
    if (condition.kind === "at_least") return value >= condition.value;
    if (condition.kind === "at_most") return value <= condition.value;
    return state.facts.includes(condition.fact) === (condition.kind === "happened");
  }

  const allHold = (conditions, state) => conditions.every((one) => holds(one, state));

  function onOffer(scene, state) {
    const offered = scene.options.filter((option) => allHold(option.when, state));
    return offered.length ? offered : scene.options;
  }

  function after(state, option) {
    const meters = {};
    for (const [meter, value] of Object.entries(state.meters)) {
      meters[meter] = Math.min(HIGHEST, Math.max(LOWEST, value + (option.effects[meter] || 0)));
    }
    return { meters, facts: [...new Set([...state.facts, ...option.facts])] };
  }

  function targetOf(option, state) {
    if (option.stops) return STOP;
    const way = option.ways.find((one) => allHold(one.when, state));
    return way ? way.target : option.next;
  }

  function play(story, choices) {
    let state = opening(story);
    let place = story.start;
    const turns = choices.map(([sceneKey, optionKey]) => {
      const scene = story.scenes[sceneKey];
      const option = scene.options.find((one) => one.key === optionKey);
      const turn = { sceneKey, scene, option, before: state, offered: onOffer(scene, state) };
      state = after(state, option);
      place = targetOf(option, state);
      return { ...turn, after: state, target: place };
    });
    return { turns, state, place, hasEnded: !(place in story.scenes) };
  }

  function result(story, run) {
    const codes = new Map();
    const add = (code, earned, available) => {
      const sum = codes.get(code) || { code, earned: 0, available: 0 };
      codes.set(code, { code, earned: sum.earned + earned, available: sum.available + available });
    };
    for (const turn of run.turns) {
      const most = {};
      for (const option of turn.offered) {
        for (const [code, points] of Object.entries(option.scores)) {
          most[code] = Math.max(most[code] || 0, points);
        }
      }
      for (const [code, points] of Object.entries(most)) add(code, 0, points);
      for (const [code, points] of Object.entries(turn.option.scores)) add(code, points, 0);
    }
    const all = [...codes.values()].filter((one) => one.available);
    const earned = all.reduce((sum, one) => sum + one.earned, 0);
    const available = all.reduce((sum, one) => sum + one.available, 0);
    const percent = available ? Math.floor((100 * earned) / available) : 0;
    // Of a story that stopped, nobody can say what would have been done further on.
    const broken = story.musts.filter(
      (must) => run.state.facts.includes(must.fact) !== (must.kind === "do")
        && !(run.place === STOP && must.kind === "do"));
    const low = story.meters.filter((gauge) => run.state.meters[gauge.meter] < gauge.floor);
    const choseUnsafe = run.turns.some((turn) => turn.option.critical);
    const isUnsafe = choseUnsafe || broken.length > 0;
    const band = isUnsafe || low.length || percent < story.sound ? "repeat"
      : percent >= story.strong ? "strong" : "sound";
    return { codes: all, percent, broken, low, choseUnsafe, isUnsafe, band };
  }

  function endingOf(story, run, outcome) {
    if (run.place === STOP) return { html: story.unsafe, unsafe: "" };
    const end = story.ends[run.place];
    const isBelow = end.band === "good" && (outcome.percent < story.sound || outcome.low.length);
    const html = isBelow ? story.mixed : end.html;
    const isNeeded = outcome.choseUnsafe || (outcome.isUnsafe && !story.unsafeIsUsual);
    const unsafe = isNeeded && story.unsafe !== html ? story.unsafe : "";
    return { html, unsafe };
  }

  // What an older copy of the story kept: as far as it can still be played.
  function fitting(kept) {
    const taken = [];
    for (const pair of Array.isArray(kept) ? kept : []) {
      const [sceneKey, optionKey] = Array.isArray(pair) ? pair : [];
      const run = play(story, taken);
      const fits = run.place === sceneKey && !run.hasEnded
        && onOffer(story.scenes[sceneKey], run.state).some((one) => one.key === optionKey);
      if (!fits) break;
      taken.push(pair);
    }
    return taken;
  }

  window.scenario = { play, result, endingOf, onOffer };
  const source = document.getElementById("story");
  if (!source) return;

  const story = JSON.parse(source.textContent);
  const board = document.getElementById("play");
  const ownWords = {};
  let choices = fitting(window.scormBegin ? window.scormBegin() : []);

  const make = (name, values = {}, ...inside) => {
    const node = Object.assign(document.createElement(name), values);
    node.append(...inside.filter((one) => one !== null));
    return node;
  };
  const clean = (html, className = "") => make("div", { innerHTML: html, className });

  function shuffled(options, seed) {
    let number = 7;
    for (const letter of seed) number = (number * 31 + letter.charCodeAt(0)) % 2147483647;
    const mixed = [...options];
    for (let place = mixed.length - 1; place > 0; place -= 1) {
      number = (number * 48271) % 2147483647;
      const other = number % (place + 1);
      [mixed[place], mixed[other]] = [mixed[other], mixed[place]];
    }
    return mixed;
  }

  function meters(state) {
    if (!story.meters.length) return null;
    return make("ul", { className: "meters" }, ...story.meters.map((gauge) => {
      const value = state.meters[gauge.meter];
      return make("li", {}, `${gauge.label}: ${WORDS.find(([most]) => value <= most)[1]}`);
    }));
  }

  function sceneParts(scene, state) {
    return [
      scene.week ? make("p", { className: "week" }, `Week ${scene.week}`) : null,
      ...scene.openings.filter((one) => allHold(one.when, state)).map((one) => clean(one.html)),
      scene.speaker ? make("p", { className: "soft" }, scene.speaker) : null,
      scene.picture ? make("img", { src: scene.picture.src, alt: scene.picture.alt }) : null,
      clean(scene.html),
      scene.transcript ? clean(scene.transcript) : null,
    ].filter((one) => one !== null);
  }

  function turnPart(turn, number, isOver) {
    const showsComment = isOver || !story.waits;
    const words = ownWords[turn.sceneKey];
    return make("section", { className: `turn${showsComment && turn.option.critical ? " unsafe" : ""}` },
      make("h2", { tabIndex: -1 }, `Decision ${number}`),
      ...sceneParts(turn.scene, turn.before),
      make("p", { className: "chosen", innerHTML: turn.option.text }),
      clean(turn.option.out),
      words ? make("p", { className: "soft" }, `You would have said: ${words}`) : null,
      words && turn.scene.exemplars.length
        ? make("p", { className: "soft" }, `Others said: ${turn.scene.exemplars.join(" / ")}`) : null,
      showsComment ? clean(turn.option.why, "why") : null,
      showsComment && turn.option.critical
        ? make("p", { className: "unsafe-word" }, "Unsafe in real life") : null,
      meters(turn.after));
  }

  function askOwnWords(place, scene) {
    const area = make("textarea", { id: "own" });
    const go = make("button", { type: "button" }, "Go on to the choices");
    go.addEventListener("click", () => { ownWords[place] = area.value.trim(); draw(true); });
    return [make("p", {}, make("label", { htmlFor: "own" }, "What would you say? Nobody else sees it, and it is not kept.")), area, make("p", {}, go)];
  }

  function ask(run) {
    const scene = story.scenes[run.place];
    const parts = [make("h2", { tabIndex: -1, id: "now" }, `Decision ${run.turns.length + 1}`), ...sceneParts(scene, run.state)];
    if (scene.ownWords && !(run.place in ownWords)) return [...parts, ...askOwnWords(run.place, scene)];
    const form = make("form", { noValidate: true });
    const offered = shuffled(onOffer(scene, run.state), run.place);
    form.append(make("fieldset", {}, make("legend", {}, "What do you do?"),
      ...offered.map((option, number) => make("label", { className: "choice" },
        make("input", { type: "radio", name: "choice", value: option.key, id: `choice-${number}` }),
        make("span", { innerHTML: option.text })))));
    form.append(make("button", {}, "Make this choice"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = new FormData(form).get("choice");
      if (!chosen) {
        form.querySelector(".error")?.remove();
        form.prepend(make("p", { className: "error", role: "alert" }, "Choose one of the answers to go on."));
        return;
      }
      choices = [...choices, [run.place, chosen]];
      draw(true);
    });
    return [...parts, form];
  }

  function outcomePart(run) {
    const outcome = result(story, run);
    const ending = endingOf(story, run, outcome);
    const bands = { strong: "Strong", sound: "Sound", repeat: outcome.isUnsafe ? "Repeat: unsafe" : "Repeat" };
    const titles = Object.fromEntries(story.codes.map((one) => [one.code, one.title]));
    const again = make("button", { type: "button" }, "Play again");
    again.addEventListener("click", () => {
      choices = [];
      Object.keys(ownWords).forEach((key) => delete ownWords[key]);
      draw(true);
    });
    if (window.scormEnd) window.scormEnd(outcome, choices);
    return [
      make("h2", { tabIndex: -1, id: "now" }, "How it ended"),
      clean(ending.html),
      ending.unsafe ? clean(ending.unsafe, "why") : null,
      ...outcome.broken.map((must) => make("p", { className: "unsafe-word" }, must.text)),
      make("p", {}, `${bands[outcome.band]}. ${outcome.percent} % of the points on the path you took.`),
      make("table", {}, make("tbody", {}, ...outcome.codes.map((one) => make("tr", {},
        make("th", { scope: "row" }, `${one.code} ${titles[one.code] || ""}`),
        make("td", {}, `${Math.floor((100 * one.earned) / one.available)} %`))))),
      make("p", {}, again),
    ].filter((one) => one !== null);
  }

  function draw(moves) {
    const run = play(story, choices);
    board.replaceChildren(
      ...(story.warning ? [clean(story.warning, "why")] : []),
      make("h2", {}, "The situation"), clean(story.situation),
      ...run.turns.map((turn, place) => turnPart(turn, place + 1, run.hasEnded)),
      ...(run.hasEnded ? outcomePart(run) : ask(run)));
    if (window.scormKeep && !run.hasEnded) window.scormKeep(choices);
    if (moves) {
      const last = board.querySelectorAll(".turn h2");
      (run.hasEnded ? document.getElementById("now") : last[last.length - 1] || document.getElementById("now")).focus();
    }
  }

  draw(false);
})();
