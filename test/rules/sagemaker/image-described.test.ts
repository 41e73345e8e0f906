import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/sagemaker/image-described.ts';
import { testRule } from '../../support/judge-rule.ts';

testRule(rule, {
  COMPLIANT: { 'a description': { properties: { ImageDescription: 'PyTorch 2' } } },
  NON_COMPLIANT: {
    none: {
      properties: {},
      observations: [{ path: 'ImageDescription', expected: 'what the image is for', actual: null }],
    },
    'an empty one': { properties: { ImageDescription: '' }, observations: [{ actual: '' }] },
    'one of spaces': { properties: { ImageDescription: '  ' }, observations: [{ actual: '  ' }] },
    'a display name is none': { properties: { ImageDisplayName: 'Torch' } },
  },
  INSUFFICIENT_DATA: {
    unknown: { properties: { ImageDescription: unknown('parameter X has no default') } },
  },
});
