import type { EntityRecognizerProperties } from '@aws-sdk/client-comprehend';
import { AwsError } from '../../errors.ts';
import { pageOf } from '../../pages.ts';
import type { Call, Operations } from '../../service.ts';
import { createTable } from '../../table.ts';
import { fromTagList } from '../../tags.ts';
import { notFound, tags } from './_shared.ts';

type Recognizer = EntityRecognizerProperties & { EntityRecognizerArn: string };

const recognizers = createTable<Recognizer>();

const TRAINING_MS = 30 * 60_000;
const DELETING_MS = 60_000;

/** https://docs.aws.amazon.com/comprehend/latest/APIReference/API_CreateEntityRecognizer.html */
export const entityRecognizer = {
  CreateEntityRecognizer(input, call) {
    const { RecognizerName, ClientRequestToken: _, Tags, ModelPolicy: _policy, ...given } = input;
    const version = given.VersionName === undefined ? '' : `/version/${given.VersionName}`;
    const EntityRecognizerArn = call.arn(`entity-recognizer/${RecognizerName}${version}`);
    if (recognizers.get(call, EntityRecognizerArn)) {
      throw new AwsError('ResourceInUseException', `${EntityRecognizerArn} already exists.`);
    }
    const begun: Recognizer = {
      ...given,
      EntityRecognizerArn,
      Status: 'SUBMITTED',
      SubmitTime: call.now(),
    };
    recognizers.put(call, EntityRecognizerArn, begun, {
      afterMs: TRAINING_MS,
      become: (at) => ({ ...begun, Status: 'TRAINED', EndTime: at, TrainingEndTime: at }),
    });
    tags.start(call, EntityRecognizerArn, fromTagList(Tags));
    return { EntityRecognizerArn };
  },

  DescribeEntityRecognizer: (input, call) => ({
    EntityRecognizerProperties: find(call, input.EntityRecognizerArn),
  }),

  ListEntityRecognizers(input, call) {
    const { Status, RecognizerName } = input.Filter ?? {};
    const found = recognizers.list(call).filter((row) => {
      const hasName = RecognizerName === undefined || nameOf(row.EntityRecognizerArn) === RecognizerName;
      return hasName && (Status === undefined || row.Status === Status);
    });
    const { rows, next } = pageOf(found, {
      token: input.NextToken,
      size: input.MaxResults,
      defaultSize: 100,
      invalidTokenCode: 'InvalidRequestException',
    });
    return { EntityRecognizerPropertiesList: rows, NextToken: next };
  },

  DeleteEntityRecognizer(input, call) {
    const current = find(call, input.EntityRecognizerArn);
    if (current.Status !== 'TRAINED') {
      throw new AwsError('ResourceInUseException', `The recognizer is in status ${current.Status}.`);
    }
    const leaving: Recognizer = { ...current, Status: 'DELETING' };
    recognizers.put(call, input.EntityRecognizerArn, leaving, {
      afterMs: DELETING_MS,
      become: () => undefined,
    });
    tags.end(call, input.EntityRecognizerArn);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-comprehend')>;

const nameOf = (arn: string): string => arn.split('/')[1] ?? '';

function find(call: Call, arn: string): Recognizer {
  const found = recognizers.get(call, arn);
  if (found === undefined) throw notFound(arn);
  return found;
}
