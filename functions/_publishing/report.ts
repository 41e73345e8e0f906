import { logger, measure } from '../_runtime/observability.ts';
import type { Pending, Untold } from './tell.ts';

/** Says what was published and what was not, with what is to be done about it. */
export function reportPublished(pending: readonly Pending[], untold: Untold): void {
  if (pending.length > untold.size) measure('FindingsPublished', pending.length - untold.size);
  const refused = [...untold].filter(([, { kind }]) => kind === 'refused');
  const off = [...untold.values()].filter(({ kind }) => kind === 'off');
  for (const account of new Set(off.map((failure) => failure.account))) {
    const own = off.filter((failure) => failure.account === account);
    measure('SecurityHubOff', own.length);
    logger.error('Security Hub takes no findings of an account', {
      account,
      findings: own.length,
      because: own[0]?.because,
      remedy:
        'turn Security Hub on in that account and Region (aws securityhub enable-security-hub ' +
        '--no-enable-default-standards), and see that the publish role is there and trusts this function; ' +
        'these findings wait in a queue and are tried again by themselves',
    });
  }
  for (const [{ key, rule }, { because }] of refused) {
    measure('FindingsRefused');
    logger.error('Security Hub refuses a finding', {
      key,
      rule,
      because,
      remedy:
        'report it, since every finding is to fit the format; it waits in a queue and others do not wait for it',
    });
  }
}
