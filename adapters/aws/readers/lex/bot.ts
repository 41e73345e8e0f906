import { WRITE_ONLY } from '../../reader.ts';
import { arnUnder, cloudControlReader } from '../_cloud-control.ts';

export default cloudControlReader({
  type: 'AWS::Lex::Bot',
  handlerActions: [
    'lex:DescribeBot',
    'lex:DescribeBotAlias',
    'lex:DescribeBotReplica',
    'lex:ListBotAliases',
    'lex:ListTagsForResource',
  ],
  unread: {
    AutoBuildBotLocales: WRITE_ONLY,
    BotFileS3Location: WRITE_ONLY,
    BotLocales: WRITE_ONLY,
    Replication: WRITE_ONLY,
    TestBotAliasSettings: WRITE_ONLY,
    TestBotAliasTags: WRITE_ONLY,
  },
  identifier: ({ id }) => id,
  arn: arnUnder('Arn'),
});
