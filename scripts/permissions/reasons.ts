import { listers } from '../../adapters/aws/listers/index.ts';
import { readers } from '../../adapters/aws/readers/index.ts';
import { remediations } from '../../remediations/index.ts';

const READ = 'reads or lists what is judged, or what a judged resource refers to';

const readings = new Set(
  [...Object.values(readers), ...Object.values(listers)].flatMap(({ actions, ...rest }) => [
    ...actions,
    ...('keyActions' in rest && Array.isArray(rest.keyActions) ? rest.keyActions.map(String) : []),
  ]),
);

/** Action → what it puts right, and takes back. */
const repairs = new Map(
  remediations.flatMap(({ title, permissions, implied = {} }) =>
    [...permissions, ...Object.keys(implied)].map((action) => [
      action,
      `puts right, or takes back: ${title}`,
    ]),
  ),
);

const PROTECTION = 'reads what is judged; shows an auditor how the archive is protected';

const REASONS: Readonly<Record<string, string>> = {
  'athena:BatchGetNamedQuery': 'the queries that come with the stack',
  'athena:GetNamedQuery': 'the queries that come with the stack',
  'athena:GetQueryExecution': 'whether a query is done',
  'athena:GetQueryResults': 'what it found',
  'athena:GetWorkGroup': 'where results go',
  'athena:ListNamedQueries': 'the queries that come with the stack',
  'athena:StartQueryExecution': 'asks the archive',
  'athena:StopQueryExecution': 'ends a query that takes too long',
  'cloudtrail:LookupEvents': 'who made what is to be put right; IAM knows no resource for it',
  'config:DescribeConfigRules': 'which of its rules are there and idle',
  'config:GetResourceConfigHistory': 'fetches items that are too large for their event',
  'config:PutEvaluations': 'the answer to AWS Config',
  'config:StartConfigRulesEvaluation': 'wakes rules whose verdicts changed',
  'dynamodb:BatchGetItem': 'many postures at once',
  'dynamodb:DeleteItem': 'takes away what is settled: references, dirty rules, debts',
  'dynamodb:DescribeStream': 'asked by Lambda to read the stream in its name',
  'dynamodb:GetItem': 'reads one item',
  'dynamodb:GetRecords': 'asked by Lambda to read the stream in its name',
  'dynamodb:GetShardIterator': 'asked by Lambda to read the stream in its name',
  'dynamodb:ListStreams': 'asked by Lambda to read the stream in its name; IAM knows no resource for it',
  'dynamodb:PutItem': 'writes an item, conditionally where others may write it',
  'dynamodb:Query': 'reads all parts of one resource, or an index',
  'dynamodb:Scan': 'all shards of the ledger',
  'dynamodb:UpdateItem': 'remembers reads and counts; takes the one slot a minute',
  'events:PutEvents': 'sends events of its own kind to this one bus',
  'glue:GetDatabase': 'Athena looks the table up in the caller’s name',
  'glue:GetPartitions': 'Athena looks the table up in the caller’s name',
  'glue:GetTable': 'Athena looks the table up in the caller’s name',
  'kms:Decrypt': 'reads objects of the archive',
  'kms:DescribeKey': PROTECTION,
  'kms:GenerateDataKey': 'writes objects into the archive',
  'kms:GenerateMac': 'the key of the keyed hashes in evidence',
  'kms:GetPublicKey': 'checks signatures, and puts the key into the archive',
  'kms:Sign': 'signs seals',
  'lambda:InvokeFunction': 'runs one list of the sweep',
  'logs:CreateLogDelivery': 'Step Functions demands it to log; IAM knows no resource for it',
  'logs:CreateLogStream': 'its log',
  'logs:DeleteLogDelivery': 'Step Functions demands it to log; IAM knows no resource for it',
  'logs:DescribeLogGroups': 'Step Functions demands it to log; readers ask where invocations are logged',
  'logs:DescribeResourcePolicies': 'Step Functions demands it to log; IAM knows no resource for it',
  'logs:GetLogDelivery': 'Step Functions demands it to log; IAM knows no resource for it',
  'logs:ListLogDeliveries': 'Step Functions demands it to log; IAM knows no resource for it',
  'logs:PutLogEvents': 'its log',
  'logs:PutResourcePolicy': 'Step Functions demands it to log; IAM knows no resource for it',
  'logs:UpdateLogDelivery': 'Step Functions demands it to log; IAM knows no resource for it',
  's3:AbortMultipartUpload': 'Athena writes results in the caller’s name',
  's3:GetBucketLocation': 'Athena asks where the buckets are',
  's3:GetBucketLogging': PROTECTION,
  's3:GetBucketObjectLockConfiguration': PROTECTION,
  's3:GetBucketPolicy': PROTECTION,
  's3:GetBucketVersioning': PROTECTION,
  's3:GetObject': 'reads evidence',
  's3:GetObjectAttributes': 'checksums and sizes of evidence',
  's3:GetObjectLegalHold': 'what is held',
  's3:GetObjectRetention': 'shows an auditor how long evidence is locked',
  's3:GetObjectVersion': 'reads evidence in the version that was sealed',
  's3:GetObjectVersionAttributes': 'checksums and sizes of evidence',
  's3:ListBucket': 'finds evidence',
  's3:ListBucketVersions': 'finds what was put over evidence',
  's3:ListMultipartUploadParts': 'Athena writes results in the caller’s name',
  's3:PutObject': 'writes evidence',
  's3:PutObjectLegalHold': 'puts and releases legal holds',
  's3:PutObjectRetention': 'demanded by S3 of a PutObject that says how long it is locked',
  'securityhub:BatchImportFindings': 'tells findings',
  'securityhub:BatchUpdateFindings': 'sets the workflow of findings and its note',
  'sns:Publish': 'tells people: alarms’ subscribers, of plans, of the day’s last seals',
  'sqs:ChangeMessageVisibility': 'brings back at once what can never be stored',
  'sqs:DeleteMessage': 'asked by Lambda to poll the queue in its name',
  'sqs:GetQueueAttributes': 'asked by Lambda to poll the queue in its name',
  'sqs:GetQueueUrl': 'names the queue; granted with receiving and sending',
  'sqs:ReceiveMessage': 'asked by Lambda to poll the queue in its name',
  'sqs:SendMessage': 'sends messages; also what Lambda sends to its dead-letter queue',
  'ssm:GetParameter': 'the kill switch of remediations',
  'states:DescribeExecution': 'a distributed map watches its children',
  'states:SendTaskFailure': 'ends a remediation that was rejected',
  'states:SendTaskSuccess': 'wakes a remediation that was approved',
  'states:StartExecution': 'a distributed map starts its children as executions of itself',
  'states:StopExecution': 'a distributed map stops its children',
  'sts:AssumeRole': 'the role in each member account',
  'xray:GetSamplingRules': 'traces of the sweep; IAM knows no resource for it',
  'xray:GetSamplingTargets': 'traces of the sweep; IAM knows no resource for it',
  'xray:PutTelemetryRecords': 'traces of the sweep; IAM knows no resource for it',
  'xray:PutTraceSegments': 'traces of the sweep; IAM knows no resource for it',
};

/** Why a role may do it. @throws Error for an action that nobody has given a reason for */
export function reasonOf(action: string): string {
  const reason = REASONS[action] ?? (readings.has(action) ? READ : repairs.get(action));
  if (reason === undefined)
    throw new Error(`${action} is allowed and scripts/permissions/reasons.ts does not say why`);
  return reason;
}
