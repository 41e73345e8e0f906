import type { JsonObject } from '../../resources/resource.ts';
import { canonicalJson, sha256 } from '../canonical.ts';
import type { Settings } from '../settings.ts';
import { type NoticeRecord, noticeRecord } from './record.ts';

/** Rule pack and settings that judge from now on, as the archive is to hold them. */
export interface InForce {
  /** As records carry it. */
  readonly packDigest: string;
  /** Hex SHA-256 of the pack's file. */
  readonly pack: string;
  /** As records carry it: hex SHA-256 of the settings' file. */
  readonly settingsDigest: string;
  /** One ES module that judges by itself; read when the archive has it not. */
  readonly packBytes: () => Uint8Array;
  /** Canonical JSON. */
  readonly settingsBytes: Uint8Array;
}

export interface DeployedPack extends Pick<InForce, 'packDigest' | 'pack' | 'packBytes'> {
  readonly settings: Settings;
}

export function inForceOf({ settings, ...pack }: DeployedPack): InForce {
  const settingsBytes = Buffer.from(canonicalJson(settings as JsonObject));
  return { ...pack, settingsDigest: sha256(settingsBytes), settingsBytes };
}

/** Tells one deployment's from another's. */
export const inForceId = ({ packDigest, pack, settingsDigest }: InForce): string =>
  [packDigest, pack, settingsDigest].join(' ');

/** What the chain says of it, so that the files are as good as sealed. `from`: when the sealer first knew. */
export const inForceNotice = ({ packDigest, pack, settingsDigest }: InForce, from: Date): NoticeRecord =>
  noticeRecord('settings', from, { packDigest, pack, settingsDigest, from: from.toISOString() });
