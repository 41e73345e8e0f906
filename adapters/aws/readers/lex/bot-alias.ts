import { arnUnder, cloudControlReader, compound } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Lex::BotAlias',
  handlerActions: ['lex:DescribeBotAlias', 'lex:ListTagsForResource'],
  identifier: (ref) => compound(ref, 'BotAliasId', ['BotAliasId', 'BotId']),
  arn: arnUnder('Arn'),
});
