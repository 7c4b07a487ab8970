// Draw only what changed: a button that is replaced while it is pressed never hears its click.

export function changed(node, ...facts) {
  const told = JSON.stringify(facts);
  if (node.tvTold === told) return false;
  node.tvTold = told;
  return true;
}
