import type { ResourceRef } from '../resources/resource.ts';

/** Bumped when an older reader could misread a message. */
export const LOOK_SCHEMA = 'assay.look/1';

/** Why a resource is to be looked at, other than an event of AWS's. */
export type LookReason = 'confirming-read' | 'sweep' | 'dependency' | 'config-rule' | 'waiver' | 'request';

/** A request of our own to read and judge one resource. */
export interface Look {
  readonly schema: typeof LOOK_SCHEMA;
  readonly reason: LookReason;
  readonly ref: ResourceRef;
  /** ISO 8601. */
  readonly requestedAt: string;
  /** How many confirming reads in a row found it on the way to another status. */
  readonly attempt?: number;
}

/** Bumped when an older reader could misread a message. */
export const SWEEP_SCHEMA = 'assay.sweep/1';

/** A request to list all resources of one type in one account and Region, and to look at them. */
export interface Sweep {
  readonly schema: typeof SWEEP_SCHEMA;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601. */
  readonly requestedAt: string;
}
