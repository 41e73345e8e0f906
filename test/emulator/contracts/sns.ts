import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { type Endpoint, refusal } from '../kit.ts';

/** What SNS promises to whoever publishes. */
export function snsContract(open: () => Endpoint): void {
  const topic = async () => {
    const endpoint = open();
    const client = endpoint.client(SNSClient);
    const { TopicArn = '' } = await client.send(new CreateTopicCommand({ Name: 'plans' }));
    return { client, TopicArn, endpoint };
  };

  describe('publishing', () => {
    it('takes a message with a subject', async () => {
      const { client, TopicArn, endpoint } = await topic();
      expect(TopicArn).toBe(`arn:aws:sns:${endpoint.region}:${endpoint.account}:plans`);
      const answer = await client.send(new PublishCommand({ TopicArn, Subject: 'a plan', Message: 'text' }));
      expect(answer.MessageId).toMatch(/\S/);
    });

    it('to a topic that is not there is refused', async () => {
      const { client, TopicArn } = await topic();
      const publish = new PublishCommand({ TopicArn: `${TopicArn}-none`, Message: 'text' });
      expect((await refusal(client.send(publish))).name).toMatch(/^NotFound/);
    });

    it.each([
      ['a subject of more than a hundred characters', { Subject: 'x'.repeat(101) }],
      ['no message', { Message: '' }],
      ['more than 256 KB', { Message: 'x'.repeat(262_145) }],
    ])('is refused for %s', async (_what, more) => {
      const { client, TopicArn } = await topic();
      const publish = new PublishCommand({ TopicArn, Message: 'text', ...more });
      expect((await refusal(client.send(publish))).name).toMatch(/^(InvalidParameter|ValidationError)/);
    });
  });
}
