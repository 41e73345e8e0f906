import { childLister } from '../_cloud-control.ts';
import parents from './bot.ts';

export default childLister({
  type: 'AWS::Lex::BotAlias',
  parents,
  handlerActions: ['lex:ListBotAliases'],
  model: ({ id }) => ({ BotId: id }),
  named: ([id = '', botId = ''], { partition, region, account }) => ({
    id,
    arn: `arn:${partition}:lex:${region}:${account}:bot-alias/${botId}/${id}`,
    parent: { botId },
  }),
});
