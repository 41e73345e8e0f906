import {
  DeleteParameterCommand,
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

/** What Systems Manager promises of parameters. */
export function ssmContract(open: () => Endpoint): void {
  const put = (Value: string, more: object = {}) =>
    new PutParameterCommand({ Name: '/assay/switch', Value, Type: 'String', ...more });
  const get = new GetParameterCommand({ Name: '/assay/switch' });

  describe('a parameter', () => {
    it('has the value that was put last, in the next version', async () => {
      const client = open().client(SSMClient);
      await client.send(put('off'));
      await client.send(put('on', { Overwrite: true }));
      const { Parameter } = await client.send(get);
      expect(Parameter).toMatchObject({ Name: '/assay/switch', Value: 'on', Type: 'String', Version: 2 });
    });

    it('is not put over without a word', async () => {
      const client = open().client(SSMClient);
      await client.send(put('off'));
      expect((await refusal(client.send(put('on')))).name).toBe('ParameterAlreadyExists');
      expect((await client.send(get)).Parameter?.Value).toBe('off');
    });

    it('that is not there, or not any more, is not found', async () => {
      const client = open().client(SSMClient);
      expect((await refusal(client.send(get))).name).toBe('ParameterNotFound');
      await client.send(put('on'));
      await client.send(new DeleteParameterCommand({ Name: '/assay/switch' }));
      expect((await refusal(client.send(get))).name).toBe('ParameterNotFound');
    });
  });
}
