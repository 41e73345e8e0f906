import {
  CloudControlClient,
  CreateResourceCommand,
  GetResourceRequestStatusCommand,
} from '@aws-sdk/client-cloudcontrol';
import type { JsonObject } from '../../../resources/resource.ts';
import type { EmulatedAws } from './kit.ts';

/** Makes a resource as CloudFormation would, waits for it, and answers its primary identifier. */
export async function createResource(
  { world, door }: EmulatedAws,
  TypeName: string,
  desired: JsonObject,
): Promise<string> {
  const client = door.client(CloudControlClient);
  const DesiredState = JSON.stringify(desired);
  const { ProgressEvent: begun } = await client.send(new CreateResourceCommand({ TypeName, DesiredState }));
  world.clock.advance(60_000);
  const { ProgressEvent: ended } = await client.send(
    new GetResourceRequestStatusCommand({ RequestToken: begun?.RequestToken }),
  );
  if (ended?.OperationStatus !== 'SUCCESS') throw new Error(`${TypeName}: ${JSON.stringify(ended)}`);
  return ended.Identifier ?? '';
}
