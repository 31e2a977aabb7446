// Before the official scripts, which look for it as soon as they are read.
window.H5PIntegration = JSON.parse(document.getElementById("official-integration").textContent);
