import type { Assessment } from '../engine/assessment/assessment.ts';

/** The assessment itself, for machines; its schema only grows. */
export const jsonReport = (assessment: Assessment): string => `${JSON.stringify(assessment, null, 2)}\n`;
