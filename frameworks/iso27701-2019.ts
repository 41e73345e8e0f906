import { defineFramework } from './framework.ts';

// 2019 numbering: 6.x extends the clauses of ISO/IEC 27002:2013, 7.x is Annex A for PII controllers.
// The 2025 edition stands alone and renumbers; its ids are not these.
export const iso27701 = defineFramework({
  key: 'iso27701_2019',
  name: 'ISO/IEC 27701',
  edition: '2019',
  url: 'https://www.iso.org/standard/71670.html',
  controls: {
    '6.6.2.1': 'User registration and de-registration',
    '6.7.1.1': 'Policy on the use of cryptographic controls',
    '7.2.2': 'Identify lawful basis',
    '7.2.5': 'Privacy impact assessment',
    '7.2.8': 'Records related to processing PII',
    '7.4.1': 'Limit collection',
    '7.4.5': 'PII de-identification and deletion at the end of processing',
    '7.4.7': 'Retention',
    '7.4.9': 'PII transmission controls',
    '7.5.1': 'Identify basis for PII transfer between jurisdictions',
    '7.5.2': 'Countries and international organizations to which PII can be transferred',
  },
});
