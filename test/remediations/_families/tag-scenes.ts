import { CloudControlClient, CreateResourceCommand } from '@aws-sdk/client-cloudcontrol';
import fc from 'fast-check';
import type { Emulated, World } from '../../../emulator/index.ts';
import type { Tags } from '../../../remediations/_families/tag-api.ts';
import type { Remediation } from '../../../remediations/remediation.ts';
import type { JsonObject, ResourceRef } from '../../../resources/resource.ts';
import type { RuleId } from '../../../rules/index.ts';
import { itPutsRight, refOf } from '../kit.ts';

/** Makes the resource with these tags. */
type Make = (tags: Tags) => (door: Emulated, world: World) => Promise<ResourceRef>;

// Only tags of AWS, or none: what has a tag of its own violates nothing while no key is required.
const ofAws = fc.dictionary(
  fc.stringMatching(/^aws:[a-z]{1,8}$/),
  fc.stringMatching(/^[a-zA-Z0-9 ._:/=+@-]{0,8}$/),
  {
    maxKeys: 3,
  },
);
const ofYours = fc.dictionary(
  fc.stringMatching(/^t[a-z.:/-]{0,8}$/),
  fc.stringMatching(/^[a-zA-Z0-9 ._:/=+@-]{0,8}$/),
  {
    minKeys: 1,
    maxKeys: 3,
  },
);

/** The kit's proof for a remediation that adds tags. */
export function itTags(remediation: Remediation, rule: RuleId, make: Make): void {
  const options = { tags: { owner: 'chat', 'cost.centre': '7' } };
  itPutsRight(
    remediation,
    [
      { name: 'one without a tag', rule, make: make({}), options },
      { name: 'one with a tag of AWS', rule, make: make({ 'aws:createdBy': 'root' }), options },
    ],
    {
      anyScene: fc.record({ there: ofAws, tags: ofYours }).map(({ there, tags }) => ({
        name: 'one with any tags of AWS, and any in the settings',
        rule,
        make: make(there),
        options: { tags },
      })),
    },
  );
}

export const tagList = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const camelTags = (tags: Tags) => Object.entries(tags).map(([key, value]) => ({ key, value }));

/** What nothing here makes but Cloud Control, whose identifier is its ARN. */
export const madeByCloudControl =
  (type: string, desired: JsonObject) => async (door: Emulated, world: World) => {
    const client = door.client(CloudControlClient);
    const { ProgressEvent } = await client.send(
      new CreateResourceCommand({ TypeName: type, DesiredState: JSON.stringify(desired) }),
    );
    world.clock.advance(60_000);
    const arn = ProgressEvent?.Identifier ?? '';
    return refOf(type, arn.split('/')[1] ?? '', arn);
  };
