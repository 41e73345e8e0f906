import { cloudControlLister } from '../_cloud-control.ts';
import { arnIn } from '../_paged.ts';

export default cloudControlLister({
  type: 'AWS::Lex::Bot',
  handlerActions: ['lex:ListBotReplicas', 'lex:ListBots'],
  named: ([id = ''], where) => ({ arn: arnIn(where, 'lex', `bot/${id}`) }),
});
