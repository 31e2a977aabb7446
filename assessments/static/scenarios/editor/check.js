// The check while one writes: the server reads the story as it stands and says what is amiss.

const PAUSE = 700; // milliseconds without a change

export function createCheck(app, { onResult }) {
  const { urls } = app.settings;
  let timer;
  let asked = null;
  let last = "";

  async function ask() {
    const story = app.storyToCheck();
    if (!story.scenes.length) return onResult({ problems: [], report: null, state: "" });
    const situation = document.getElementById("id_situation")?.value || "";
    const body = JSON.stringify({ story, codes: app.codesToCheck(story), situation });
    if (body === last) return undefined;
    asked?.abort();
    asked = new AbortController();
    const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
    try {
      const answer = await fetch(urls.check, {
        method: "POST", body, signal: asked.signal,
        headers: { "Content-Type": "application/json", Accept: "application/json", [CSRF_HEADER_NAME]: CSRF_TOKEN },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      last = body;
      return onResult({
        problems: [...as(found.faults, "fault"), ...as(found.warnings, "warning")],
        report: wordsOf(found.report), best: found.best, state: "",
      });
    } catch (error) {
      if (error.name === "AbortError") return undefined;
      return onResult({ state: "The check cannot be reached just now. It is tried again with your next change." });
    }
  }

  const as = (list, kind) => (list || []).map((one) => ({ ...one, kind })).filter(app.isOurProblem);

  const wordsOf = (report) => {
    const words = report?.words || [];
    return Array.isArray(words) ? words : [words];
  };

  return {
    soon(pause = PAUSE) {
      if (!urls.check) return;
      clearTimeout(timer);
      timer = setTimeout(ask, pause);
    },
  };
}

/** By scene key: the worst there is, and its lines. */
export function bySceneOf(problems) {
  const found = new Map();
  for (const problem of problems) {
    if (!problem.scene) continue;
    const here = found.get(problem.scene) || { kind: problem.kind, lines: [] };
    here.lines.push(problem);
    if (problem.kind === "fault") here.kind = "fault";
    found.set(problem.scene, here);
  }
  return found;
}
