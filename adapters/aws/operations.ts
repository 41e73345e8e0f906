import type { ApiCall, WrittenService } from '../../engine/remediation/plan.ts';
import type { JsonObject } from '../../resources/resource.ts';
import type { Aws, ClientConstructor, SdkClient } from './aws.ts';
import { plain } from './cloudformation.ts';
import { refusalOf } from './outcome.ts';

type Sender = SdkClient & { send(command: never): Promise<object> };

/** Commands that remediations name, by service; each file is loaded when it is first asked for. */
const PACKAGES: Readonly<Partial<Record<WrittenService, () => Promise<object>>>> = {
  'bedrock-agent': () => import('./clients/bedrock-agent-changes.ts'),
  'bedrock-agentcore-control': () => import('./clients/agentcore-changes.ts'),
  bedrock: () => import('./clients/bedrock-changes.ts'),
  cloudcontrol: () => import('./clients/cloudcontrol-changes.ts'),
  'cloudwatch-logs': () => import('./clients/cloudwatch-logs-changes.ts'),
  ecr: () => import('./clients/ecr-changes.ts'),
  iam: () => import('./clients/iam-changes.ts'),
  kms: () => import('./clients/kms-changes.ts'),
  s3: () => import('./clients/s3-changes.ts'),
  sagemaker: () => import('./clients/sagemaker-changes.ts'),
};

/** Errors that say: nothing of the kind is set. */
const ABSENT =
  /^(NoSuch(PublicAccessBlockConfiguration|BucketPolicy|TagSet|Entity.*)|ServerSideEncryptionConfigurationNotFoundError|ObjectLockConfigurationNotFoundError|(ResourceNotFound|NotFound).*)$/;

/**
 * Makes a call that is data, and gives its answer as plain JSON without metadata: dates as ISO 8601.
 * @throws TypeError if no client here has the operation
 */
async function operate(
  call: ApiCall,
  { aws, region }: { aws: Aws; region: string | null },
): Promise<JsonObject> {
  const commands = await PACKAGES[call.service]?.();
  const Client = Object.entries(commands ?? {}).find(([name]) => name.endsWith('Client'))?.[1];
  const Command: unknown = commands && Reflect.get(commands, `${call.operation}Command`);
  if (typeof Client !== 'function' || typeof Command !== 'function') {
    throw new TypeError(`${call.service}:${call.operation} is no operation that remediations may use`);
  }
  const client = aws.client(Client as ClientConstructor<Sender>, region);
  const { $metadata: _, ...answer } = Object(
    await client.send(Reflect.construct(Command, [call.input]) as never),
  );
  return withState(plain(answer) as JsonObject);
}

/** Cloud Control tells a resource as JSON in a text: conditions look into it by path. */
function withState(answer: JsonObject): JsonObject {
  const description = Object(answer['ResourceDescription']);
  const { Properties } = description;
  return typeof Properties === 'string'
    ? { ...answer, ResourceDescription: { ...description, Properties: JSON.parse(Properties) } }
    : answer;
}

/** AWS said no, and saying it again would not help. */
export class RefusedCallError extends Error {
  override readonly name = 'RefusedCallError';
  /** What the call is about is not there. */
  readonly isGone: boolean;

  constructor(message: string, { isGone = false, ...options }: ErrorOptions & { isGone?: boolean } = {}) {
    super(message, options);
    this.isGone = isGone;
  }
}

/** Makes a changing call. @throws RefusedCallError where AWS refuses it for good */
export async function make(call: ApiCall, where: { aws: Aws; region: string | null }): Promise<JsonObject> {
  try {
    return await operate(call, where);
  } catch (cause) {
    const refusal = refusalOf(cause, `${call.service}:${call.operation}`);
    if (!refusal || (refusal.outcome === 'failed' && refusal.retryable)) throw cause;
    const because = 'because' in refusal ? refusal.because : 'what it is about is not there';
    throw new RefusedCallError(because, { cause, isGone: refusal.outcome === 'not-found' });
  }
}

/** Makes a reading call; what is not there is an empty answer. @throws what the SDK throws on anything else */
export async function lookUp(call: ApiCall, where: { aws: Aws; region: string | null }): Promise<JsonObject> {
  try {
    return await operate(call, where);
  } catch (error) {
    if (error instanceof Error && ABSENT.test(error.name)) return {};
    if (refusalOf(error, `${call.service}:${call.operation}`)?.outcome === 'not-found') return {};
    throw error;
  }
}
