import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createPostureTable } from '../../../functions/_evaluation/kit.ts';
import { type EmulatedAws, emulatedAws } from '../kit.ts';

export const TABLE = 'posture';

export async function withTable(): Promise<EmulatedAws> {
  const made = emulatedAws();
  await createPostureTable(made.door.client(DynamoDBClient));
  made.world.clock.advance(10_000);
  return made;
}
