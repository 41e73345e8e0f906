import { defineResource } from '../definition.ts';

export default defineResource({
  type: 'AWS::Lex::BotAlias',
  service: 'lex',
  role: 'ai',
  arnPattern: 'arn:${Partition}:lex:${Region}:${Account}:bot-alias/${BotId}/${BotAliasId}',
  references: [{ path: 'BotId', type: 'AWS::Lex::Bot' }],
  readOnly: { BotAliasId: 'string' },
});
