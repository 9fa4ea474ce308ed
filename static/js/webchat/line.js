// The line to the server: a socket, and asking every few seconds while there is none.
(function () {
  "use strict";

  // receive(frame) hears everything, frames that were heard before included; told(online) hears
  // whether the server can be reached at all; since() is the newest message that is shown.
  window.SofiaLine = function ({ visit, address, receive, told, since }) {
    let socket = null;
    let tries = 0;
    let poll = 0;
    let coming = 0;
    let trying = null;

    async function ask() {
      clearTimeout(poll);
      try {
        const answer = await visit.ask(`${address}?after=${encodeURIComponent(since())}`);
        if (answer.status === 401 && visit.unknown()) return ask();
        if (answer.ok) {
          const { messages, state } = await answer.json();
          for (const frame of messages) receive(frame);
          receive(state);
          receive({ type: "synced" });
        }
        told(answer.status < 500);
      } catch {
        told(false);
      }
      clearTimeout(poll);
      if (!socket) poll = setTimeout(ask, document.hidden ? 15000 : 2500);
    }

    function connect() {
      clearTimeout(coming);
      if (trying) return;
      const line = (trying = visit.socket());
      line.addEventListener("open", () => {
        socket = line;
        tries = 0;
        clearTimeout(poll);
        told(true);
        ask(); // frames of the socket and this may overlap; ids tell
      });
      line.addEventListener("message", (event) => receive(JSON.parse(event.data)));
      line.addEventListener("close", (event) => {
        const was = socket === line;
        trying = socket = null;
        tries += 1;
        if (event.code === 4401) visit.unknown();
        if (was || tries === 1) ask();
        coming = setTimeout(connect, Math.min(30000, 1000 * 2 ** tries) * (0.5 + Math.random() / 2));
      });
    }

    addEventListener("online", () => {
      tries = 0;
      ask();
      connect();
    });
    addEventListener("offline", () => told(false));
    setInterval(() => socket?.readyState === WebSocket.OPEN && socket.send('{"type":"ping"}'), 20000);
    connect();
    return { ask, isOpen: () => socket !== null };
  };
})();
