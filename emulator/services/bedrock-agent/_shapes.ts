/** Free JSON of the caller's, whose members are no members of the API. */
const FREE = /^additionalModelRequestFields$/i;

/** Members as CloudFormation writes them: the API's, with a capital. */
export const toCloudFormation = (value: object): Record<string, unknown> =>
  Object(recased(value, (letter) => letter.toUpperCase()));

/** Members as the API writes them. */
export const toApi = (value: object): Record<string, unknown> =>
  Object(recased(value, (letter) => letter.toLowerCase()));

function recased(value: unknown, first: (letter: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => recased(each, first));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      `${first(name.slice(0, 1))}${name.slice(1)}`,
      FREE.test(name) ? each : recased(each, first),
    ]),
  );
}
