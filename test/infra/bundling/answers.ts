import { Readable } from 'node:stream';

// Runs as it is, and out of a bundle: what AWS answers has to be told alike.

const CLIENTS = {
  bedrock: () => import('../../../adapters/aws/clients/bedrock.ts'),
  dynamodb: () => import('../../../adapters/aws/clients/dynamodb.ts'),
  iam: () => import('../../../adapters/aws/clients/iam.ts'),
  s3: () => import('../../../adapters/aws/clients/s3.ts'),
  sagemaker: () => import('../../../adapters/aws/clients/sagemaker.ts'),
  'sagemaker-changes': () => import('../../../adapters/aws/clients/sagemaker-changes.ts'),
  sqs: () => import('../../../adapters/aws/clients/sqs.ts'),
  ssm: () => import('../../../adapters/aws/clients/ssm.ts'),
} as const;

/** A call, and what comes over the wire. */
export interface Answered {
  readonly client: keyof typeof CLIENTS;
  readonly operation: string;
  readonly input: object;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Sender {
  send(command: object): Promise<object>;
}

/** Where the call went, and what its caller is told: the answer, or all that an error says of itself. */
export async function told(answered: Answered): Promise<object> {
  const module: Readonly<Record<string, unknown>> = { ...(await CLIENTS[answered.client]()) };
  const Client = Object.entries(module).find(([name]) => name.endsWith('Client'))?.[1];
  const Command = module[`${answered.operation}Command`];
  const hosts: string[] = [];
  const config = {
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler: handler(answered, hosts),
  };
  const client = Reflect.construct(Client as () => void, [config]) as Sender;
  const command: object = Reflect.construct(Command as () => void, [answered.input]);
  try {
    const { $metadata: _, ...answer } = Object(await client.send(command));
    return { hosts, answer };
  } catch (error) {
    const { $metadata: _, $response: __, ...members } = Object(error);
    const { name, message } = Object(error);
    const classes = Object.entries(module).filter(
      ([exported, value]) => exported.endsWith('Exception') && error instanceof Object(value),
    );
    const shape: unknown = Reflect.get(Object(error).constructor, 'shapeId');
    return { hosts, name, message, shape, members, classes: classes.map(([exported]) => exported) };
  }
}

const handler = ({ status, headers = {}, body }: Answered, hosts: string[]) => ({
  async handle({ hostname }: { readonly hostname: string }) {
    hosts.push(hostname);
    return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(body)]) } };
  },
});

/** Whether readers and remediations ask with the same command, and so of the same client. */
export async function isShared(): Promise<boolean> {
  const [readers, changes] = await Promise.all([CLIENTS.sagemaker(), CLIENTS['sagemaker-changes']()]);
  return (
    readers.DescribeNotebookInstanceCommand === changes.DescribeNotebookInstanceCommand &&
    readers.SageMakerClient === changes.SageMakerClient
  );
}
