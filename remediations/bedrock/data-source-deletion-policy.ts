import { change, defineRemediation, draft, notYet, refuse } from '../remediation.ts';
import { notAvailable, readDataSource, replacing } from './_data-source.ts';

const POLICY = 'dataDeletionPolicy';

export default defineRemediation({
  id: 'bedrock-data-source-deletion-policy',
  title: 'Let the data source leave its vectors, or take them with it, as you declared',
  resourceType: 'AWS::Bedrock::DataSource',
  repairs: ['bedrock-data-source-retain-policy', 'bedrock-kb-data-deletion-policy'],
  risk: 'disruptive',
  breaks:
    'Nothing at once. With DELETE, whoever later deletes the data source or its knowledge base deletes the vectors too, ' +
    'for good; with RETAIN, they stay in the vector store and cost until somebody removes them.',
  permissions: ['bedrock:GetDataSource', 'bedrock:UpdateDataSource'],
  references: ['https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_UpdateDataSource.html'],

  read: readDataSource,

  plan({ resource, before, observations }) {
    const [value] = observations.map(({ expected }) => String(expected));
    if (value !== 'RETAIN' && value !== 'DELETE') {
      return refuse(
        value === undefined
          ? 'it is so already'
          : `the settings ask for ${value}, and Bedrock takes RETAIN or DELETE`,
      );
    }
    const waiting = notAvailable(before);
    if (waiting !== undefined) return notYet(waiting);
    return draft(
      [change('DataDeletionPolicy', before[POLICY], value)],
      [replacing(resource, before, { member: POLICY, value })],
    );
  },
});
