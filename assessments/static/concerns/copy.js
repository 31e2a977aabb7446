// Copies the text of the slip. The button shows only where a browser lets a page do so.
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.dataset.said);
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      said.textContent = "Copied. Paste it into the other system now.";
    } catch {
      getSelection().selectAllChildren(source);
      said.textContent = "Marked. Copy it with your keyboard or your menu.";
    }
  });
}
