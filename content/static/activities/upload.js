// The way of a package: how much of it has been sent, and how far the reading of it is.
(() => {
  const form = document.querySelector("[data-activity-upload]");
  if (form) {
    form.addEventListener("submit", (event) => {
      const file = form.querySelector("input[type=file]").files[0];
      if (!file) return;
      event.preventDefault();
      const line = form.querySelector(".activity-sending");
      const bar = line.querySelector("progress");
      const button = form.querySelector("button");
      const request = new XMLHttpRequest();
      request.open("POST", form.action || window.location.href);
      request.upload.onprogress = (sent) => {
        if (sent.lengthComputable) bar.value = Math.round((sent.loaded / sent.total) * 100);
      };
      request.onload = () => {
        if (request.responseURL !== window.location.href) {
          window.location.assign(request.responseURL);
          return;
        }
        document.open();
        document.write(request.responseText);
        document.close();
      };
      request.onerror = () => {
        line.hidden = true;
        button.disabled = false;
        window.alert("The connection broke off, and nothing was taken. Please try again.");
      };
      line.hidden = false;
      button.disabled = true;
      request.send(new FormData(form));
    });
  }

  const state = document.querySelector("[data-activity-state]");
  if (!state) return;
  const ask = async () => {
    try {
      const answer = await fetch(state.dataset.activityState);
      if (answer.ok) state.innerHTML = await answer.text();
    } catch {
      // The line is down: the next asking may get through.
    }
    if (!state.querySelector("[data-ended]")) window.setTimeout(ask, 1500);
  };
  window.setTimeout(ask, 1000);
})();
