import { expect, it } from 'vitest';
import type { Aws } from '../../../adapters/aws/aws.ts';
import type { Reader } from '../../../adapters/aws/reader.ts';
import type { JsonObject, ResourceRef } from '../../../resources/resource.ts';
import { actionsSeen, type EmulatedAws, emulatedAws, ownActions, readOf } from './kit.ts';

interface ReaderContract {
  readonly reader: Reader;
  /** As faults call the service, and the operation without which there is nothing. */
  readonly main: { readonly service: string; readonly operation: string };
  /** A part whose refusal leaves the rest readable, and the member that becomes unknown. */
  readonly part?: { readonly operation: string; readonly service?: string; readonly member: string };
  /** Makes the resource through the SDK. */
  make(emulated: EmulatedAws): Promise<ResourceRef>;
  /** What CloudFormation would say of it. */
  readonly properties: JsonObject;
  /** The ref of one that does not exist. */
  readonly missing?: ResourceRef;
}

/** What every reader promises, shown through the emulator. */
export function readerContract(contract: ReaderContract): void {
  const { reader, main, part, missing } = contract;
  const made = async () => {
    const emulated = emulatedAws();
    const ref = await contract.make(emulated);
    emulated.world.clock.advance(60 * 60_000);
    return { ...emulated, ref };
  };
  const read = (ref: ResourceRef, aws: Aws) => reader.read(ref, aws);

  it('says what CloudFormation would say', async () => {
    const { aws, ref } = await made();
    expect(readOf(await read(ref, aws), reader).properties).toMatchObject(contract.properties);
  });

  it('uses the IAM actions that it declares, and no other', async () => {
    const { world, aws, ref } = await made();
    world.readWriteType = 'All';
    await read(ref, aws);
    expect(actionsSeen(world)).toEqual(ownActions(reader));
  });

  it('tells denied from not found', async () => {
    const { world, aws, ref } = await made();
    world.faults.deny(main);
    expect(await read(ref, aws)).toEqual({
      outcome: 'denied',
      because: expect.stringContaining(`:${main.operation}`),
    });
  });

  it('is patient with throttling, and says when patience did not help', async () => {
    const { world, aws, ref } = await made();
    world.faults.throttle({ ...main, times: 2 });
    expect(await read(ref, aws)).toMatchObject({ outcome: 'read' });
    world.faults.throttle(main);
    expect(await read(ref, aws)).toMatchObject({ outcome: 'failed', retryable: true });
  });

  if (missing) {
    it('finds nothing where nothing is', async () => {
      expect(await read(missing, emulatedAws().aws)).toEqual({ outcome: 'not-found' });
    });
  }

  if (part) {
    it('keeps the rest when a part is denied', async () => {
      const { world, aws, ref } = await made();
      world.faults.deny({ service: main.service, ...part });
      const result = await read(ref, aws);
      expect(result).toMatchObject({
        outcome: 'read',
        resource: {
          properties: {
            [part.member]: { $unknown: expect.stringMatching(`^access denied: .*:${part.operation}$`) },
          },
        },
      });
    });
  }
}
