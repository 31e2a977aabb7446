// Remembers which part of a lesson was on screen last, so that "Continue where you stopped" leads
// there. Without JavaScript the link leads to the step; nothing else is lost.
(() => {
  const article = document.querySelector("[data-seen-url]");
  if (!article || !("IntersectionObserver" in window)) return;
  const pause = 4000;
  let block = "";
  let sent = "";
  let timer = 0;

  const send = () => {
    clearTimeout(timer);
    timer = 0;
    if (!block || block === sent) return;
    const body = new URLSearchParams({ block, csrfmiddlewaretoken: article.dataset.csrf });
    if (navigator.sendBeacon && navigator.sendBeacon(article.dataset.seenUrl, body)) {
      sent = block;
      return;
    }
    const reached = block;
    fetch(article.dataset.seenUrl, { method: "POST", body, keepalive: true, credentials: "same-origin" })
      .then((answer) => { if (answer.ok) sent = reached; })
      .catch(() => {}); // offline: the next part tries again
  };

  // A band at the middle of the screen: the part that crosses it is the one being read.
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) block = entry.target.dataset.block;
    if (!timer) timer = setTimeout(send, pause);
  }, { rootMargin: "-45% 0px -45% 0px" });
  for (const part of article.querySelectorAll("[data-block]")) observer.observe(part);

  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  window.addEventListener("pagehide", send);
})();
