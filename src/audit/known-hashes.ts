// Hashes that were made lately, in two halves: when the younger one is full the older one goes as a whole. Most identifiers are met
// once, and a list in the order of use takes as long for each of them as the hash.

const HALF_MAX = 500;

/** The same hash, made anew only for what was not hashed lately. */
export function knownHashes(hash: (identifier: string) => string): (identifier: string) => string {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  return (identifier) => {
    const found = young.get(identifier);
    if (found !== undefined) return found;
    const made = old.get(identifier) ?? hash(identifier);
    if (young.size >= HALF_MAX) [old, young] = [young, new Map()];
    young.set(identifier, made);
    return made;
  };
}
