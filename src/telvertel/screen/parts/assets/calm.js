// Even niet without waiting for the server: every wall in this browser goes calm at once, and stays
// so until another screen is shown: a line, or anything else that is said, does not end it.

const NAME = "telvertel.calm";

/** Tell the walls of a meeting to go calm, or that it is over. */
export function calmWalls(meeting, calm = true) {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage({ meeting, calm });
  channel.close();
}

/** Hear of it; returns a function that stops listening. */
export function onCalm(meeting, hear) {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }) => data.meeting === meeting && hear(data);
  return () => channel.close();
}
