import { AwsError } from '../errors.ts';
import { defineService, type Operations } from '../service.ts';
import type { World } from '../world.ts';

/** What was published, as a subscriber would get it. */
export interface Published {
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
}

interface Topics {
  readonly arns: Set<string>;
  readonly published: Published[];
}

const worlds = new WeakMap<World, Topics>();

function topicsOf(world: World): Topics {
  const known = worlds.get(world) ?? { arns: new Set<string>(), published: [] };
  worlds.set(world, known);
  return known;
}

/** All that was published in a world, oldest first. */
export const publishedIn = (world: World): readonly Published[] => topicsOf(world).published;

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_SUBJECT = 100;
const MAX_MESSAGE = 262_144;

const invalid = (what: string) => new AwsError('InvalidParameter', `Invalid parameter: ${what}`, 400);

const operations = {
  CreateTopic(input, call) {
    const TopicArn = call.arn(input.Name);
    topicsOf(call.world).arns.add(TopicArn);
    return { TopicArn };
  },

  Publish(input, call) {
    const { TopicArn = '', Subject, Message } = input;
    const topics = topicsOf(call.world);
    if (!topics.arns.has(TopicArn)) throw new AwsError('NotFound', 'Topic does not exist', 404);
    if (Message === '') throw invalid('Empty message');
    if (Buffer.byteLength(Message) > MAX_MESSAGE) throw invalid('Message too long');
    const isPlain = Subject === undefined || /^[\x20-\x7e]+$/.test(Subject);
    if (!isPlain || (Subject?.length ?? 0) > MAX_SUBJECT) throw invalid('Subject');
    topics.published.push({ topicArn: TopicArn, subject: Subject, message: Message });
    return { MessageId: call.world.ids.uuid() };
  },
} satisfies Operations<typeof import('@aws-sdk/client-sns')>;

export const sns = defineService({
  name: 'sns',
  arnPrefix: 'sns',
  eventSource: 'sns.amazonaws.com',
  invalidInputCode: 'InvalidParameter',
  dataEvents: new Set(['Publish']),
  operations,
});
