import type { JsonObject } from '../../resources/resource.ts';
import { defineRemediation, draft, refuse } from '../remediation.ts';
import { changesOfFlags, EVERYTHING, getLogging, putLogging } from './_invocation-logging.ts';

export default defineRemediation({
  id: 'bedrock-invocation-logging-all-modalities',
  title: 'Log invocations of every kind where the others are logged',
  resourceType: 'AWS::Bedrock::ModelInvocationLoggingConfiguration',
  repairs: ['bedrock-invocation-logging-all-modalities'],
  risk: 'disruptive',
  breaks:
    'No call fails. From now on the logs hold pictures, recordings and whatever else was left out, perhaps on purpose: ' +
    'their readers, their retention and what they cost must suit that.',
  permissions: [
    'bedrock:GetModelInvocationLoggingConfiguration',
    'bedrock:PutModelInvocationLoggingConfiguration',
  ],
  implied: {
    'iam:PassRole':
      'bedrock:PutModelInvocationLoggingConfiguration names the role that writes to the log group again',
  },
  references: [
    'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutModelInvocationLoggingConfiguration.html',
  ],

  async read(_ref, ask) {
    const { loggingConfig } = await ask(getLogging());
    return { loggingConfig };
  },

  plan({ before: { loggingConfig } }) {
    const had = (loggingConfig ?? {}) as JsonObject;
    if (!had['s3Config'] && !had['cloudWatchConfig']) {
      return refuse('no invocation is logged; say first where to');
    }
    const wanted: JsonObject = { ...had, ...EVERYTHING };
    const step = { ...putLogging(wanted, flagsOf(wanted)), undo: putLogging(had, flagsOf(had)) };
    return draft(changesOfFlags(had, wanted), [step]);
  },
});

/** Of a flag that is not told, Bedrock has its own mind. */
const flagsOf = (config: JsonObject) =>
  Object.fromEntries(
    Object.keys(EVERYTHING).flatMap((flag) => {
      const value = config[flag];
      return value === undefined ? [] : [[`loggingConfig.${flag}`, [value]] as const];
    }),
  );
