// The words of the framework's own box for files, in the language of the page: it speaks English
// only. A text is replaced when it is one that is known; any other stays as it is.

const FORMS = " • ";
const BOX = '[data-testid="stFileUploader"]';

export default function uploader({ data }) {
  const put = () => {
    for (const box of document.querySelectorAll(BOX)) {
      const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const there = texts.currentNode.data;
        // The list of forms stands above the box, and would be cut off in it.
        const ours = there.startsWith(FORMS) ? "" : data.words[there] ?? Object.entries(data.parts).reduce(replaced, there);
        if (ours !== there) texts.currentNode.data = ours;
      }
    }
  };
  const watch = new MutationObserver(put);
  watch.observe(document.body, { childList: true, characterData: true, subtree: true });
  put();
  return () => watch.disconnect();
}

/** "50.0MB per file" keeps its size: only the words around it are ours. */
function replaced(text, [theirs, ours]) {
  return text.includes(theirs) ? text.replace(theirs, ours) : text;
}
