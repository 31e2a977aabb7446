// The way of a package: how much of it has been sent, and how far the reading of it is.
(() => {
  const form = document.querySelector("[data-activity-upload]");
  if (form) send(form);
  const state = document.querySelector("[data-activity-state]");
  if (state) follow(state);

  function send(form) {
    const chosen = form.querySelector("input[type=file]");
    const line = form.querySelector(".activity-sending");
    const bar = line.querySelector("progress");
    const broken = form.querySelector(".activity-broken");
    const button = form.querySelector("button");

    const stop = (words) => {
      window.onbeforeunload = null;
      line.hidden = true;
      button.disabled = false;
      broken.textContent = words;
      broken.hidden = !words;
    };
    const tooLarge = (file) =>
      file && file.size > Number(chosen.dataset.most) ? chosen.dataset.tooLarge : "";

    chosen.addEventListener("change", () => stop(tooLarge(chosen.files[0])));
    form.addEventListener("submit", (event) => {
      const file = chosen.files[0];
      if (!file) return;
      event.preventDefault();
      stop(tooLarge(file));
      if (!broken.hidden) return;
      const request = new XMLHttpRequest();
      request.open("POST", form.action || window.location.href);
      request.upload.onprogress = (sent) => {
        if (sent.lengthComputable) bar.value = Math.round((sent.loaded / sent.total) * 100);
      };
      request.onload = () => {
        window.onbeforeunload = null;
        if (request.responseURL !== window.location.href) {
          window.location.assign(request.responseURL);
          return;
        }
        document.open();
        document.write(request.responseText);
        document.close();
      };
      request.onerror = () =>
        stop("The connection broke off, and nothing was taken. Please try again.");
      bar.value = 0;
      line.hidden = false;
      button.disabled = true;
      window.onbeforeunload = (leaving) => leaving.preventDefault();
      request.send(new FormData(form));
    });
  }

  // It speaks to screen readers, so only another state is new words; the bar moves silently.
  function follow(place) {
    const show = (words) => {
      const next = document.createElement("template");
      next.innerHTML = words;
      const before = place.querySelector("[data-state]");
      const after = next.content.querySelector("[data-state]");
      if (!after) return;
      const bar = place.querySelector("progress");
      const value = next.content.querySelector("progress")?.getAttribute("value");
      if (before.dataset.state !== after.dataset.state) place.replaceChildren(next.content);
      else if (bar && value) bar.setAttribute("value", value);
    };
    const ask = async () => {
      try {
        const answer = await fetch(place.dataset.activityState);
        if (answer.ok && !answer.redirected) show(await answer.text());
      } catch {
        // The line is down: the next asking may get through.
      }
      if (!place.querySelector("[data-ended]")) window.setTimeout(ask, 1500);
    };
    window.setTimeout(ask, 1000);
  }
})();
