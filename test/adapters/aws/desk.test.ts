import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { desk } from '../../../adapters/aws/desk.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: 'session' };

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** By the book: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signatureOf(headers: Record<string, string>, signed: readonly string[], body: string): string {
  const date = headers['x-amz-date'] ?? '';
  const day = date.slice(0, 8);
  const canonical = [
    'POST',
    '/',
    '',
    ...signed.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    signed.join(';'),
    hash(body),
  ].join('\n');
  const scope = `${day}/eu-central-1/lambda/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n');
  const key = ['eu-central-1', 'lambda', 'aws4_request'].reduce(hmac, hmac(`AWS4${SECRET}`, day));
  return hmac(key, text).toString('hex');
}

describe('a request to the desk', () => {
  it('is signed as IAM wants it, body and session included', async () => {
    const seen: { headers: Record<string, string>; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ headers: request.headers as Record<string, string>, body });
        response.end('{"plan":"p"}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const answer = await desk({ url, region: 'eu-central-1', credentials })({ do: 'show', plan: 'ü' });
    server.close();
    expect(answer).toEqual({ status: 200, body: { plan: 'p' } });
    const [{ headers, body } = { headers: {}, body: '' }] = seen;
    const authorization = Reflect.get(headers, 'authorization') as string;
    const [, signed = '', signature] = /SignedHeaders=([^,]+), Signature=(\w+)$/.exec(authorization) ?? [];
    expect(signed.split(';')).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token']));
    expect(signature).toBe(signatureOf(headers, signed.split(';'), body));
  });
});
