export interface Unusable {
  readonly file: string;
  /** `line 3, column 7`, or a path such as `Resources.Bucket`; absent where the whole file is meant. */
  readonly place?: string;
  readonly expectation: string;
  readonly cause?: unknown;
}

const MAX_LENGTH = 400;

/** Input that nothing can be judged from; the message is one line: which file, where in it, what was expected. */
export class UnusableInputError extends Error {
  override readonly name = 'UnusableInputError';
  readonly file: string;
  readonly place: string | undefined;
  readonly expectation: string;

  constructor({ file, place, expectation, cause }: Unusable) {
    super(oneLine(`${file}: ${place === undefined ? '' : `${place}: `}${expectation}`), { cause });
    this.file = file;
    this.place = place;
    this.expectation = expectation;
  }
}

/** A hostile file name or key must neither break the line nor drive the terminal. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}
