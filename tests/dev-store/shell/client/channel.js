/**
 * Messages between a framed document (the app, an extension) and the admin page around it.
 * Wire form: { devStore: "request" | "notify" | "event" | "reply", id?, type, payload | value | error }.
 */

const REPLY_TIMEOUT_MS = 10 * 60_000; // a picker may stay open while somebody thinks

/**
 * The framed side.
 * @param {Window} peer window to talk to
 * @param {string} peerOrigin its origin; messages from anywhere else are ignored
 */
export function connectToHost(peer, peerOrigin) {
  const waiting = new Map();
  const listeners = new Map();
  let lastId = 0;

  window.addEventListener("message", (event) => {
    if (event.origin !== peerOrigin || event.source !== peer) return;
    const message = event.data;
    if (message?.devStore === "reply") {
      const pending = waiting.get(message.id);
      if (!pending) return;
      waiting.delete(message.id);
      clearTimeout(pending.timer);
      if (message.error) pending.reject(new Error(message.error));
      else pending.resolve(message.value);
    } else if (message?.devStore === "event") {
      for (const listener of listeners.get(message.type) ?? []) listener(message.payload);
    }
  });

  return {
    /** Asks the host and waits for its answer. Rejects with the host's message. */
    request(type, payload) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`the admin did not answer "${type}"`));
        }, REPLY_TIMEOUT_MS);
        waiting.set(id, { resolve, reject, timer });
        peer.postMessage({ devStore: "request", id, type, payload }, peerOrigin);
      });
    },
    /** Tells the host something; no answer. */
    notify(type, payload) {
      peer.postMessage({ devStore: "notify", type, payload }, peerOrigin);
    },
    /** Calls back on each event of a type from the host. */
    on(type, listener) {
      if (!listeners.has(type)) listeners.set(type, []);
      listeners.get(type).push(listener);
    },
  };
}

/**
 * The host's side of one frame.
 * @param {HTMLIFrameElement} frame
 * @param {Record<string, (payload: any) => any>} handlers by message type; what a handler returns answers a request
 */
export function serveFrame(frame, handlers) {
  const origin = () => new URL(frame.src, location.href).origin;

  async function onMessage(event) {
    if (event.source !== frame.contentWindow || event.origin !== origin()) return;
    const message = event.data;
    if (message?.devStore !== "request" && message?.devStore !== "notify") return;
    const handler = handlers[message.type];
    const isRequest = message.devStore === "request";
    try {
      if (!handler) throw new Error(`the dev store's admin does not know "${message.type}"`);
      const value = await handler(message.payload);
      if (isRequest) answer({ id: message.id, value });
    } catch (error) {
      if (isRequest) answer({ id: message.id, error: String(error?.message ?? error) });
      else console.error(error);
    }
  }

  function answer(reply) {
    frame.contentWindow?.postMessage({ devStore: "reply", ...reply }, origin());
  }

  window.addEventListener("message", onMessage);
  return {
    /** Sends an event into the frame. */
    emit(type, payload) {
      frame.contentWindow?.postMessage({ devStore: "event", type, payload }, origin());
    },
    /** Stops listening; call before the frame is removed. */
    close() {
      window.removeEventListener("message", onMessage);
    },
  };
}
