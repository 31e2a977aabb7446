// A question with one right answer or several. Params and statements are those of H5P.MultiChoice.
(() => {
  "use strict";

  const { asked, button, define, filled, make, moveTo, plain, shuffled, statementOf } =
    window.Waymark.Parts;
  const DEFAULTS = {
    question: "",
    answers: [],
    behaviour: {
      enableRetry: true,
      enableSolutionsButton: true,
      enableCheckButton: true,
      type: "auto",
      singlePoint: false,
      randomAnswers: true,
    },
    UI: {
      checkAnswerButton: "Check",
      showSolutionButton: "Show the right answers",
      tryAgainButton: "Try again",
    },
  };
  let made = 0;

  function Choice(params, contentId, extras = {}) {
    H5P.EventDispatcher.call(this);
    const given = filled(DEFAULTS, params);
    const kept = extras.previousState || {};
    const places = given.answers.map((_, index) => index);
    const right = places.filter((index) => given.answers[index].correct);

    Object.assign(this, { contentId, given, right });
    this.name = `waymark-choice-${(made += 1)}`;
    this.isSingle =
      given.behaviour.type === "single" || (given.behaviour.type === "auto" && right.length === 1);
    this.order = given.behaviour.randomAnswers ? shuffled(places) : places;
    this.chosen = new Set((kept.answers || []).filter((index) => places.includes(index)));
    this.isChecked = Boolean(kept.answered);
    this.isShown = false;
    this.isTouched = this.chosen.size > 0 || this.isChecked;
  }

  define("Waymark.Choice", Choice, {
    attach($container) {
      if (this.isRoot?.()) this.setActivityStarted();
      this.feedback = make("div", { class: "choice-feedback", role: "status" });
      this.answers = make("div", { class: "choice-answers" });
      this.bar = make("div", { class: "waymark-bar" });
      this.fields = make(
        "fieldset",
        {},
        make("legend", { html: this.given.question }),
        this.isSingle ? null : make("p", { class: "waymark-soft", text: "Choose all that are right." }),
        this.answers,
      );
      this.element = make(
        "div", { class: "waymark-activity waymark-choice" }, this.fields, this.feedback, this.bar,
      );
      $container[0].append(this.element);
      this.draw();
    },

    draw() {
      this.answers.replaceChildren(...this.order.map((index) => this.answerAt(index)));
      this.bar.replaceChildren(...this.buttons());
      this.feedback.replaceChildren(...(this.isChecked ? this.words() : []));
      this.trigger("resize");
    },

    answerAt(index) {
      const { text, correct, tipsAndFeedback = {} } = this.given.answers[index];
      const isChosen = this.chosen.has(index);
      const input = make("input", {
        type: this.isSingle ? "radio" : "checkbox",
        name: this.name,
        value: index,
        disabled: this.isChecked,
        on: { change: ({ target }) => this.choose(index, target.checked) },
      });
      input.checked = isChosen;
      let mark = "";
      if (this.isChecked && isChosen) mark = correct ? "right" : "wrong";
      else if (this.isShown && correct) mark = "missed";
      const marks = { right: "✓ Right", wrong: "✗ Not right", missed: "✓ This was right, too" };
      const said = isChosen ? tipsAndFeedback.chosenFeedback : tipsAndFeedback.notChosenFeedback;
      return make(
        "div",
        { class: `choice-answer ${mark && `is-${mark}`}` },
        make("label", {}, input, make("span", { html: text })),
        mark ? make("strong", { class: "choice-mark", text: marks[mark] }) : null,
        this.isChecked && said ? make("div", { class: "choice-said", html: said }) : null,
      );
    },

    buttons() {
      const { behaviour, UI } = this.given;
      const isRight = this.getScore() === this.getMaxScore();
      const solve = () => (this.showSolutions(), moveTo(this.feedback));
      return [
        !this.isChecked && behaviour.enableCheckButton &&
          button(UI.checkAnswerButton, "main", () => this.check()),
        this.isChecked && !isRight && !this.isShown && behaviour.enableSolutionsButton &&
          button(UI.showSolutionButton, "other", solve),
        this.isChecked && !isRight && behaviour.enableRetry &&
          button(UI.tryAgainButton, "other", () => {
            this.resetTask();
            this.answers.querySelector("input")?.focus();
          }),
      ].filter(Boolean);
    },

    words() {
      const score = `${this.getScore()} of ${this.getMaxScore()}`;
      const isRight = this.getScore() === this.getMaxScore();
      return [
        make("p", { class: "waymark-score", text: isRight ? `Right: ${score}` : `Score: ${score}` }),
      ];
    },

    choose(index, isOn) {
      this.isTouched = true;
      if (this.isSingle) this.chosen.clear();
      if (isOn) this.chosen.add(index);
      else this.chosen.delete(index);
      this.feedback.replaceChildren();
      this.triggerXAPI("interacted");
    },

    check() {
      if (!this.chosen.size) {
        this.feedback.replaceChildren(make("p", { text: "Choose an answer first." }));
        return;
      }
      this.isTouched = true;
      this.isChecked = true;
      this.draw();
      moveTo(this.feedback);
      this.trigger(this.answered());
    },

    answered() {
      const event = statementOf(this, "answered", this.definition());
      const [score, max] = [this.getScore(), this.getMaxScore()];
      event.setScoredResult(score, max, this, true, score === max);
      event.data.statement.result.response = [...this.chosen].sort((a, b) => a - b).join("[,]");
      return event;
    },

    definition() {
      const choices = this.given.answers.map(({ text }, index) => ({
        id: String(index),
        description: { "en-US": plain(text) },
      }));
      return asked("choice", this.given.question, {
        choices,
        correctResponsesPattern: [this.right.join("[,]")],
      });
    },

    getAnswerGiven() {
      return this.chosen.size > 0;
    },

    getScore() {
      const hits = this.right.filter((index) => this.chosen.has(index)).length;
      const score = Math.max(0, hits - (this.chosen.size - hits));
      if (this.isSingle) return hits ? 1 : 0;
      return this.given.behaviour.singlePoint ? Number(score === this.right.length) : score;
    },

    getMaxScore() {
      return this.isSingle || this.given.behaviour.singlePoint ? 1 : this.right.length;
    },

    getTitle() {
      return H5P.createTitle(plain(this.given.question));
    },

    getXAPIData() {
      return { statement: this.answered().data.statement };
    },

    getCurrentState() {
      if (!this.isTouched) return undefined;
      return { answers: [...this.chosen], answered: this.isChecked };
    },

    showSolutions() {
      this.isChecked = true;
      this.isShown = true;
      this.draw();
    },

    resetTask() {
      this.chosen.clear();
      this.isChecked = false;
      this.isShown = false;
      if (this.element) this.draw();
    },
  });
})();
