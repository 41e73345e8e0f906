import { type EmulatedClient, type EmulatedConfig, emulate } from '../../emulator/plugin.ts';
import { createWorld } from '../../emulator/world.ts';

/** What a contract needs of an AWS, emulated or not. */
export interface Endpoint {
  client<Client extends EmulatedClient>(Client: new (config: EmulatedConfig) => Client): Client;
  account: string;
  region: string;
  /** Lets transitions that are under way come to their end. */
  settle(): Promise<void>;
}

/** A fresh emulated AWS behind the contract's door. */
export function emulated({ wholeRequests = false } = {}): Endpoint {
  const region = 'eu-central-1';
  const world = createWorld();
  const door = emulate(world, { region, wholeRequests });
  return {
    client: (Client) => door.client(Client),
    account: world.account,
    region,
    settle: async () => world.clock.advance(60 * 60_000),
  };
}

// Under which name each client signs: how a server for all of AWS tells whom it is asked for.
const SIGNING_NAMES: Record<string, string> = {
  BedrockClient: 'bedrock',
  BedrockAgentClient: 'bedrock',
  BedrockAgentCoreControlClient: 'bedrock-agentcore',
  CloudControlClient: 'cloudcontrolapi',
  CloudWatchLogsClient: 'logs',
  ComprehendClient: 'comprehend',
  ConfigServiceClient: 'config',
  DynamoDBClient: 'dynamodb',
  ECRClient: 'ecr',
  EventBridgeClient: 'events',
  IAMClient: 'iam',
  KMSClient: 'kms',
  OpenSearchServerlessClient: 'aoss',
  S3Client: 's3',
  SageMakerClient: 'sagemaker',
  SecurityHubClient: 'securityhub',
  SNSClient: 'sns',
  SQSClient: 'sqs',
  SSMClient: 'ssm',
  STSClient: 'sts',
};

/**
 * Another AWS behind the same door, such as a moto server: `ASSAY_CONTRACT_ENDPOINT=http://127.0.0.1:5000`.
 * Every account is an empty one, named by the header with which moto tells accounts apart.
 */
export function remote(endpoint: string, account: string): Endpoint {
  const region = 'eu-central-1';
  const { config } = emulate(createWorld(), { region });
  const signerFor = (client: string) => ({
    async sign<T>(request: T): Promise<T> {
      const scope = `${config.credentials.accessKeyId}/20260101/${region}/${SIGNING_NAMES[client]}/aws4_request`;
      Object.assign(Object(Reflect.get(Object(request), 'headers')), {
        'x-moto-account-id': account,
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      });
      return request;
    },
  });
  return {
    client: (Client) => new Client({ ...config, ...{ endpoint, signer: signerFor(Client.name) } }),
    account,
    region,
    settle: async () => {},
  };
}

/** The error that a call ends in; a call that succeeds is an error of its own. */
export async function refusal(call: Promise<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('the call was expected to be refused and was not');
}

/** All that `list` gives, page by page, and how many pages that took. */
export async function allPages<T>(
  list: (token: string | undefined) => Promise<{ rows: T[] | undefined; token: string | undefined }>,
): Promise<{ rows: T[]; pages: number }> {
  const rows: T[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    const page = await list(token);
    rows.push(...(page.rows ?? []));
    token = page.token;
    pages += 1;
  } while (token !== undefined && pages < 1000);
  return { rows, pages };
}
