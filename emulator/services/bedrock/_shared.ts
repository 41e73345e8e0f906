import { createTags } from '../../tags.ts';

/** Tags of every Bedrock resource, of its agents' too: both APIs tag by ARN. */
export const tags = createTags();

/** `[{ key, value }]` as a map. */
export function fromCamelTags(
  list: readonly { key: string | undefined; value: string | undefined }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ key = '', value = '' }) => [key, value]));
}

/** The part of an ARN after its last slash; an id stays as it is. */
export function idOf(idOrArn: string): string {
  return idOrArn.split('/').at(-1) ?? idOrArn;
}
