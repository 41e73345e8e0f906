import type { Json } from '../resources/resource.ts';
import type { Observation } from './verdict.ts';

const MAX_OBSERVATIONS = 5;
const MAX_VALUE_LENGTH = 512;

/** The first few, their values cut short: as much as posture keeps. */
export const capped = (observations: readonly Observation[]): readonly Observation[] =>
  observations.slice(0, MAX_OBSERVATIONS).map(({ path, expected, actual }) => ({
    path: cut(path),
    expected: short(expected),
    actual: short(actual),
  }));

/** Text of at most 512 UTF-16 units, and no half character. */
export const cut = (text: string): string =>
  text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 1).toWellFormed()}…` : text;

/** A value too long to keep becomes the beginning of its JSON. */
function short(value: Json): Json {
  const text = JSON.stringify(value);
  return text.length > MAX_VALUE_LENGTH ? cut(text) : value;
}
