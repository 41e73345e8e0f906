import type { Aws } from './aws.ts';

export interface Message {
  readonly subject: string;
  readonly text: string;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_SUBJECT = 100;
const MAX_BYTES = 256 * 1024;

/** Tells whoever listens to a topic. Throws what the SDK throws. */
export const topic =
  (aws: Aws, TopicArn: string) =>
  async ({ subject, text }: Message): Promise<void> => {
    const { PublishCommand, SNSClient } = await import('./clients/sns.ts');
    await aws
      .client(SNSClient, aws.region)
      .send(new PublishCommand({ TopicArn, Subject: subjectOf(subject), Message: cut(text) }));
  };

/** ASCII on one line. */
const subjectOf = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, MAX_SUBJECT);

function cut(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= MAX_BYTES ? text : `${bytes.subarray(0, MAX_BYTES - 8).toString()}\n…`;
}
