import { AwsError } from './errors.ts';

/** What a list operation was asked for; members that are undefined may be left as they come from the input. */
export interface PageRequest {
  token: string | undefined;
  size: number | undefined;
  defaultSize: number;
  /** The service's code for a token that it never gave. */
  invalidTokenCode?: string;
}

/** One page of `rows`, and the token of the next where there is one. */
export function pageOf<T>(rows: readonly T[], request: PageRequest): { rows: T[]; next: string | undefined } {
  const start = request.token === undefined ? 0 : offsetOf(request.token, request.invalidTokenCode);
  const end = start + (request.size ?? request.defaultSize);
  return { rows: rows.slice(start, end), next: end < rows.length ? tokenOf(end) : undefined };
}

/** The same for the services that say `maxResults` and `nextToken`. */
export function restPage<T>(
  rows: readonly T[],
  input: { nextToken?: string | undefined; maxResults?: number | undefined },
): { page: T[]; nextToken: string | undefined } {
  const { rows: page, next } = pageOf(rows, {
    token: input.nextToken,
    size: input.maxResults,
    defaultSize: 100,
  });
  return { page, nextToken: next };
}

function tokenOf(offset: number): string {
  return Buffer.from(`page:${offset}`).toString('base64');
}

function offsetOf(token: string, code = 'ValidationException'): number {
  const offset = /^page:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (offset === undefined) throw new AwsError(code, `Invalid pagination token: ${token}`);
  return Number(offset);
}
