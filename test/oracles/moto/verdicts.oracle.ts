import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DoorCase, expectedAt, readAndJudged, toldBy, type Verdicts } from '../../support/doors/door.ts';
import { doorCases } from '../../support/doors/index.ts';
import { httpAws } from './aws.ts';
import { differences } from './known.ts';
import { type Moto, startMoto } from './server.ts';

// The same resources as on the emulator, made and read over HTTP on an AWS that others wrote.

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto?.stop());
beforeEach(() => moto.reset());

async function verdicts(doorCase: DoorCase): Promise<Verdicts> {
  const http = httpAws(moto.endpoint);
  await doorCase.make(http);
  const { ref } = toldBy(http.records, doorCase);
  return readAndJudged(doorCase, ref, http.aws);
}

const differenceOf = ({ type, name }: DoorCase) => differences[name] ?? differences[type];

describe.each(doorCases)('$type: $name', (doorCase) => {
  const difference = differenceOf(doorCase);
  const expected = expectedAt('live', doorCase);

  if (difference === undefined) {
    it('is judged as on the emulator', async () => {
      expect(await verdicts(doorCase)).toEqual(expected);
    });
  } else if ('fails' in difference) {
    it(`cannot be compared: ${difference.because}`, async () => {
      await expect(verdicts(doorCase)).rejects.toThrow(difference.fails);
    });
  } else {
    it(`is judged as moto has it: ${difference.because}`, async () => {
      const found = await verdicts(doorCase);
      expect(found).toEqual({ ...expected, ...difference.verdicts });
      expect(found).not.toEqual(expected);
    });
  }
});

describe('the differences', () => {
  it('are of cases that exist', () => {
    const places = new Set(doorCases.flatMap(({ type, name }) => [type, name]));
    expect(Object.keys(differences).filter((place) => !places.has(place))).toEqual([]);
  });

  it('leave as many cases to be compared as there were', () => {
    const compared = doorCases.filter((doorCase) => differenceOf(doorCase) === undefined);
    // Of 85: moto lacks most of the types that came last. No further one may be given up unseen.
    expect(compared.length).toBeGreaterThanOrEqual(38);
  });
});
