import { expect } from 'vitest';
import { type Aws, createAws } from '../../../adapters/aws/aws.ts';
import type { Reader, ReadResult } from '../../../adapters/aws/reader.ts';
import { type Emulated, emulate } from '../../../emulator/plugin.ts';
import { createWorld, type World } from '../../../emulator/world.ts';
import { conform } from '../../../engine/conform.ts';
import { pathText } from '../../../engine/guard.ts';
import type { Resource, ResourceRef } from '../../../resources/resource.ts';
import { shapeOf } from '../../../resources/shapes.ts';

export const REGION = 'eu-central-1';
export const ACCOUNT = '111122223333';

export interface EmulatedAws {
  readonly world: World;
  /** For the test's own calls. */
  readonly door: Emulated;
  /** The same door for somebody else. */
  doorOf(principal: string): Emulated;
  /** What the reader is given. */
  readonly aws: Aws;
}

export function emulatedAws(world: World = createWorld()): EmulatedAws {
  const door = emulate(world, { region: REGION });
  const { config, install } = door;
  const doorOf = (principal: string) => emulate(world, { region: REGION, principal });
  return { world, door, doorOf, aws: createAws({ region: REGION, config, install, now: world.clock.now }) };
}

export function refOf(type: string, id: string, more: Partial<ResourceRef> = {}): ResourceRef {
  return { type, id, partition: 'aws', account: ACCOUNT, region: REGION, ...more };
}

/** The resource that must have been read; its properties must keep the promise of their type. */
export function readOf(result: ReadResult, reader: Reader): Resource {
  if (result.outcome !== 'read') throw new Error(`not read: ${JSON.stringify(result)}`);
  expect(unknownsOf(result.resource)).toEqual(Object.keys(reader.unread).sort());
  return result.resource;
}

/** Paths of what cannot be known, values of another kind than the type's among them. */
export function unknownsOf({ properties, type }: Resource): string[] {
  return conform(properties, shapeOf(type))
    .unknowns.map(({ path }) => pathText(path))
    .sort();
}

/** IAM actions of the reads that the world has seen, in IAM's own spelling where it is the operation's. */
export function actionsSeen({ events }: World): string[] {
  const seen = events
    .filter(({ readOnly }) => readOnly)
    .map(({ eventSource, eventName }) => {
      const source = eventSource.replace('.amazonaws.com', '');
      return `${IAM_PREFIXES[source] ?? source}:${eventName}`;
    });
  return [...new Set(seen)].sort();
}

/** Services that CloudTrail calls otherwise than IAM. */
const IAM_PREFIXES: Readonly<Record<string, string>> = { cloudcontrolapi: 'cloudformation' };

/** What a reader or a lister asks itself, and not another service in its name. */
export const ownActions = ({
  actions,
  delegated,
}: {
  readonly actions: readonly string[];
  readonly delegated: readonly string[];
}): string[] => actions.filter((action) => !delegated.includes(action)).sort();
