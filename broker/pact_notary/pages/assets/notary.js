// Copies the text of commands. Everything else works without scripts.
"use strict";

function show_copy_buttons(within) {
  if (!navigator.clipboard) return;
  for (const button of within.querySelectorAll("button.copy[hidden]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
  const label = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = label; }, 1500);
});

document.addEventListener("htmx:load", (event) => show_copy_buttons(event.detail.elt));
show_copy_buttons(document);
