import type { ConfigItem } from '../../../resources/config-item.ts';
import type { JsonObject } from '../../../resources/resource.ts';
import type { Aws } from '../aws.ts';
import type { ResourceType } from '../clients/config-service.ts';

/** AWS Config has no history to look into: nothing records the resource, or nothing does any more. */
const HAS_NO_HISTORY: ReadonlySet<string> = new Set([
  'NoAvailableConfigurationRecorderException',
  'ResourceNotDiscoveredException',
]);

/**
 * The whole item of a summary, as of its capture; undefined if AWS Config has it no more.
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_GetResourceConfigHistory.html
 */
export async function wholeItem(aws: Aws, summary: ConfigItem): Promise<ConfigItem | undefined> {
  const { ConfigServiceClient, GetResourceConfigHistoryCommand } = await import(
    '../clients/config-service.ts'
  );
  const client = aws.client(ConfigServiceClient, aws.region);
  try {
    const { configurationItems = [] } = await client.send(
      new GetResourceConfigHistoryCommand({
        // The SDK's list of types lags behind the service's.
        resourceType: summary.type as ResourceType,
        resourceId: summary.id,
        laterTime: new Date(summary.capturedAt),
        limit: 1,
      }),
    );
    const [item] = configurationItems;
    // An older one is about a state that is no more.
    const isSame = item?.configurationItemCaptureTime?.toISOString() === summary.capturedAt;
    return item && isSame ? { ...summary, configuration: objectIn(item.configuration) } : undefined;
  } catch (error) {
    if (error instanceof Error && HAS_NO_HISTORY.has(error.name)) return undefined;
    throw error;
  }
}

/** The API gives as text what the notification gives as an object. */
function objectIn(text: string | undefined): JsonObject | null {
  const value: unknown = text === undefined ? null : JSON.parse(text);
  return typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject | null) : null;
}
