import type { Assessment } from '../../engine/assessment/assessment.ts';

type Format = (assessment: Assessment) => string;

/** Each format, loaded when it is asked for. */
const FORMATS = {
  html: async () => (await import('./html-report.ts')).htmlReport,
  json: async () => (await import('../../reports/json.ts')).jsonReport,
  csv: async () => (await import('../../reports/csv.ts')).csvReport,
  asff: async () => (await import('../../reports/asff.ts')).asffReport,
  oscal: async () => (await import('../../reports/oscal/results.ts')).oscalResults,
  'oscal-components': async () => (await import('../../reports/oscal/components.ts')).oscalComponents,
  ocsf: async () => (await import('../../reports/ocsf/findings.ts')).ocsfFindings,
} as const satisfies Readonly<Record<string, () => Promise<Format>>>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

export const formatOf = (name: FormatName): Promise<Format> => FORMATS[name]();
