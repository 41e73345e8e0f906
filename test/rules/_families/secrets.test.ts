import { describe, expect, it } from 'vitest';
import { noCredentials } from '../../../rules/_families/secrets.ts';

// Put together at run time: a scanner of this repository must not take a fixture for a leak.
const accessKey = `AKIA${'ABCDEFGH23456723'}`;

describe('noCredentials', () => {
  it('passes over what is no text', () => {
    expect(noCredentials({ PORT: 8080, DEBUG: true }, 'Environment')).toEqual({ status: 'COMPLIANT' });
  });

  it.each([
    ['a list', []],
    ['a text', 'KEY=1'],
  ])('refuses %s for a map', (_name, environment) => {
    expect(() => noCredentials(environment, 'Environment')).toThrow(/^Environment: expected a map/);
  });

  it('never shows the value', () => {
    const verdict = noCredentials({ KEY: accessKey }, 'Environment');
    expect(JSON.stringify(verdict)).not.toContain(accessKey);
    expect(verdict).toMatchObject({
      observations: [
        { path: 'Environment.KEY', expected: 'no credential', actual: 'an AWS access key id (not shown)' },
      ],
    });
  });
});
