import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DoorCase, expectedAt, readAndJudged, toldBy, type Verdicts } from '../../support/doors/door.ts';
import { doorCases } from '../../support/doors/index.ts';
import { httpAws } from './aws.ts';
import { type Moto, startMoto } from './server.ts';

// The same resources as before the emulator, made and read over HTTP on an AWS that others wrote.

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

describe.each(doorCases)('$type: $name', (doorCase) => {
  it('is judged as on the emulator', async () => {
    expect(await verdicts(doorCase)).toEqual(expectedAt('live', doorCase));
  });
});
