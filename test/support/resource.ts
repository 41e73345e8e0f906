import type { JsonObject, Resource } from '../../resources/resource.ts';

/** A resource of which only what a test says matters. */
export const resourceOf = (
  type: string,
  properties: JsonObject = {},
  more: Partial<Resource> = {},
): Resource => ({
  type,
  id: 'example',
  partition: 'aws',
  account: '111122223333',
  region: 'eu-west-1',
  source: 'live',
  properties,
  ...more,
});
