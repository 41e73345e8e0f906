/** Goes into the bundle: entries that are made whole by their module when they are first asked for what they lack. */
export function lazyEntries<E extends object>(
  members: readonly string[],
): (known: object, load: () => E) => E {
  const loaders = new WeakMap<object, () => E>();

  function whole(entry: object): E {
    const load = loaders.get(entry);
    // First the prototype, or the assignment would meet its getters. It stays the same object: rules are map keys.
    const plain = Object.setPrototypeOf(entry, Object.prototype);
    return load ? Object.assign(plain, load()) : plain;
  }

  const prototype = Object.defineProperties(
    {},
    Object.fromEntries(
      members.map((member) => [
        member,
        {
          get() {
            return Reflect.get(whole(this), member);
          },
        },
      ]),
    ),
  );
  return (known, load) => {
    const entry = Object.assign(Object.create(prototype), known);
    loaders.set(entry, load);
    return entry;
  };
}
