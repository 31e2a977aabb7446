// A story with decisions. Params, state and statements are those of H5P.BranchingScenario.
(() => {
  "use strict";

  const { asked, button, define, filled, library, make, moveTo, statementOf } =
    window.Waymark.Parts;
  const DEFAULTS = {
    title: "",
    startScreen: { startScreenTitle: "", startScreenSubtitle: "" },
    content: [],
    endScreens: [{ endScreenTitle: "The end", contentId: -1 }],
    scoringOptionGroup: { scoringOption: "no-score", includeInteractionsScores: true },
    l10n: {
      startScreenButtonText: "Begin",
      endScreenButtonText: "Begin again",
      proceedButtonText: "Go on",
      scoreText: "Your score",
    },
  };
  const DECISION = "Waymark.BranchingQuestion";

  function Branching(params, contentId, extras = {}) {
    H5P.EventDispatcher.call(this);
    this.contentId = contentId;
    this.given = filled(DEFAULTS, params.branchingScenario);
    const kept = extras.previousState || {};
    this.userPath = [...(kept.userPath || [])];
    this.xAPIData = [...(kept.xAPIData || [])];
    this.scores = [...(kept.scoring?.scores || [])];
    this.endScreen = kept.endScreen;
    this.childStates = [...(kept.childStates || [])];
    this.on("navigated", ({ data }) => this.leave(data));
  }

  define("Waymark.Branching", Branching, {
    attach($container) {
      if (this.isRoot?.()) this.setActivityStarted();
      this.stage = make("section", { class: "branching-stage" });
      this.element = make("div", { class: "waymark-activity waymark-branching" }, this.stage);
      $container[0].append(this.element);
      if (this.endScreen) this.showEnd(this.endScreen);
      else if (this.userPath.length) this.showPlace(this.here());
      else this.showStart();
    },

    here() {
      return this.userPath[this.userPath.length - 1];
    },

    show(...parts) {
      this.stage.replaceChildren(...parts.filter(Boolean));
      this.trigger("resize");
    },

    showScreen(title, text, ...more) {
      this.show(
        title ? make("h2", { text: title }) : null,
        text ? make("p", { class: "branching-words", text }) : null,
        ...more,
      );
    },

    bar(words, handler) {
      return make("div", { class: "waymark-bar" }, button(words, "main", handler));
    },

    showStart() {
      const { startScreen, title, l10n } = this.given;
      this.showScreen(
        startScreen.startScreenTitle || title,
        startScreen.startScreenSubtitle,
        this.bar(l10n.startScreenButtonText, () => this.goTo(0)),
      );
    },

    showPlace(id) {
      const place = this.given.content[id];
      this.instance = H5P.newRunnable(place.type, this.contentId, undefined, undefined, {
        parent: this,
        previousState: this.childStates[id],
      });
      const holder = make("div");
      const isDecision = library(place.type.library) === DECISION;
      const words = place.proceedButtonText || this.given.l10n.proceedButtonText;
      const onward = () => this.leave({ nextContentId: place.nextContentId });
      this.show(holder, isDecision ? null : this.bar(words, onward));
      this.instance.attach(H5P.jQuery(holder));
      this.instance.setActivityStarted?.();
      this.trigger("resize");
    },

    // Every way on: a decision (with its feedback), or the button below a place.
    leave({ nextContentId, feedback, chosenAlternative }) {
      const id = this.here();
      const place = this.given.content[id];
      const said = feedback ?? place.feedback ?? {};
      this.note(id, place, said, chosenAlternative);
      const next = Number.isInteger(nextContentId) ? nextContentId : -1;
      if (next < 0 || !(said.title || said.subtitle)) {
        this.goTo(next, said);
        return;
      }
      const onward = this.bar(this.given.l10n.proceedButtonText, () => this.goTo(next));
      this.showScreen(said.title, said.subtitle, onward);
      moveTo(this.stage);
    },

    note(id, place, said, chosenAlternative) {
      const data = this.instance.getXAPIData?.();
      if (data) this.xAPIData.push(data);
      const counts = this.given.scoringOptionGroup.includeInteractionsScores;
      const own = counts && this.instance.getScore ? this.instance.getScore() : 0;
      this.scores.push({ id, chosenAlternative, score: own + (said.endScreenScore || 0) });
      delete this.childStates[id];
    },

    goTo(id, said = {}) {
      this.userPath.push(id);
      if (this.given.content[id]) {
        this.showPlace(id);
        moveTo(this.stage);
        this.triggerXAPI("progressed");
        return;
      }
      const ending = this.given.endScreens.find(({ contentId }) => contentId === id) || {};
      this.endScreen = {
        endScreenTitle: said.title || ending.endScreenTitle || "",
        endScreenSubtitle: said.subtitle || ending.endScreenSubtitle || "",
        endScreenScore: said.endScreenScore ?? ending.endScreenScore ?? 0,
      };
      this.showEnd(this.endScreen);
      moveTo(this.stage);
      this.triggerXAPICompleted(this.getScore(), this.getMaxScore());
    },

    showEnd({ endScreenTitle, endScreenSubtitle }) {
      const { l10n } = this.given;
      const score = this.isScored()
        ? make("p", {
            class: "waymark-score",
            text: `${l10n.scoreText}: ${this.getScore()} of ${this.getMaxScore()}`,
          })
        : null;
      const again = this.bar(l10n.endScreenButtonText, () => (this.resetTask(), moveTo(this.stage)));
      this.showScreen(endScreenTitle, endScreenSubtitle, score, again);
    },

    option() {
      return this.given.scoringOptionGroup.scoringOption;
    },

    isScored() {
      return this.option() !== "no-score";
    },

    getScore() {
      if (this.option() === "static-end-score") return this.endScreen?.endScreenScore ?? 0;
      if (!this.isScored()) return 0;
      return this.scores.reduce((sum, { score }) => sum + score, 0);
    },

    getMaxScore() {
      if (this.option() === "static-end-score") {
        return Math.max(0, ...this.endings().map(({ endScreenScore }) => endScreenScore || 0));
      }
      return this.isScored() ? this.best(0, new Set()) : 0;
    },

    // Every ending there may be: the listed ones, and those that a decision brings with it.
    endings() {
      const decisions = this.given.content.flatMap((place) => this.waysFrom(place));
      return [
        ...this.given.endScreens,
        ...decisions.filter(({ next }) => next < 0).map(({ said }) => said),
      ];
    },

    waysFrom(place) {
      const idOf = ({ nextContentId }) => (Number.isInteger(nextContentId) ? nextContentId : -1);
      const alternatives = place.type.params?.branchingQuestion?.alternatives;
      if (!alternatives) return [{ next: idOf(place), said: place.feedback || {} }];
      return alternatives.map((one) => ({ next: idOf(one), said: one.feedback || {} }));
    },

    // The most that any way from here can bring; a loop is gone round once.
    best(id, passed) {
      const place = this.given.content[id];
      if (!place || passed.has(id)) return 0;
      const counts = this.given.scoringOptionGroup.includeInteractionsScores;
      const onward = new Set(passed).add(id);
      const ways = this.waysFrom(place).map(
        ({ next, said }) => (said.endScreenScore || 0) + this.best(next, onward),
      );
      return (counts ? this.mostOf(place) : 0) + Math.max(0, ...ways);
    },

    mostOf({ type }) {
      this.most = this.most || new Map();
      if (!this.most.has(type)) {
        const one = H5P.newRunnable(type, this.contentId, undefined, undefined, { parent: this });
        this.most.set(type, one.getMaxScore?.() ?? 0);
      }
      return this.most.get(type);
    },

    getXAPIData() {
      const event = statementOf(this, "answered", asked("compound", this.given.title));
      const [score, max] = [this.getScore(), this.getMaxScore()];
      event.setScoredResult(score, max, this, true, score === max);
      return { statement: event.data.statement, children: this.xAPIData };
    },

    getCurrentState() {
      if (!this.userPath.length) return this.isTouched ? {} : undefined;
      this.isTouched = true;
      const childStates = [...this.childStates];
      if (!this.endScreen) childStates[this.here()] = this.instance?.getCurrentState?.();
      return {
        userPath: this.userPath,
        xAPIData: this.xAPIData,
        scoring: { scores: this.scores },
        endScreen: this.endScreen,
        childStates,
      };
    },

    resetTask() {
      this.userPath = [];
      this.xAPIData = [];
      this.scores = [];
      this.childStates = [];
      this.endScreen = undefined;
      this.isTouched = true;
      if (this.element) this.showStart();
    },
  });
})();
