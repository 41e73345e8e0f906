/** A published set of controls: ids as the publisher writes them, each with a short title. */
export interface Framework {
  /** First part of a control id, e.g. `iso42001_2023`. */
  readonly key: string;
  readonly name: string;
  readonly edition: string;
  readonly url: string;
  readonly controls: Readonly<Record<string, string>>;
}

/** Returns the framework unchanged, its key and control ids kept as literal types. */
export function defineFramework<const F extends Framework>(framework: F): F {
  return framework;
}
