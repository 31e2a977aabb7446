// Questions one after the other. Params, state and statements are those of H5P.QuestionSet.
(() => {
  "use strict";

  const { asked, button, define, filled, make, moveTo, statementOf } = window.Waymark.Parts;
  const DEFAULTS = {
    questions: [],
    passPercentage: 50,
    disableBackwardsNavigation: false,
    endGame: { message: "Your result", showRetryButton: true },
    texts: {
      prevButton: "Back",
      nextButton: "Next",
      finishButton: "Finish",
      textualProgress: "Question @current of @total",
    },
  };

  function QuestionSet(params, contentId, extras = {}) {
    H5P.EventDispatcher.call(this);
    this.contentId = contentId;
    this.extras = extras;
    this.given = filled(DEFAULTS, params);
    const kept = extras.previousState || {};
    this.build(kept.answers || []);
    const last = this.questions.length - 1;
    this.current = Math.min(Math.max(Number(kept.progress) || 0, 0), Math.max(last, 0));
    this.isFinished = Boolean(kept.finished);
    this.isTouched = Boolean(extras.previousState);
  }

  define("Waymark.Set", QuestionSet, {
    build(states) {
      this.questions = this.given.questions.map((question, index) =>
        H5P.newRunnable(question, this.contentId, undefined, undefined, {
          parent: this,
          previousState: states[index],
        }),
      );
      this.isDrawn = this.questions.map(() => false);
    },

    attach($container) {
      if (this.isRoot?.()) this.setActivityStarted();
      this.places = this.questions.map(() => make("li"));
      this.progress = make("p", { class: "waymark-soft set-progress" });
      this.panels = this.questions.map(() => make("section", { hidden: true }));
      this.result = make("section", { class: "set-result", hidden: true });
      this.bar = make("div", { class: "waymark-bar set-bar" });
      this.element = make(
        "div",
        { class: "waymark-activity waymark-set" },
        make(
          "div",
          { class: "set-head" },
          this.progress,
          make("ol", { class: "set-path", "aria-hidden": "true" }, ...this.places),
        ),
        ...this.panels,
        this.result,
        this.bar,
      );
      $container[0].append(this.element);
      this.draw();
    },

    draw() {
      this.panels.forEach((panel, index) => {
        panel.hidden = this.isFinished || index !== this.current;
      });
      this.result.hidden = !this.isFinished;
      this.drawPath();
      if (this.isFinished) this.drawResult();
      else this.drawQuestion();
      this.trigger("resize");
    },

    drawPath() {
      const { texts } = this.given;
      const words = { "@current": this.current + 1, "@total": this.questions.length };
      const progress = texts.textualProgress.replace(/@current|@total/g, (word) => words[word]);
      this.progress.textContent = this.isFinished ? "" : progress;
      this.places.forEach((place, index) => {
        const isDone = this.isFinished || this.questions[index].getAnswerGiven?.();
        const isHere = !this.isFinished && index === this.current;
        place.className = `${isDone ? "is-done" : ""} ${isHere ? "is-here" : ""}`;
      });
    },

    drawQuestion() {
      const question = this.questions[this.current];
      if (question && !this.isDrawn[this.current]) {
        this.isDrawn[this.current] = true;
        question.attach(H5P.jQuery(this.panels[this.current]));
        question.on("resize", () => this.trigger("resize"));
        question.setActivityStarted?.();
      }
      const { texts, disableBackwardsNavigation } = this.given;
      const isLast = this.current >= this.questions.length - 1;
      const back = this.current > 0 && !disableBackwardsNavigation;
      this.bar.replaceChildren(
        ...[
          back && button(texts.prevButton, "other", () => this.go(this.current - 1)),
          isLast
            ? button(texts.finishButton, "other", () => this.finish())
            : button(texts.nextButton, "other", () => this.go(this.current + 1)),
        ].filter(Boolean),
      );
    },

    drawResult() {
      const { endGame, passPercentage } = this.given;
      const [score, max] = [this.getScore(), this.getMaxScore()];
      const isEnough = score * 100 >= max * passPercentage;
      const lines = this.questions.map((question) => {
        const [raw, most] = [question.getScore?.() ?? 0, question.getMaxScore?.() ?? 0];
        const mark = raw === most ? "✓" : "✗";
        return make("li", {
          class: raw === most ? "is-right" : "is-wrong",
          text: `${mark} ${question.getTitle?.() ?? ""}: ${raw} of ${most}`,
        });
      });
      this.result.replaceChildren(
        make("h2", { text: endGame.message }),
        make("p", { class: "waymark-score", text: `${score} of ${max}` }),
        make("p", { text: isEnough ? "That is enough." : "That is not enough yet." }),
        make("ol", { class: "set-lines" }, ...lines),
      );
      this.bar.replaceChildren(
        ...(endGame.showRetryButton
          ? [button("Try again", "other", () => (this.resetTask(), moveTo(this.progress)))]
          : []),
      );
    },

    go(place) {
      this.isTouched = true;
      this.current = place;
      this.draw();
      moveTo(this.panels[place]);
      this.triggerXAPI("progressed");
    },

    finish() {
      this.isTouched = true;
      this.isFinished = true;
      this.draw();
      moveTo(this.result);
      const [score, max] = [this.getScore(), this.getMaxScore()];
      const isEnough = score * 100 >= max * this.given.passPercentage;
      this.triggerXAPICompleted(score, max, isEnough);
    },

    getAnswerGiven() {
      return this.questions.some((question) => question.getAnswerGiven?.());
    },

    getScore() {
      return this.questions.reduce((sum, question) => sum + (question.getScore?.() ?? 0), 0);
    },

    getMaxScore() {
      return this.questions.reduce((sum, question) => sum + (question.getMaxScore?.() ?? 0), 0);
    },

    getTitle() {
      return H5P.createTitle(this.extras.metadata?.title ?? this.given.endGame.message);
    },

    getXAPIData() {
      const event = statementOf(this, "answered", asked("compound", this.getTitle()));
      const [score, max] = [this.getScore(), this.getMaxScore()];
      event.setScoredResult(score, max, this, true, score === max);
      return {
        statement: event.data.statement,
        children: this.questions.map((question) => question.getXAPIData?.()).filter(Boolean),
      };
    },

    getCurrentState() {
      const answers = this.questions.map((question) => question.getCurrentState?.());
      if (!this.isTouched && !answers.some(Boolean)) return undefined;
      return { progress: this.current, answers, finished: this.isFinished };
    },

    showSolutions() {
      this.questions.forEach((question) => question.showSolutions?.());
    },

    resetTask() {
      this.current = 0;
      this.isFinished = false;
      this.panels?.forEach((panel) => panel.replaceChildren());
      this.build([]);
      if (this.element) this.draw();
    },
  });
})();
