/** One page of a list operation, and the token of the next. */
export interface Page<T> {
  readonly rows: readonly T[] | undefined;
  readonly next: string | undefined;
}

type AskForPage<T> = (token: string | undefined) => Promise<Page<T>>;

/** Rows of a list operation as its pages come; `page` asks for one page, with the token of the last. */
export async function* eachRow<T>(page: AskForPage<T>): AsyncGenerator<T> {
  let token: string | undefined;
  do {
    const { rows, next } = await page(token);
    yield* rows ?? [];
    if (next !== undefined && next === token) throw new Error(`the page after ${next} is the same page`);
    token = next;
  } while (token);
}

/** All of them. */
export async function allPages<T>(page: AskForPage<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of eachRow(page)) all.push(row);
  return all;
}
