import { arn } from '../_shared.ts';
import type { TypeModel } from '../types.ts';

/** What is known by an ARN made of its name. */
const named = (member: string, { service, kind, name }: { service: string; kind: string; name: string }) =>
  ({
    identifier: [member],
    made: (desired, call) => ({ [member]: arn(call, service, `${kind}/${desired[name]}`) }),
  }) satisfies TypeModel;

const policyOfCollections: TypeModel = { identifier: ['Type', 'Name'], listNeeds: ['Type'] };

export const otherModels: Record<string, TypeModel> = {
  'AWS::Comprehend::DocumentClassifier': named('Arn', {
    service: 'comprehend',
    kind: 'document-classifier',
    name: 'DocumentClassifierName',
  }),
  'AWS::Comprehend::Flywheel': named('Arn', {
    service: 'comprehend',
    kind: 'flywheel',
    name: 'FlywheelName',
  }),
  'AWS::HealthLake::FHIRDatastore': {
    identifier: ['DatastoreId'],
    made(_desired, call) {
      const DatastoreId = call.world.ids.lower(32);
      const DatastoreArn = arn(call, 'healthlake', `datastore/fhir/${DatastoreId}`);
      return { DatastoreId, DatastoreArn, DatastoreStatus: 'ACTIVE' };
    },
  },
  'AWS::Kendra::Index': {
    identifier: ['Id'],
    made(_desired, call) {
      const Id = call.world.ids.uuid();
      return { Id, Arn: arn(call, 'kendra', `index/${Id}`) };
    },
  },
  'AWS::Lex::Bot': {
    identifier: ['Id'],
    made(_desired, call) {
      const Id = call.world.ids.upper(10);
      return { Id, Arn: arn(call, 'lex', `bot/${Id}`) };
    },
    writeOnly: [
      'AutoBuildBotLocales',
      'BotFileS3Location',
      'BotLocales',
      'Replication',
      'TestBotAliasSettings',
      'TestBotAliasTags',
    ],
  },
  'AWS::Lex::BotAlias': {
    identifier: ['BotAliasId', 'BotId'],
    made({ BotId }, call) {
      const BotAliasId = call.world.ids.upper(10);
      return { BotAliasId, Arn: arn(call, 'lex', `bot-alias/${BotId}/${BotAliasId}`) };
    },
    listNeeds: ['BotId'],
  },
  'AWS::NeptuneGraph::Graph': {
    identifier: ['GraphId'],
    made(_desired, call) {
      const GraphId = `g-${call.world.ids.lower(10)}`;
      return { GraphId, GraphArn: arn(call, 'neptune-graph', `graph/${GraphId}`) };
    },
  },
  'AWS::OpenSearchServerless::AccessPolicy': policyOfCollections,
  'AWS::OpenSearchServerless::SecurityPolicy': policyOfCollections,
  'AWS::QBusiness::Application': {
    identifier: ['ApplicationId'],
    made({ IdentityCenterInstanceArn }, call) {
      const ApplicationId = call.world.ids.uuid();
      const at = call.now().toISOString();
      const ApplicationArn = arn(call, 'qbusiness', `application/${ApplicationId}`);
      const made = { ApplicationId, ApplicationArn, Status: 'ACTIVE', CreatedAt: at, UpdatedAt: at };
      if (IdentityCenterInstanceArn === undefined) return made;
      const instance = String(IdentityCenterInstanceArn).split('/').at(-1);
      const place = `${instance}/apl-${call.world.ids.lower(16)}`;
      return {
        ...made,
        IdentityCenterApplicationArn: `arn:${call.partition}:sso::${call.account}:application/${place}`,
      };
    },
    writeOnly: ['IdentityCenterInstanceArn'],
  },
  'AWS::Rekognition::StreamProcessor': {
    identifier: ['Name'],
    made: ({ Name }, call) => ({
      Arn: arn(call, 'rekognition', `streamprocessor/${Name}`),
      Status: 'STOPPED',
    }),
  },
  'AWS::S3Vectors::VectorBucket': {
    identifier: ['VectorBucketArn'],
    made: ({ VectorBucketName }, call) => ({
      VectorBucketArn: arn(call, 's3vectors', `bucket/${VectorBucketName}`),
      CreationTime: call.now().toISOString(),
    }),
  },
  'AWS::S3Vectors::VectorBucketPolicy': {
    ...named('VectorBucketArn', { service: 's3vectors', kind: 'bucket', name: 'VectorBucketName' }),
    writeOnly: ['VectorBucketName'],
  },
};
