import { describe, expect, it } from 'vitest';
import type { EmulatedClient, EmulatedConfig } from '../../../emulator/plugin.ts';
import { type Endpoint, refusal } from '../kit.ts';

/** One kind of resource: how it is made, seen and lost. */
export interface Kind<Client> {
  kind: string;
  /** Makes `name` and whatever it needs; answers its ARN and the id under which it is found. */
  create(client: Client, name: string): Promise<{ arn: string | undefined; id: string | undefined }>;
  /** The resource part of the ARN. */
  arn(id: string): string;
  describe(client: Client, id: string): Promise<object>;
  list(client: Client): Promise<object[] | undefined>;
  remove(client: Client, id: string): Promise<unknown>;
  /** The code for a name that is taken. */
  twice: string;
  unknown: { name: string; message: string };
}

export interface Tagging<Client> {
  add(client: Client, arn: string, tags: Record<string, string>): Promise<unknown>;
  remove(client: Client, arn: string, keys: string[]): Promise<unknown>;
  list(client: Client, arn: string): Promise<Record<string, string>>;
  /** The code for an ARN of nothing. */
  unknown: string;
}

interface Service<Client extends EmulatedClient> {
  /** In ARNs. */
  service: string;
  Client: new (config: EmulatedConfig) => Client;
  kinds: Kind<Client>[];
  tagging: Tagging<Client>;
}

/** What every kind of resource promises: a life with a beginning, tags and an end. */
export function lifeContract<Client extends EmulatedClient>(
  open: () => Endpoint,
  { service, Client, kinds, tagging }: Service<Client>,
): void {
  describe.each(kinds)(`${service} $kind`, (kind) => {
    const made = async (name: string) => {
      const endpoint = open();
      const client = endpoint.client(Client);
      const { arn = '', id = '' } = await kind.create(client, name);
      return { endpoint, client, arn, id };
    };

    it('is created, described, listed, deleted, and then not found', async () => {
      const { endpoint, client, arn, id } = await made('MyThing');
      await endpoint.settle();
      expect(arn).toBe(`arn:aws:${service}:${endpoint.region}:${endpoint.account}:${kind.arn(id)}`);
      expect(JSON.stringify(await kind.describe(client, id))).toContain(`"${arn}"`);
      const listed = JSON.stringify(await kind.list(client));
      expect(listed.includes(`"${arn}"`) || listed.includes(`"${id}"`)).toBe(true);
      await kind.remove(client, id);
      await endpoint.settle();
      const error = await refusal(kind.describe(client, id));
      expect(error.name).toBe(kind.unknown.name);
      expect(error.message).toContain(kind.unknown.message);
      expect(await kind.list(client)).toEqual([]);
    });

    it('is refused under a name that is taken', async () => {
      const { client } = await made('twice');
      expect((await refusal(kind.create(client, 'twice'))).name).toBe(kind.twice);
    });

    it('carries tags until it is deleted', async () => {
      const { endpoint, client, arn, id } = await made('tagged');
      await tagging.add(client, arn, { a: '1', b: '2' });
      await tagging.remove(client, arn, ['a']);
      expect(await tagging.list(client, arn)).toEqual({ b: '2' });
      await endpoint.settle();
      await kind.remove(client, id);
      expect((await refusal(tagging.list(client, arn))).name).toBe(tagging.unknown);
    });
  });
}
