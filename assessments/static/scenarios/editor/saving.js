// The hidden field, and Wagtail's saving of drafts.

const PAUSE = 300; // milliseconds

/** `story()` is what is to be sent. Answers `changed`, for after each change, and `write`. */
export function createSaving(field, story) {
  const { form } = field;
  let isStale = false; // the field is older than the story
  let timer;
  let sent = null;

  function write() {
    if (!isStale) return;
    isStale = false;
    field.value = JSON.stringify(story());
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Whoever reads the form, Wagtail's watch for changes among them, reads the newest.
  form?.addEventListener("formdata", (event) => {
    write();
    event.formData.set(field.name, field.value);
  });

  // Wagtail takes what was written while a draft was on its way for saved with it. It was not.
  form?.addEventListener("w-autosave:save", (event) => {
    sent = event.detail.formData.get(field.name);
  });
  form?.addEventListener("w-autosave:success", () => {
    write();
    if (sent === null || sent === field.value) return;
    form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } }));
  });

  return {
    write,
    changed() {
      isStale = true;
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE);
    },
  };
}
