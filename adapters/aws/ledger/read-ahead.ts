type Read = (key: string) => Promise<Uint8Array>;

/** An object of the archive is a few kilobytes: waiting for one at a time is nearly all that reading it takes. */
const AHEAD = 8;

/**
 * Whoever reads keys of one kind in their order finds the next few under way already. Each is kept until it is asked
 * for, or until the order is left.
 */
export function readAhead(keys: Iterable<string>, read: Read): Read {
  const next = nextOfKind(keys);
  const started = new Map<string, Promise<Uint8Array>>();
  let expected: string | undefined;
  return (key) => {
    const answer = started.get(key) ?? read(key);
    started.delete(key);
    if (key === expected) {
      let following = next.get(key);
      for (let ahead = 0; ahead < AHEAD && following !== undefined; ahead += 1) {
        if (!started.has(following)) started.set(following, begun(read, following));
        following = next.get(following);
      }
    } else started.clear();
    expected = next.get(key);
    return answer;
  };
}

/** Its failure is told to whoever asks for it, if anybody does. */
function begun(read: Read, key: string): Promise<Uint8Array> {
  const answer = read(key);
  answer.catch(() => undefined);
  return answer;
}

/** Seals, their signatures and segments are each read in a row of their own. */
function nextOfKind(keys: Iterable<string>): ReadonlyMap<string, string> {
  const next = new Map<string, string>();
  const last = new Map<string, string>();
  for (const key of [...keys].sort()) {
    const kind = key.slice(key.lastIndexOf('.'));
    const before = last.get(kind);
    if (before !== undefined) next.set(before, key);
    last.set(kind, key);
  }
  return next;
}
