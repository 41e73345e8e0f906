import type { AwsCredentialIdentity, Provider, RetryStrategyV2 } from '@smithy/types';

/** As much of an SDK client's configuration as this house sets. */
export interface ClientConfig {
  readonly region: string;
  readonly credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  readonly endpoint?: string;
  readonly retryMode?: string;
  readonly maxAttempts?: number;
  readonly retryStrategy?: RetryStrategyV2;
  readonly signer?: { sign<T>(request: T): Promise<T> };
  readonly cacheMiddleware?: boolean;
  readonly forcePathStyle?: boolean;
  /** One of HTTP, or options of the SDK's own. */
  readonly requestHandler?: object;
}

/** What every SDK client has. */
export interface SdkClient {
  readonly config: object;
  readonly middlewareStack: { add(middleware: never, options: never): void };
}

export type ClientConstructor<C extends SdkClient> = new (config: ClientConfig) => C;

/** One set of credentials, its home Region, and a clock. */
export interface Aws {
  readonly region: string;
  now(): Date;
  /** The client of a service in a Region; null: a service without Regions, or a Region that nobody knows. */
  client<C extends SdkClient>(Client: ClientConstructor<C>, region: string | null): C;
}

export interface AwsOptions {
  /** Home: of services without Regions, it tells the partition. */
  readonly region: string;
  /** Default: the SDK's own provider chain. */
  readonly credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  readonly endpoint?: string;
  readonly now?: () => Date;
  /** Wins over the defaults, not over a client's Region. */
  readonly config?: Partial<ClientConfig>;
  /** Called once with each new client. */
  readonly install?: <C extends SdkClient>(client: C) => C;
}

/** Opens AWS with one client per service and Region. */
export function createAws(options: AwsOptions): Aws {
  const { region: home, install, now = () => new Date() } = options;
  const regions = new Map<string, Map<unknown, SdkClient>>();
  return {
    region: home,
    now,
    client<C extends SdkClient>(Client: ClientConstructor<C>, region: string | null): C {
      const clients = regions.get(region ?? home) ?? new Map<unknown, SdkClient>();
      regions.set(region ?? home, clients);
      const known = clients.get(Client);
      if (known instanceof Client) return known;
      const opened = new Client(configOf(options, region ?? home));
      const client = install === undefined ? opened : install(opened);
      clients.set(Client, client);
      return client;
    },
  };
}

function configOf({ credentials, endpoint, config }: AwsOptions, region: string): ClientConfig {
  return {
    // The customer's own workload shares these quotas: slow down rather than insist.
    retryMode: 'adaptive',
    maxAttempts: 5,
    // By itself the SDK waits for ever, and a function with it. Cloud Control's handlers may take half a minute.
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
    // The SDK builds its stack once a command, not once a call.
    cacheMiddleware: true,
    ...(credentials === undefined ? {} : { credentials }),
    // Nobody's own endpoint answers to a name for each bucket.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...config,
    region,
  };
}
