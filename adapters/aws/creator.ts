import type { ResourceRef } from '../../resources/resource.ts';
import type { Aws } from './aws.ts';

/** CloudTrail answers two such calls a second and account: one page is enough for what was made lately. */
const PAGE = 50;

/**
 * Principal that made a resource, by CloudTrail's own memory of ninety days; undefined where that does not tell, or may
 * not be asked: who made it is good to know, and nothing hangs on it.
 */
export async function creatorOf({ id, region }: ResourceRef, aws: Aws): Promise<string | undefined> {
  try {
    const { CloudTrailClient, LookupEventsCommand } = await import('./clients/cloudtrail.ts');
    const { Events = [] } = await aws.client(CloudTrailClient, region).send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: id }],
        MaxResults: PAGE,
      }),
    );
    const made = Events.findLast(({ EventName = '' }) => EventName.startsWith('Create'));
    return made && principalIn(made.CloudTrailEvent);
  } catch {
    return undefined;
  }
}

function principalIn(event: string | undefined): string | undefined {
  const identity: unknown = Reflect.get(Object(JSON.parse(event ?? '{}')), 'userIdentity');
  const arn: unknown = Reflect.get(Object(identity), 'arn');
  return typeof arn === 'string' ? arn : undefined;
}
