// Lines to put in order: buttons move a line up or down. Underneath stay the number fields that work
// without this script; they are filled at the first move, so that looking is not yet an answer.

const list = document.querySelector("[data-order]");
if (list) {
  const said = document.querySelector("[data-order-said]");
  const lines = () => [...list.children];
  const number = (line) => line.querySelector("select");

  for (const part of document.querySelectorAll("[data-without-script]")) part.hidden = true;
  for (const part of document.querySelectorAll("[data-with-script], [data-moves]")) part.hidden = false;
  list.classList.add("is-movable");

  const given = (line) => Number(number(line).value) || Infinity;
  list.append(...lines().sort((a, b) => given(a) - given(b)));
  paint();

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const line = button.closest("li");
    const isUp = button.dataset.move === "up";
    const other = isUp ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    if (isUp) other.before(line);
    else other.after(line);
    keep();
    paint();
    // At either end the button that was pressed is switched off: the other one takes the focus.
    (button.disabled ? line.querySelector("[data-move]:not(:disabled)") : button).focus();
    const place = lines().indexOf(line) + 1;
    said.textContent = `${text(line)}: now ${place} of ${lines().length}`;
  });

  function keep() {
    lines().forEach((line, index) => {
      number(line).value = String(index + 1);
    });
    number(lines()[0]).dispatchEvent(new Event("change", { bubbles: true }));
  }

  function paint() {
    const all = lines();
    all.forEach((line, index) => {
      for (const button of line.querySelectorAll("[data-move]")) {
        const isUp = button.dataset.move === "up";
        button.disabled = isUp ? index === 0 : index === all.length - 1;
        button.querySelector(".visually-hidden").textContent =
          `Move ${isUp ? "up" : "down"}: ${text(line)}`;
      }
    });
  }

  function text(line) {
    return line.querySelector(".order-text").textContent.trim();
  }
}
