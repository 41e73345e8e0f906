import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readExplained } from '../../../scripts/mutation/explained.ts';
import { roomsOf } from '../../../scripts/mutation/rooms.ts';

describe('roomsOf', () => {
  it('mutates every rule, family and file of the engine once, and nothing that is generated', () => {
    const files = roomsOf(() => true).flatMap((room) => room.files);
    expect(files).toContain('rules/_families/secrets.ts');
    expect(files).toContain('engine/verdict.ts');
    expect(files).toContain('engine/evidence/seal.ts');
    expect(files).not.toContain('engine/iam/access-levels.generated.ts');
    expect(files).not.toContain('rules/index.ts');
    expect(new Set(files).size).toBe(files.length);
  });

  it('leaves out a room of which nothing is wanted', () => {
    const rooms = roomsOf((file) => file === 'engine/iam/match.ts');
    expect(rooms.map(({ name, files }) => ({ name, files }))).toEqual([
      { name: 'engine/iam', files: ['engine/iam/match.ts'] },
    ]);
  });
});

describe('mutation-explained.json', () => {
  it('speaks of files that exist', () => {
    const files = Object.keys(readExplained('test/mutation-explained.json'));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});
