import { unknown } from '../../../resources/resource.ts';
import rule from '../../../rules/qbusiness/attachments-controlled.ts';
import { testRule } from '../../support/judge-rule.ts';

const mode = (AttachmentsControlMode: unknown) =>
  ({ AttachmentsConfiguration: { AttachmentsControlMode } }) as never;
const tagged = (Key: string, Value?: string) => ({
  AttachmentsConfiguration: { AttachmentsControlMode: 'ENABLED' },
  Tags: [
    { Key: 'team', Value: 'help' },
    { Key, ...(Value !== undefined && { Value }) },
  ],
});
const parameters = { approvalTagKeys: ['approved', 'reviewed'] };

testRule(rule, {
  COMPLIANT: {
    'switched off': { properties: mode('DISABLED') },
    'switched off, though the tags are not known': {
      properties: { ...Object(mode('DISABLED')), Tags: unknown('access denied') },
      parameters,
    },
    'switched on, and one of the tags approves it': { properties: tagged('reviewed', '2026'), parameters },
    'an approval may say nothing more': { properties: tagged('approved', ''), parameters },
  },
  NON_COMPLIANT: {
    'switched on': {
      properties: mode('ENABLED'),
      observations: [
        { path: 'AttachmentsConfiguration.AttachmentsControlMode', expected: 'DISABLED', actual: 'ENABLED' },
      ],
    },
    'switched on, with other tags': { properties: tagged('owner', 'help'), parameters },
    'switched on, with a tag that approves where none is asked for': {
      properties: tagged('approved', 'yes'),
    },
    'a tag without a value is none': { properties: tagged('approved'), parameters },
    'tags are not known, and none would approve it': {
      properties: { ...Object(mode('ENABLED')), Tags: unknown('access denied') },
    },
  },
  INSUFFICIENT_DATA: {
    'nothing is said': {
      properties: {},
      because: 'AttachmentsConfiguration.AttachmentsControlMode is not told',
    },
    'a mode that is not known': { properties: mode(unknown('a parameter')) },
    'tags that are not known might approve it': {
      properties: { ...Object(mode('ENABLED')), Tags: unknown('access denied') },
      parameters,
    },
  },
});
