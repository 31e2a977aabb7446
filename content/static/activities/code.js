// All of one package at once: its parts need one another.
document.querySelectorAll("[data-tick-all]").forEach((form) => {
  const button = form.querySelector("[data-tick]");
  if (!button) return;
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const words = button.textContent;
  const all = () => boxes.every((box) => box.checked);
  const say = () => {
    button.textContent = all() ? "Tick none" : words;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const wanted = !all();
    boxes.forEach((box) => {
      box.checked = wanted;
    });
    say();
  });
  form.addEventListener("change", say);
});
