// Even niet without waiting for the server: every wall in this browser goes calm at once, and stays
// so until the server shows something newer than what stood there.

const NAME = "telvertel.calm";

/** Tell the walls of a meeting to go calm; `sequence` is how far the desk had heard. */
export function calmWalls(meeting, sequence, calm = true) {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ meeting, sequence, calm });
  channel.close();
}

/** Hear of it; returns a function that stops listening. */
export function onCalm(meeting, hear) {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }) => data.meeting === meeting && hear(data);
  return () => channel.close();
}
