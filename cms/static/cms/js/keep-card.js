// Asks the worker to keep the safeguarding card for a day without a connection. Browsers allow
// workers only on https and on this machine itself: elsewhere nothing happens, and nothing is lost.
(async () => {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/service-worker.js");
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage("keep");
})().catch(() => {});
