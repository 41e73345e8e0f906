import { existsSync, readFileSync } from 'node:fs';
import { REGION } from '../../adapters/aws/kit.ts';

// Requests in the wire's own form: of services that this house has no client for, and as moto has recorded them.

export interface WireRequest {
  readonly service: string;
  /** Of a JSON protocol; without it, `body` is a form. */
  readonly target?: string;
  readonly accessKeyId?: string;
  readonly body: object;
}

/** Sends it and gives the answer's text; throws with it unless it is good. */
export async function send(
  endpoint: string,
  { service, target, accessKeyId = 'AKIAIOSFODNN7EXAMPLE', body }: WireRequest,
): Promise<string> {
  const credential = `${accessKeyId}/20260101/${REGION}/${service}/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': target ? 'application/x-amz-json-1.1' : 'application/x-www-form-urlencoded',
      ...(target && { 'x-amz-target': target }),
      // Nobody checks the signature, but its scope tells who calls which service.
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
    },
    body: target ? JSON.stringify(body) : new URLSearchParams(Object.entries(body)).toString(),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${target ?? Object(body).Action}: ${response.status} ${text}`);
  return text;
}

/** One request that moto was sent. */
export interface Recorded {
  readonly service: string;
  /** `DescribeNotebookInstance`, or method and path where the protocol names no operation. */
  readonly operation: string;
  readonly accessKeyId: string;
  readonly body: string;
}

/** All requests in a recording of moto's that have a signature. */
export function recordedIn(file: string): readonly Recorded[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    const { headers, method, url, body: encoded, body_encoded } = JSON.parse(line);
    const body = body_encoded ? Buffer.from(encoded, 'base64').toString() : String(encoded);
    const [, accessKeyId, service] =
      /Credential=([A-Z0-9]+)\/\d+\/[\w-]*\/([\w-]+)\//.exec(headers['Authorization'] ?? '') ?? [];
    if (accessKeyId === undefined || service === undefined) return [];
    const target: string | undefined = headers['X-Amz-Target'];
    const action = new URLSearchParams(service === 'sts' || service === 'iam' ? body : '').get('Action');
    const operation = target?.split('.').at(-1) ?? action ?? `${method} ${new URL(url).pathname}`;
    return [{ service, operation, accessKeyId, body }];
  });
}

/** Whose key it is: the ARN that STS gives. */
export async function callerOf(endpoint: string, accessKeyId: string): Promise<string> {
  const text = await send(endpoint, {
    service: 'sts',
    accessKeyId,
    body: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
  });
  return /<Arn>(.*?)<\/Arn>/.exec(text)?.[1] ?? '';
}
