import { describe, expect, it } from 'vitest';
import { readers } from '../../adapters/aws/readers/index.ts';
import { definitions } from '../../resources/index.ts';
import { rules } from '../../rules/index.ts';
import { doorsOf, expectedAt } from '../support/doors/door.ts';
import { doorCases as cases } from '../support/doors/index.ts';

// The same resource as a live read, a CloudFormation template, a Terraform plan and an event gives the same verdict.

describe.each(cases)('$type: $name', (doorCase) => {
  it.each([...doorsOf(doorCase)])('%s', async (door, verdicts) => {
    expect(await verdicts()).toEqual(expectedAt(door, doorCase));
  });
});

const judged = new Set<string>(rules.map(({ resourceType }) => resourceType));
const types = Object.keys(readers).filter((type) => judged.has(type));

describe.each(types)('%s', (type) => {
  const own = cases.filter((doorCase) => doorCase.type === type);
  const definition = definitions.find((known) => known.type === type);

  it('has for each of its rules a case that passes and one that fails', () => {
    for (const { id } of rules.filter(({ resourceType }) => resourceType === type)) {
      const said = own.map(({ verdicts }) => verdicts[id]);
      const advice = `${id}: write a case in test/support/doors/`;
      expect(said, advice).toContain('COMPLIANT');
      expect(said, advice).toContain('NON_COMPLIANT');
    }
  });

  it('is brought through every door that it has', () => {
    for (const doorCase of own) {
      const doors = [...doorsOf(doorCase).keys()];
      if (definition?.terraform) expect(doors, doorCase.name).toContain('plan');
      if (definition?.ours !== true && doorCase.withoutTemplate === undefined) {
        expect(doors, doorCase.name).toContain('json');
      }
      if (definition?.wholeInRequest) expect(doors, doorCase.name).toContain('event');
      if (definition?.stateEvents?.some(({ whole }) => whole))
        expect(doors, doorCase.name).toContain('state');
    }
  });
});
