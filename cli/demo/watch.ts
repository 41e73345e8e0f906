import { postureOf } from '../../adapters/aws/posture-item.ts';
import { readStream, type World } from '../../emulator/index.ts';
import type { Posture, RulePosture } from '../../engine/posture.ts';
import type { ResourceRef } from '../../resources/resource.ts';

/** What became of one resource's findings. */
export interface Sighting {
  readonly ref: ResourceRef;
  /** Rule id → what was found, where nothing was open before. */
  readonly opened: ReadonlyMap<string, RulePosture>;
  readonly resolved: readonly string[];
  /** How many findings ended with the resource; undefined: it exists. */
  readonly archived?: number;
}

/** A call that AWS refused. */
export interface Refusal {
  readonly name: string;
  readonly code: string;
}

export interface Seen {
  readonly sightings: readonly Sighting[];
  readonly refusals: readonly Refusal[];
}

/** And not the deployment's own. */
export const isOfPeople = (identity: object): boolean =>
  !String(Reflect.get(identity, 'arn')).includes('/Deployment/');

type Item = NonNullable<Parameters<typeof postureOf>[0]>;

/** Tells what posture's stream and the trail brought since the last time. */
export function watcher(world: World, { region, table }: { region: string; table: string }): () => Seen {
  let after = '';
  let told = world.events.length;
  return () => {
    const records = readStream(world, { account: world.account, region, table, after });
    after = records.at(-1)?.dynamodb.SequenceNumber ?? after;
    const sightings = records.flatMap(({ dynamodb: { OldImage, NewImage } }) => {
      const posture = postureOf(NewImage as Item | undefined);
      return posture ? [sightingOf(postureOf(OldImage as Item | undefined), posture)] : [];
    });
    const refusals = world.events
      .slice(told)
      .filter(({ userIdentity }) => isOfPeople(userIdentity))
      .flatMap(({ errorCode, eventName, readOnly }) =>
        errorCode === undefined || readOnly ? [] : [{ name: eventName, code: errorCode }],
      );
    told = world.events.length;
    return { sightings, refusals };
  };
}

function sightingOf(before: Posture | undefined, { ref, presence, rules }: Posture): Sighting {
  const changed = Object.entries(rules).filter(([id, { status }]) => status !== before?.rules[id]?.status);
  const gone = changed.filter(([id]) => before?.rules[id]?.hub?.recordState === 'ACTIVE');
  return {
    ref,
    opened: new Map(changed.filter(([, { status }]) => status === 'NON_COMPLIANT')),
    resolved: changed.flatMap(([id, { status, hub }]) =>
      status === 'COMPLIANT' && hub?.word?.note === 'resolved' ? [id] : [],
    ),
    ...(presence === 'deleted' && { archived: gone.length }),
  };
}
