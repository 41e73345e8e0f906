import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/kms-key-rotation.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::Domain d'];
const own = { KeyManager: 'CUSTOMER' };

testRule(rule, {
  COMPLIANT: { 'rotation is on': { properties: { ...own, EnableKeyRotation: true }, referrers } },
  NON_COMPLIANT: {
    'rotation is off': { properties: { ...own, EnableKeyRotation: false }, referrers },
    'the default': { properties: own, referrers },
    'in a template': { properties: {}, referrers, source: 'template' },
    'off, as text': { properties: { ...own, EnableKeyRotation: 'false' }, referrers },
  },
  NOT_APPLICABLE: {
    'no AI resource refers to it': { properties: own },
    'an AWS managed key': { properties: { KeyManager: 'AWS' }, referrers },
    'an asymmetric key': { properties: { ...own, KeySpec: 'RSA_2048' }, referrers },
    'imported material': { properties: { ...own, Origin: 'EXTERNAL' }, referrers },
    'a custom key store': { properties: { ...own, Origin: 'AWS_CLOUDHSM' }, referrers },
  },
  INSUFFICIENT_DATA: {
    'the status cannot be read': {
      properties: { ...own, EnableKeyRotation: unknown('access denied') },
      referrers,
    },
    'it cannot be known who refers to it': { properties: own, referrersUnreadable: 'no index' },
  },
});
