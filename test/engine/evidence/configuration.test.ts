import { describe, expect, it } from 'vitest';
import {
  addConfiguration,
  newConfigurationSeen,
  seeConfiguration,
} from '../../../engine/evidence/configuration.ts';
import type { JsonObject } from '../../../resources/resource.ts';

const [A, B, C] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)] as const;
const notice = (detail: JsonObject): JsonObject => ({ kind: 'settings', detail });

function seen(...records: readonly JsonObject[]) {
  const found = newConfigurationSeen();
  for (const [index, record] of records.entries())
    seeConfiguration(found, record, () => `record ${index + 1}`);
  return found;
}

describe('what records say of rules and settings', () => {
  it('is what notices name, and what evaluations were made under, each by its first record', () => {
    const found = seen(
      notice({ pack: A, packDigest: B, settingsDigest: C }),
      notice({ pack: A, packDigest: B, settingsDigest: C }),
      { kind: 'evaluation', packDigest: B, settingsDigest: A },
    );
    expect(found).toEqual({
      packs: new Map([[A, 'record 1']]),
      settings: new Map([[C, 'record 1']]),
      knownRules: new Set([B]),
      rules: new Map([[B, 'record 3']]),
      usedSettings: new Map([[A, 'record 3']]),
    });
  });

  it.each<[string, JsonObject]>([
    ['another kind of notice', { kind: 'gap', detail: { pack: A, packDigest: A, settingsDigest: A } }],
    ['a digest that leads elsewhere', notice({ pack: `../${A}`, settingsDigest: 'b' })],
    ['digests in another kind of record', { kind: 'gap', packDigest: A, settingsDigest: A }],
    ['a digest with something after it', notice({ pack: `${A}0`, settingsDigest: `${A}/..` })],
    ['a digest in a list', notice({ pack: [A], settingsDigest: [A] })],
    ['no detail', { kind: 'settings' }],
    ['a detail that is null', { kind: 'settings', detail: null }],
    ['a list for a detail', { kind: 'settings', detail: [A] }],
    ['an evaluation without digests', { kind: 'evaluation' }],
  ])('is nothing for %s', (_name, record) => {
    expect(seen(record)).toEqual(newConfigurationSeen());
  });

  it('is said by no record that another sent', () => {
    const sender = 'AROAEVE:eve';
    const settings = { ...notice({ pack: A, packDigest: B, settingsDigest: C }), sender };
    expect(seen(settings, { kind: 'evaluation', packDigest: B, settingsDigest: A, sender })).toEqual(
      newConfigurationSeen(),
    );
  });

  it('is added up, and what was seen first stays', () => {
    const whole = seen(notice({ pack: A, packDigest: A, settingsDigest: A }));
    const more = newConfigurationSeen();
    seeConfiguration(more, notice({ pack: A, packDigest: B, settingsDigest: B }), () => 'another');
    addConfiguration(whole, more);
    expect(whole).toMatchObject({
      packs: new Map([[A, 'record 1']]),
      settings: new Map([
        [A, 'record 1'],
        [B, 'another'],
      ]),
      knownRules: new Set([A, B]),
    });
  });
});
