import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deployedMembers } from '../../../functions/_runtime/members.ts';
import { temporaryFolder } from '../../support/folder.ts';

const folder = temporaryFolder();
const written = (name: string, content: unknown) => dirname(folder.write(`${name}/members.json`, content));

describe('the members of a deployment', () => {
  it('are those in the file beside the bundle', () => {
    expect(deployedMembers(written('two', ['222233334444', '333344445555']))).toEqual(
      new Set(['222233334444', '333344445555']),
    );
  });

  it('are not known without the file', () => {
    expect(deployedMembers(folder.path)).toBeUndefined();
  });

  it.each([
    ['{}'],
    ['["22223333444"]'],
    ['[222233334444, null]'],
  ])('are no guess where it holds %s', (content) => {
    expect(() => deployedMembers(written('wrong', content))).toThrow('expected a list of account ids');
  });
});
