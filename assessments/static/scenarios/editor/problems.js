// What the check has found, above the outline: each line leads to its scene and option.

import { html, nothing } from "../../vendor/lit/lit-html.js";

export function problemList(app) {
  const faults = app.problems.filter((one) => one.kind === "fault");
  const warnings = app.problems.filter((one) => one.kind === "warning");
  if (app.checkState) return html`<p class="se-check-state">${app.checkState}</p>`;
  if (!app.isChecked) return nothing;
  if (!app.problems.length) {
    return html`<p class="se-check-state se-sound"><span aria-hidden="true">✓</span> Every path works.</p>${lengths(app)}`;
  }
  return html`
    ${faults.length ? section(app, "faults", "fault", `To mend${app.isPack ? "" : " before publishing"} (${faults.length})`, faults) : nothing}
    ${warnings.length ? section(app, "warnings", "warning", `Worth a look (${warnings.length})`, warnings) : nothing}
    ${lengths(app)}`;
}

/** The first line of what stands in full under the story's settings. */
function lengths(app) {
  return app.report ? html`<p class="se-check-state">${app.report[0]}
    <button type="button" class="se-link" @click=${app.showReport}>More</button></p>` : nothing;
}

function section(app, id, kind, title, lines) {
  const isOpen = app.isOpen(id);
  return html`<section class="se-problems se-problems-${kind}">
    <button type="button" class="se-problems-title" aria-expanded=${isOpen ? "true" : "false"} id="se-${id}"
      @click=${() => app.setOpen(id, !isOpen)}>
      <span class="se-mark se-mark-${kind}" aria-hidden="true">${kind === "fault" ? "✕" : "!"}</span> ${title}
      <span aria-hidden="true">${isOpen ? "▾" : "▸"}</span></button>
    ${isOpen ? html`<ul>${lines.map((one) => html`<li><button type="button" class="se-problem" @click=${() => app.goToProblem(one)}>${one.message}</button></li>`)}</ul>` : nothing}
  </section>`;
}
