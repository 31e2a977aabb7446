// A text to read.
(() => {
  "use strict";

  const { define, make } = window.Waymark.Parts;

  function Text(params, contentId) {
    H5P.EventDispatcher.call(this);
    this.contentId = contentId;
    this.text = params.text || "";
  }

  define("Waymark.Text", Text, {
    attach($container) {
      $container[0].append(make("div", { class: "waymark-activity waymark-text", html: this.text }));
    },
  });
})();
