import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import type { AwsCredentialIdentity, Provider } from '@smithy/types';
import type { JsonObject } from '../../resources/resource.ts';

export interface DeskOptions {
  /** Of the function behind the desk, `https://….lambda-url.REGION.on.aws/`. */
  readonly url: string;
  readonly region: string;
  readonly credentials: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
}

export interface DeskAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** Asks the desk of remediations in the caller's own name: the request is signed with their credentials. */
export const desk =
  ({ url, region, credentials }: DeskOptions) =>
  async (want: object): Promise<DeskAnswer> => {
    const { SignatureV4 } = await import('@smithy/signature-v4');
    const { hostname, host, port, protocol, pathname } = new URL(url);
    const signer = new SignatureV4({ service: 'lambda', region, credentials, sha256: Sha256 });
    const body = JSON.stringify(want);
    const request = {
      method: 'POST',
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: pathname,
      query: {},
      headers: { host, 'content-type': 'application/json' },
      body,
    };
    const { headers } = await signer.sign(request);
    const response = await fetch(url, { method: 'POST', headers, body });
    return { status: response.status, body: jsonIn(await response.text()) };
  };

/** Whoever is refused by IAM gets words of Lambda's own. */
function jsonIn(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : { refused: text };
  } catch {
    return { refused: text };
  }
}

/** As the SDK's signer asks for a hash. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {
    throw new Error('a hash is used once');
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
