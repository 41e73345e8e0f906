import type { Aws } from '../../adapters/aws/aws.ts';
import type { PostureStore } from '../../adapters/aws/posture.ts';
import type { SendEvidence, SendLooks } from '../../adapters/aws/queue.ts';
import type { ReadResult } from '../../adapters/aws/reader.ts';
import type { Trigger } from '../../engine/evidence/record.ts';
import type { LookReason, Sweep } from '../../engine/look.ts';
import type { JsonObject, ResourceRef } from '../../resources/resource.ts';
import type { House } from './house.ts';

/** What an evaluation needs of the world. */
export interface Ports {
  readonly house: House;
  /** The account in whose posture this is; its queues and table. */
  readonly home: Aws;
  /** Its id. */
  readonly account: string;
  /** With credentials for an account; undefined: none of ours. */
  readonly awsOf: (account: string | null) => Aws | undefined;
  readonly read: (ref: ResourceRef, aws: Aws) => Promise<ReadResult>;
  readonly posture: PostureStore;
  readonly sendEvidence: SendEvidence;
  /** To whoever makes confirming reads. */
  readonly sendLooks: SendLooks;
  /** Lists what a message asks for; absent where none asks. */
  readonly sweep?: (request: Sweep) => Promise<void>;
  /** Key of the keyed hashes in evidence. */
  readonly hashKey: () => Promise<Uint8Array>;
}

/** One resource to be read and judged, whatever asked for it. */
export interface Request {
  readonly key: string;
  readonly ref: ResourceRef;
  readonly reason: 'event' | LookReason;
  readonly trigger: Trigger;
  /** ISO 8601: of the newest event about it. */
  readonly eventAt?: string;
  /** The same time, where that event is a deletion. */
  readonly deletedAt?: string;
  /** The newest event comes from an archive: how long ago it was tells nothing of us. */
  readonly isReplayed?: true;
  /** ISO 8601: of the newest deletion, newer events or not. */
  readonly goneAt?: string;
  /** The configuration that a service's own event carries, for when the job is gone before it is read. */
  readonly carried?: JsonObject;
  /** How many confirming reads have found it on the way to another status. */
  readonly attempt?: number;
}
