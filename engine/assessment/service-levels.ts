import type { Severity } from '../rule.ts';
import { DEFAULT_SERVICE_LEVELS, type Settings } from '../settings.ts';
import type { Ageing, AssessedFinding } from './assessment.ts';
import { SEVERITIES } from './risk.ts';

/** Days within which a failure of a severity is to be fixed. */
export type ServiceLevels = Readonly<Record<Severity, number>>;

const DAY_MS = 86_400_000;
const SOON_DAYS = 7;
const LONG_DAYS = 30;

/** The settings' own, the usual ones for what they leave out. */
export function serviceLevels({ serviceLevels: given }: Settings): ServiceLevels {
  const days = (severity: Severity) => given?.[severity] ?? DEFAULT_SERVICE_LEVELS[severity];
  return { CRITICAL: days('CRITICAL'), HIGH: days('HIGH'), MEDIUM: days('MEDIUM'), LOW: days('LOW') };
}

/** The instant at which a failure that began then is overdue, ISO 8601. */
export const dueAt = (failingSince: string, severity: Severity, levels: ServiceLevels): string =>
  new Date(Date.parse(failingSince) + levels[severity] * DAY_MS).toISOString();

/** How the findings that have a due date stand against it. `asOf` is ISO 8601. */
export function ageingOf(
  findings: readonly Pick<AssessedFinding, 'severity' | 'dueAt'>[],
  asOf: string,
): readonly Ageing[] {
  return SEVERITIES.map((severity) => {
    const days = findings.flatMap((finding) =>
      finding.severity === severity && finding.dueAt !== null
        ? [(Date.parse(finding.dueAt) - Date.parse(asOf)) / DAY_MS]
        : [],
    );
    const count = (isIn: (left: number) => boolean) => days.filter(isIn).length;
    return {
      severity,
      onTime: count((left) => left > SOON_DAYS),
      dueSoon: count((left) => left >= 0 && left <= SOON_DAYS),
      overdue: count((left) => left < 0 && left >= -LONG_DAYS),
      longOverdue: count((left) => left < -LONG_DAYS),
    };
  });
}
