import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/comprehend/entity-recognizer-kms.ts';
import { testRule } from '../../support/judge-rule.ts';

const lost = unknown('known only after apply');

testRule(rule, {
  COMPLIANT: { 'both keys': { properties: { ModelKmsKeyId: 'a', VolumeKmsKeyId: 'b' } } },
  NON_COMPLIANT: {
    'no key': { properties: {} },
    'no key for the model': { properties: { VolumeKmsKeyId: 'b' } },
    'an empty key for the volume': { properties: { ModelKmsKeyId: 'a', VolumeKmsKeyId: '' } },
    'no key for one, and the other not known yet': { properties: { ModelKmsKeyId: lost } },
  },
  INSUFFICIENT_DATA: {
    'a key that is not known yet': { properties: { ModelKmsKeyId: 'a', VolumeKmsKeyId: lost } },
  },
});
