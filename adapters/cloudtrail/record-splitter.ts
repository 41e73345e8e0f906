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
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

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
  /** Start of the record being read in #pending, or -1. */
  #start = -1;
  #depth = 0;
  #deepest = 0;
  #inString = false;
  #isEscaped = false;
  #isScalar = false;
  /** Depth at which records begin: 0, 1 in a list, 2 in a wrapper. */
  #base = 0;

  /** Records that are complete with this chunk. @throws NotRecordsError */
  *push(chunk: Buffer): Generator<RecordText> {
    this.#keep(chunk);
    for (;;) {
      if (this.#start < 0 && !this.#begin()) return;
      const end = this.#isScalar ? this.#scanScalar() : this.#scan();
      if (end < 0) {
        this.#refuseEndless();
        return;
      }
      yield this.#cut(end);
    }
  }

  /** What is left when the file ends. @throws NotRecordsError if it ends within a list or a record */
  end(): void {
    if (this.#start >= 0)
      throw new NotRecordsError(`ends within a record that begins at byte ${this.#offset + this.#start}`);
    if (this.#base > 0) throw new NotRecordsError('ends within the list of records');
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
      if (byte === OPEN_BRACE) {
        if (this.#base === 0 && this.#enterWrapper()) continue;
        if (this.#base === 0 && this.#mayBeWrapper()) return false;
        this.#start = this.#position;
        return true;
      }
      if (byte === OPEN_BRACKET && this.#base === 0) this.#base = 1;
      else if (byte === CLOSE_BRACKET && this.#base > 0) this.#base = this.#base === 2 ? -1 : 0;
      else if (byte === CLOSE_BRACE && this.#base === -1) this.#base = 0;
      else if (this.#isFiller(byte)) continue;
      else if (this.#base > 0) return this.#beginScalar();
      else this.#refuse(byte);
    }
    return false;
  }

  /** A null among the records is one bad record, not the end of all. */
  #beginScalar(): true {
    this.#start = this.#position;
    this.#isScalar = true;
    return true;
  }

  #enterWrapper(): boolean {
    const head = this.#pending.toString('latin1', this.#position, this.#position + WRAPPER_BYTES);
    const [match] = WRAPPER.exec(head) ?? [];
    if (match === undefined) return false;
    this.#position += match.length - 1;
    this.#base = 2;
    return true;
  }

  /** Too little of it is here to tell. */
  #mayBeWrapper(): boolean {
    if (this.#pending.length - this.#position >= WRAPPER_BYTES) return false;
    const head = this.#pending.toString('latin1', this.#position);
    return /^\{\s*("[A-Za-z]{0,7}("\s*(:\s*)?)?)?$/.test(head);
  }

  /** White space and commas; after the list of a wrapper, whatever else the wrapper holds. */
  #isFiller(byte: number): boolean {
    return (
      byte === 0x20 ||
      byte === NEWLINE ||
      byte === 0x0d ||
      byte === 0x09 ||
      byte === COMMA ||
      this.#base === -1 ||
      this.#isBom(byte)
    );
  }

  #isBom(byte: number): boolean {
    return this.#offset + this.#position < 3 && (byte === 0xef || byte === 0xbb || byte === 0xbf);
  }

  #refuse(byte: number): never {
    const shown =
      byte > 0x20 && byte < 0x7f
        ? `"${String.fromCharCode(byte)}"`
        : `byte 0x${byte.toString(16).padStart(2, '0')}`;
    throw new NotRecordsError(
      `at byte ${this.#offset + this.#position} found ${shown}, expected a JSON record`,
    );
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
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE || byte === NEWLINE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        // A line that begins with a brace, within a record of NDJSON: the one before was never closed.
        if (byte === OPEN_BRACE && depth > 0 && this.#base === 0 && bytes[position - 1] === NEWLINE) {
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

  #scanScalar(): number {
    for (; this.#position < this.#pending.length; this.#position += 1) {
      const byte = this.#pending[this.#position];
      if (byte === QUOTE) this.#inString = !this.#inString;
      if (!this.#inString && (byte === COMMA || byte === CLOSE_BRACKET || byte === NEWLINE))
        return this.#position;
    }
    return -1;
  }

  #refuseEndless(): void {
    if (this.#pending.length - this.#start <= MAX_RECORD_BYTES) return;
    throw new NotRecordsError(
      `the record at byte ${this.#offset + this.#start} is larger than ${MAX_RECORD_BYTES >> 20} MB, expected CloudTrail records`,
    );
  }

  #cut(end: number): RecordText {
    const at = this.#offset + this.#start;
    const isTooDeep = this.#deepest > MAX_DEPTH;
    const text = isTooDeep ? '' : this.#pending.toString('utf8', this.#start, end);
    this.#start = -1;
    this.#depth = 0;
    this.#deepest = 0;
    this.#inString = false;
    this.#isEscaped = false;
    this.#isScalar = false;
    return isTooDeep ? { at, problem: `nested deeper than ${MAX_DEPTH} levels` } : { at, text };
  }
}
