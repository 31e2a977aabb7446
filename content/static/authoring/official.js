// The page around the official editor: it opens it, and saves what was written in it.

function start(host) {
  const read = (name) => JSON.parse(document.getElementById(name).textContent);
  const written = read("official-written");
  const { H5P, H5PEditor, H5PIntegration } = window;
  const status = host.querySelector("[data-status]");
  if (!H5P?.jQuery || !H5PEditor?.Editor) {
    status.textContent = "The files of the official editor are not whole. A site admin can put them in place again.";
    return;
  }
  const settings = H5PIntegration.editor;
  Object.assign(H5PEditor, {
    $: H5P.jQuery, basePath: settings.libraryUrl, fileIcon: settings.fileIcon, ajaxPath: settings.ajaxPath,
    filesPath: settings.filesPath, apiVersion: settings.apiVersion, contentLanguage: settings.language,
    copyrightSemantics: settings.copyrightSemantics, metadataSemantics: settings.metadataSemantics,
    assets: settings.assets, baseUrl: "", contentId: settings.nodeVersionId,
  });
  H5PEditor.getAjaxUrl = (action, query = {}) => {
    const pairs = Object.entries(query).map(([name, value]) => `&${name}=${encodeURIComponent(value)}`);
    return settings.ajaxPath + action + pairs.join("");
  };
  const begun = JSON.stringify({ params: written.params, metadata: { ...written.metadata, title: written.title } });
  const editor = new H5PEditor.Editor(written.library, begun, host.querySelector("[data-editor]"));
  const button = host.querySelector("[data-save]");

  button.addEventListener("click", async () => {
    const sent = editor.getParams();
    if (!sent?.params) {
      status.textContent = "Something is still to be mended above.";
      return;
    }
    status.textContent = "Saving.";
    button.disabled = true;
    try {
      const response = await fetch(written.save, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": host.querySelector("[name=csrfmiddlewaretoken]").value },
        body: JSON.stringify({ library: editor.getLibrary(), title: sent.metadata?.title || "", params: sent.params, metadata: sent.metadata || {}, base: written.base }),
      });
      const answer = await response.json();
      if (answer.version) {
        window.location.assign(answer.settings.urls.preview);
        return;
      }
      status.textContent = errorsIn(answer);
    } catch {
      status.textContent = "It could not be sent. Check the connection and save again.";
    }
    button.disabled = false;
  });
}

function errorsIn(answer) {
  if (answer.conflict) return `${answer.conflict.by} saved version ${answer.conflict.number} meanwhile. Copy what is new in yours, load this page again and put it in.`;
  if (answer.problems) return answer.problems.map((problem) => `${problem.where}: ${problem.message}`).join(" ");
  return answer.error || "It was not saved. Try again.";
}

for (const host of document.querySelectorAll("[data-official-editor]")) start(host);
