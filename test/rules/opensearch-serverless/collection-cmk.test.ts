import { type JsonObject, unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/opensearch-serverless/collection-cmk.ts';
import { testRule } from '../../support/judge-rule.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const vector = (rest: JsonObject) => ({ Type: 'VECTORSEARCH', ...rest });

testRule(rule, {
  COMPLIANT: {
    'a key of one’s own': { properties: vector({ KmsKeyArn: KEY }) },
    'a key that a template names': {
      properties: vector({ EncryptionConfig: { KmsKeyArn: '${Key.Arn}' } }),
      source: 'template',
    },
  },
  NON_COMPLIANT: {
    'a key that AWS owns': { properties: vector({ KmsKeyArn: 'auto' }) },
    'a key that AWS owns, by name': {
      properties: vector({ EncryptionConfig: { AWSOwnedKey: true } }),
      source: 'template',
    },
    'an alias of AWS': { properties: vector({ EncryptionConfig: { KmsKeyArn: 'alias/aws/aoss' } }) },
    'no key': { properties: vector({}) },
  },
  NOT_APPLICABLE: {
    'a search collection': { properties: { Type: 'SEARCH', KmsKeyArn: 'auto' } },
    'the default type is TIMESERIES': { properties: { KmsKeyArn: 'auto' } },
  },
  INSUFFICIENT_DATA: {
    'an encryption policy decides, outside the template': { properties: vector({}), source: 'template' },
    'a type that is not known yet': { properties: { Type: unknown('known only after apply') } },
    'a key that is not known yet': {
      properties: vector({ EncryptionConfig: { KmsKeyArn: unknown('known only after apply') } }),
    },
  },
});
