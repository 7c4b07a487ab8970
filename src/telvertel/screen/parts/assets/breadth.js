// Tells how wide a place on the page is, in steps, and again when that changes by a whole step:
// a scroll bar that comes or goes is no reason to draw anew.

const QUIET_MS = 150;

export default function breadth({ parentElement, data, setStateValue }) {
  const host = parentElement.querySelector(".tv-breadth");
  let waiting = null;
  const tell = () => {
    const wide = host.getBoundingClientRect().width;
    const told = host.tvTold;
    if (!wide || (told && wide >= told && wide < told + data.step + 16)) return;
    host.tvTold = Math.floor(wide / data.step) * data.step;
    setStateValue("wide", host.tvTold);
  };
  const watch = new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, host.tvTold ? QUIET_MS : 0);
  });
  watch.observe(host);
  return () => {
    clearTimeout(waiting);
    watch.disconnect();
  };
}
