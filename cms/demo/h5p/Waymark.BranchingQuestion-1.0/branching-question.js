// A decision. Whatever holds it hears of it as “navigated”, as with H5P.BranchingQuestion.
(() => {
  "use strict";

  const { asked, define, make, plain, statementOf } = window.Waymark.Parts;

  function BranchingQuestion(params, contentId) {
    H5P.EventDispatcher.call(this);
    this.contentId = contentId;
    this.given = params.branchingQuestion || {};
    this.alternatives = this.given.alternatives || [];
    this.chosen = undefined;
  }

  define("Waymark.BranchingQuestion", BranchingQuestion, {
    attach($container) {
      const answers = this.alternatives.map(({ text }, index) =>
        make(
          "li",
          {},
          make("button", {
            type: "button",
            class: "decision-answer",
            text: plain(text),
            on: { click: () => this.choose(index) },
          }),
        ),
      );
      $container[0].append(
        make(
          "div",
          { class: "waymark-activity waymark-decision" },
          make("div", { class: "decision-question", html: this.given.question || "" }),
          make("ul", { class: "decision-answers" }, ...answers),
        ),
      );
    },

    choose(index) {
      this.chosen = index;
      const { nextContentId, feedback } = this.alternatives[index];
      const holder = this.parent || this;
      holder.trigger("navigated", { nextContentId, feedback, chosenAlternative: index });
    },

    getXAPIData() {
      const choices = this.alternatives.map(({ text }, index) => ({
        id: String(index),
        description: { "en-US": plain(text) },
      }));
      const event = statementOf(
        this, "answered", asked("choice", this.given.question, { choices, correctResponsesPattern: [] }),
      );
      event.setScoredResult(undefined, undefined, this, true);
      if (this.chosen !== undefined) event.data.statement.result.response = String(this.chosen);
      return { statement: event.data.statement };
    },
  });
})();
