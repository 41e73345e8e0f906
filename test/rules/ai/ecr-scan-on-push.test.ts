import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/ai/ecr-scan-on-push.ts';
import { testRule } from '../../support/judge-rule.ts';

const referrers = ['AWS::SageMaker::Model m'];
const scan = (ScanOnPush: boolean) => ({ ImageScanningConfiguration: { ScanOnPush } });

testRule(rule, {
  COMPLIANT: {
    'on push': { properties: scan(true), referrers },
    'on push, in a template': { properties: scan(true), referrers, source: 'template' },
    'by enhanced scanning of the registry': {
      properties: { ...scan(false), ScanFrequency: 'CONTINUOUS_SCAN' },
      referrers,
    },
  },
  NON_COMPLIANT: {
    'by hand only': { properties: { ...scan(false), ScanFrequency: 'MANUAL' }, referrers },
    'nothing is said': { properties: { ScanFrequency: 'MANUAL' }, referrers },
  },
  NOT_APPLICABLE: { 'no AI resource refers to it': { properties: scan(false) } },
  INSUFFICIENT_DATA: {
    'a template does not tell what the registry does': {
      properties: scan(false),
      referrers,
      source: 'template',
    },
    'the frequency was not read': { properties: scan(false), referrers },
    'the setting is not known yet': {
      properties: { ImageScanningConfiguration: { ScanOnPush: unknown('known only after apply') } },
      referrers,
    },
  },
});
