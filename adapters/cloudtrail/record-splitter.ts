/** The text of one JSON value, or why there is none. `at` is its byte offset in the (unzipped) file. */
export type RecordText =
  | { readonly at: number; readonly text: string }
  | { readonly at: number; readonly problem: string };

/** Not JSON at the top: nothing after it can be trusted to be records. */
export class NotRecordsError extends Error {
  override readonly name = 'NotRecordsError';
}

const MAX_RECORD_BYTES = 32 << 20;
const MAX_DEPTH = 512;

/** A log file (`{"Records":[…]}`), or a list under the name that `lookup-events` and others use. */
const WRAPPER = /^\{\s*"(?:Records|Events|events)"\s*:\s*\[/;
const WRAPPER_BYTES = 256;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const COLON = 0x3a;
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/** What is being read: a JSON value, another element of a list, a line that is no JSON, what follows a wrapper's list. */
type Kind = 'value' | 'element' | 'garbage' | 'tail';

/**
 * Cuts a byte stream into JSON records without ever holding the file: log files, lists, NDJSON, single
 * (also pretty-printed) objects, one after the other. A broken record is told as such and the next one found.
 */
export class RecordSplitter {
  #pending: Buffer = Buffer.alloc(0);
  /** Offset of #pending in the file. */
  #offset = 0;
  /** Next byte of #pending to look at. */
  #position = 0;
  /** Start of what is being read in #pending, or -1. */
  #start = -1;
  #kind: Kind = 'value';
  #depth = 0;
  #deepest = 0;
  #inString = false;
  #isEscaped = false;
  /** Depth at which records begin: 0, 1 in a list, 2 in a wrapper; -1 behind a wrapper's list. */
  #base = 0;
  /** True once something showed that this is a file of records. */
  #isRecognised = false;
  /** A line that is no JSON before any record: one is a bad record, two are another kind of file. */
  #held: { readonly at: number; readonly problem: string } | undefined;

  /** Records that are complete with this chunk. @throws NotRecordsError */
  *push(chunk: Buffer): Generator<RecordText> {
    this.#keep(chunk);
    for (;;) {
      if (this.#start < 0 && !this.#begin()) return;
      if (this.#held && this.#isRecognised) {
        yield this.#held;
        this.#held = undefined;
      }
      const end = this.#kind === 'value' || this.#kind === 'tail' ? this.#scan() : this.#scanText();
      if (end < 0) return this.#refuseEndless();
      const record = this.#cut(end);
      if (record) yield record;
    }
  }

  /**
   * To be called when the file ends.
   * @throws NotRecordsError if it ends within a list or a record, or held none
   */
  end(): void {
    if (this.#held) throw notRecords(this.#held);
    const start = this.#start >= 0 ? this.#start : this.#position;
    if (this.#kind === 'garbage' && this.#start >= 0) throw this.#unexpected(start);
    if (this.#base < 0) throw new NotRecordsError('ends before the closing brace of the log file');
    if (start < this.#pending.length)
      throw new NotRecordsError(`ends within a record that begins at byte ${this.#offset + start}`);
    if (this.#base > 0) throw new NotRecordsError('ends within the list of records');
    if (!this.#isRecognised) throw new NotRecordsError('holds no record, expected CloudTrail records');
  }

  #keep(chunk: Buffer): void {
    const from = this.#start >= 0 ? this.#start : this.#position;
    this.#offset += from;
    this.#position -= from;
    if (this.#start >= 0) this.#start = 0;
    const rest = this.#pending.subarray(from);
    this.#pending = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  }

  /** Moves to the first byte of the next record; false if it is not here yet. */
  #begin(): boolean {
    for (; this.#position < this.#pending.length; this.#position += 1) {
      const byte = this.#pending[this.#position] ?? 0;
      if (this.#isFiller(byte)) continue;
      if (byte === OPEN_BRACE) {
        if (this.#base === 0 && this.#enterWrapper()) continue;
        if (this.#base === 0 && this.#mayBeWrapper()) return false;
        return this.#beginAs('value');
      }
      if (byte === OPEN_BRACKET && this.#base === 0) this.#base = 1;
      else if (byte === OPEN_BRACKET) return this.#beginAs('value');
      else if (byte === CLOSE_BRACKET && this.#base === 2) return this.#beginTail();
      else if (byte === CLOSE_BRACKET && this.#base === 1) this.#base = 0;
      else return this.#beginAs(this.#base > 0 ? 'element' : 'garbage');
    }
    return false;
  }

  #beginAs(kind: Kind): true {
    this.#start = this.#position;
    this.#kind = kind;
    if (kind !== 'garbage') this.#isRecognised = true;
    return true;
  }

  /** Whatever else the wrapper holds, up to its closing brace. */
  #beginTail(): true {
    this.#base = -1;
    this.#beginAs('tail');
    this.#position += 1;
    this.#depth = 1;
    return true;
  }

  #enterWrapper(): boolean {
    const head = this.#pending.toString('latin1', this.#position, this.#position + WRAPPER_BYTES);
    const [match] = WRAPPER.exec(head) ?? [];
    if (match === undefined) return false;
    this.#position += match.length - 1;
    this.#base = 2;
    this.#isRecognised = true;
    return true;
  }

  /** Too little of it is here to tell. */
  #mayBeWrapper(): boolean {
    if (this.#pending.length - this.#position >= WRAPPER_BYTES) return false;
    const head = this.#pending.toString('latin1', this.#position);
    return /^\{\s*("[A-Za-z]{0,7}("\s*(:\s*)?)?)?$/.test(head);
  }

  #isFiller(byte: number): boolean {
    return (
      byte === 0x20 ||
      byte === NEWLINE ||
      byte === 0x0d ||
      byte === 0x09 ||
      byte === COMMA ||
      this.#isBom(byte)
    );
  }

  #isBom(byte: number): boolean {
    return this.#offset + this.#position < 3 && (byte === 0xef || byte === 0xbb || byte === 0xbf);
  }

  /** One past the record's last byte, or -1 if that is not here yet. Hot: every byte of every log goes through. */
  #scan(): number {
    const bytes = this.#pending;
    const { length } = bytes;
    let position = this.#position;
    let depth = this.#depth;
    let deepest = this.#deepest;
    let inString = this.#inString;
    let isEscaped = this.#isEscaped;
    let end = -1;
    for (; position < length; position += 1) {
      const byte = bytes[position];
      if (inString) {
        // No JSON string goes over a line: the record was cut off within one.
        if (byte === NEWLINE) inString = isEscaped = false;
        else if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (
          bytes[position - 1] === NEWLINE &&
          depth > 0 &&
          byte === OPEN_BRACE &&
          this.#isUnclosed(position)
        ) {
          end = position;
          break;
        }
        depth += 1;
        if (depth > deepest) deepest = depth;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === 0) {
          end = position + 1;
          break;
        }
      }
    }
    this.#position = end < 0 ? position : end;
    this.#depth = depth;
    this.#deepest = deepest;
    this.#inString = inString;
    this.#isEscaped = isEscaped;
    return end;
  }

  /**
   * True if the brace that begins a line within a record begins another one: the one before was never closed.
   * A record over several lines may go on with a brace where JSON allows a value.
   */
  #isUnclosed(position: number): boolean {
    if (this.#kind === 'tail') return false;
    if (this.#pending.indexOf(NEWLINE, this.#start) === position - 1) return true;
    let last = position - 1;
    while ((this.#pending[last] ?? 0) <= 0x20) last -= 1;
    const byte = this.#pending[last];
    return byte !== COMMA && byte !== COLON && byte !== OPEN_BRACKET;
  }

  /** The end of what is no object or list: of its line, or of its place in a list. */
  #scanText(): number {
    for (; this.#position < this.#pending.length; this.#position += 1) {
      const byte = this.#pending[this.#position];
      if (byte === NEWLINE) return this.#position;
      if (this.#kind === 'garbage') continue;
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = this.#inString;
      else if (byte === QUOTE) this.#inString = !this.#inString;
      else if (!this.#inString && (byte === COMMA || byte === CLOSE_BRACKET)) return this.#position;
    }
    return -1;
  }

  #refuseEndless(): void {
    if (this.#pending.length - this.#start <= MAX_RECORD_BYTES) return;
    if (this.#kind === 'garbage') throw this.#unexpected(this.#start);
    throw new NotRecordsError(
      `the record at byte ${this.#offset + this.#start} is larger than ${MAX_RECORD_BYTES >> 20} MB, expected CloudTrail records`,
    );
  }

  #unexpected(position: number): NotRecordsError {
    return notRecords({ at: this.#offset + position, problem: foundText(this.#pending[position] ?? 0) });
  }

  #cut(end: number): RecordText | undefined {
    const at = this.#offset + this.#start;
    const record = this.#recordUpTo(end, at);
    if (this.#kind === 'tail') this.#base = 0;
    this.#start = -1;
    this.#depth = 0;
    this.#deepest = 0;
    this.#inString = false;
    this.#isEscaped = false;
    return record;
  }

  #recordUpTo(end: number, at: number): RecordText | undefined {
    if (this.#kind === 'tail') return undefined;
    if (this.#kind === 'garbage') {
      const garbage = { at, problem: foundText(this.#pending[this.#start] ?? 0) };
      if (this.#isRecognised) return garbage;
      if (this.#held) throw notRecords(this.#held);
      this.#held = garbage;
      return undefined;
    }
    if (this.#deepest > MAX_DEPTH) return { at, problem: `nested deeper than ${MAX_DEPTH} levels` };
    return { at, text: this.#pending.toString('utf8', this.#start, end) };
  }
}

const notRecords = ({ at, problem }: { readonly at: number; readonly problem: string }): NotRecordsError =>
  new NotRecordsError(`at byte ${at} ${problem}`);

function foundText(byte: number): string {
  const isVisible = byte > 0x20 && byte < 0x7f;
  const shown = isVisible ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16).padStart(2, '0')}`;
  return `found ${shown}, expected a JSON record`;
}
