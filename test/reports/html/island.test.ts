import { describe, expect, it } from 'vitest';
import { islandOf, islandText } from '../../../reports/html/island.ts';
import { assessmentOf } from '../assessments.ts';

describe('the data island', () => {
  const island = islandOf(assessmentOf({ findings: 100, hostile: true }));
  const text = islandText(island);

  it('has nothing that ends its element, begins a comment or breaks a line', () => {
    expect(text).not.toMatch(/[<>&\u2028\u2029]/);
  });

  it('is the same data when it is read', () => {
    expect(JSON.parse(text)).toEqual(island);
  });

  it('names the controls that rules support, and only those', () => {
    const { frameworks } = assessmentOf({ findings: 100 });
    expect(island.frameworks.map(({ controls }) => Object.keys(controls))).toEqual(
      frameworks.map(({ controls }) =>
        controls.filter(({ coverage }) => coverage === 'automated').map(({ id }) => id),
      ),
    );
  });
});
