// Playing the story as it stands, from any scene. The server keeps nothing of it.

export function createTryOut(app) {
  const { urls, page } = app.settings;

  async function open(scene) {
    // Opened before the answer, or the browser takes it for an advertisement.
    const tab = window.open("", "waymark-try");
    const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
    const story = app.writtenStory();
    const body = JSON.stringify({
      page, story, codes: app.codes(), title: document.getElementById("id_title")?.value || "", situation: document.getElementById("id_situation")?.value || "",
      scene: scene?.key || story.start,
      meters: Object.fromEntries(story.meters.map((meter) => [meter.meter, meter.start])),
      facts: [],
    });
    try {
      const answer = await fetch(urls.try, {
        method: "POST", body,
        headers: { "Content-Type": "application/json", Accept: "application/json", [CSRF_HEADER_NAME]: CSRF_TOKEN },
      });
      const found = await answer.json();
      if (!answer.ok || !found.url) throw new Error(found.error);
      tab.location = found.url;
      app.announce("It is played in another tab.");
    } catch (error) {
      tab?.close();
      const words = error.message || "It cannot be played just now. Try again in a moment.";
      app.store.set({ toast: words, said: words });
    }
  }

  return { open };
}
