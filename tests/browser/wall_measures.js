// What is on the wall as a browser drew it: every text with its size, place and letters per line,
// every shape of a picture with its colours, and what should not be there.
() => {
  const host = [...document.querySelectorAll("*")].flatMap((node) => (node.shadowRoot ? [node.shadowRoot] : []))
    .map((root) => root.querySelector(".tv-wall")).find(Boolean) ?? document.querySelector(".tv-wall");
  const blockOf = (node) => {
    let one = node.parentElement;
    while (getComputedStyle(one).display.startsWith("inline") && one !== host) one = one.parentElement;
    return one;
  };
  function* ancestors(one, last) {
    for (; one !== last; one = one.parentElement) yield one;
  }
  // The source at the foot may be shortened; nothing else is cut off by what it stands in.
  const hides = (one, text, size) => {
    if (getComputedStyle(one).overflow === "visible") return false;
    const box = one.getBoundingClientRect();
    return text.bottom > box.bottom + size / 3 || text.right > box.right + 1 || text.top < box.top - size / 3;
  };
  const places = []; // {text, block, rects}: to see what stands on top of something else
  const lines = new Map(); // block → top of a line → letters in it
  const texts = [];
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    const text = node.textContent.trim();
    if (!text || parent.closest("title, desc, style, [aria-hidden=true]")) continue;
    const svg = parent.closest("svg");
    const size = parseFloat(getComputedStyle(parent).fontSize) * (svg ? svg.getScreenCTM().a : 1);
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    if (right - left < 1) continue; // not drawn
    const cut = !svg && !parent.closest(".tv-foot") && [...ancestors(parent, host)].some((one) => hides(one, { left, top, right, bottom }, size));
    texts.push({ text, size, left, top, right, bottom, cut, within: parent.closest("[class]")?.getAttribute("class") ?? "" });
    if (!svg && !parent.closest(".tv-foot")) places.push({ text, size, block: blockOf(node), rects: [...range.getClientRects()] });
    if (svg || parent.closest("h1, h2, .tv-foot, .tv-goal, .tv-code")) continue;
    const block = blockOf(node);
    if (!lines.has(block)) lines.set(block, new Map());
    for (const word of node.textContent.matchAll(/\S+\s*/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].trimEnd().length);
      const row = Math.round(range.getBoundingClientRect().bottom / (size / 2));
      const rows = lines.get(block);
      rows.set(row, (rows.get(row) ?? "") + word[0]);
    }
  }
  const shapes = [...host.querySelectorAll(".tv-picture .role-mark :is(path, line, rect)")].map((one) => {
    const style = getComputedStyle(one);
    const { left, top, width, height } = one.getBoundingClientRect();
    return {
      kind: one.closest(".role-mark").getAttribute("class").split(" ")[0],
      stroke: style.strokeOpacity === "0" ? "none" : style.stroke, fill: style.fillOpacity === "0" ? "none" : style.fill,
      dash: style.strokeDasharray, thick: style.strokeWidth, opacity: style.opacity,
      outline: (one.getAttribute("d") ?? "").replace(/[\d.,-]+/g, ""), left, top, width, height,
    };
  });
  const meets = (one, other, size) =>
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > size * 0.4 && Math.min(one.right, other.right) - Math.max(one.left, other.left) > size * 0.2;
  const onTop = places.flatMap((one, n) =>
    places.slice(n + 1).filter((other) => other.block !== one.block && one.rects.some((a) => other.rects.some((b) => meets(a, b, Math.min(one.size, other.size)))))
      .map((other) => [one.text.slice(0, 40), other.text.slice(0, 40)]));
  const picture = host.querySelector(".tv-picture svg");
  const under = [];
  for (let x = 4; x < innerWidth; x += innerWidth / 12)
    for (let y = 4; y < innerHeight; y += innerHeight / 8) {
      const top = document.elementFromPoint(x, y);
      if (!(top?.closest(".tv-wall") || top?.shadowRoot?.querySelector(".tv-wall"))) under.push(top?.outerHTML.slice(0, 120));
    }
  return {
    texts, shapes, under, onTop,
    running: [...lines.values()].map((rows) => [...rows.values()].map((row) => row.trim())).filter((rows) => rows.length > 1),
    explanations: [...host.querySelectorAll(".tv-voice")].map((side) => side.querySelectorAll(".tv-line").length),
    controls: [...host.querySelectorAll("button, input, textarea, select, a[href], [contenteditable], [role=button], [tabindex]")].map((one) => one.outerHTML.slice(0, 120)),
    hoverOnly: [...host.querySelectorAll("[title], [data-tooltip]")].map((one) => one.outerHTML.slice(0, 120)),
    foot: host.querySelector(".tv-foot")?.textContent ?? "",
    picture: picture && { role: picture.getAttribute("role"), label: picture.getAttribute("aria-label") ?? "", words: picture.textContent,
      values: [...picture.querySelectorAll(".role-axis-label text")].filter((one) => one.getAttribute("text-anchor") === "end").map((one) => one.textContent) },
    scrolls: document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight,
    paper: getComputedStyle(host).backgroundColor, filter: picture ? getComputedStyle(picture).filter : "none",
  };
}
