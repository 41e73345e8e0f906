import type { AssessedResource, Assessment } from '../../engine/assessment/assessment.ts';
import { uuidOf } from '../../engine/name-uuid.ts';
import type { JsonObject } from '../../resources/resource.ts';
import { properties, property } from './property.ts';
import { code, line } from './text.ts';

/** Of a resource: the same in every report about it. */
const subjectUuid = ({ type, id, account, region, file }: AssessedResource): string =>
  uuidOf('resource', type, id, account ?? '', region ?? '', file ?? '');

/** A finding's subject: a pointer into the inventory. */
export const subjectOf = (resource: AssessedResource): JsonObject => ({
  'subject-uuid': subjectUuid(resource),
  type: 'inventory-item',
  title: code(resource.id),
});

/** Every resource that a finding names, once. */
export function inventory({ findings, ended }: Assessment): JsonObject[] {
  const items = new Map<string, JsonObject>();
  for (const { resource } of [...findings, ...ended]) {
    const uuid = subjectUuid(resource);
    if (!items.has(uuid)) items.set(uuid, itemOf(uuid, resource));
  }
  return [...items.values()];
}

function itemOf(uuid: string, { type, id, account, region, file }: AssessedResource): JsonObject {
  return {
    uuid,
    description: `${code(id)}, ${code(type)}`,
    props: [
      // OSCAL's own names.
      { name: 'asset-id', value: line(id) },
      property('resource-type', type),
      ...properties({ account, region, file }),
    ],
  };
}
