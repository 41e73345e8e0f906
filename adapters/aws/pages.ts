/** All rows of a list operation; `page` asks for one page, with the token of the last. */
export async function allPages<T>(
  page: (token: string | undefined) => Promise<{ rows: readonly T[] | undefined; next: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { rows, next } = await page(token);
    all.push(...(rows ?? []));
    if (next !== undefined && next === token) throw new Error(`the page after ${next} is the same page`);
    token = next;
  } while (token);
  return all;
}
