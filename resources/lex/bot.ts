import { defineResource } from '../definition.ts';
import { firstSegmentAfter } from '../identifiers.ts';

export default defineResource({
  type: 'AWS::Lex::Bot',
  service: 'lex',
  role: 'ai',
  arnPattern: 'arn:${Partition}:lex:${Region}:${Account}:bot/${BotId}',
  idFrom: firstSegmentAfter('lex', 'bot/'),
  references: [{ path: 'RoleArn', type: 'AWS::IAM::Role' }],
  readOnly: { Id: 'string' },
});
