import type { BatchUpdateFindingsUnprocessedFinding } from '@aws-sdk/client-securityhub';
import { pageOf } from '../../pages.ts';
import { struckPart } from '../../partial.ts';
import type { Operations } from '../../service.ts';
import {
  checkEnabled,
  checkRate,
  findings,
  invalidInput,
  keyOf,
  membersOf,
  store,
  updated,
} from './_shared.ts';
import { isAsked } from './filters.ts';

export const findingOperations = {
  BatchUpdateFindings(input, call) {
    checkRate(call, { perSecond: 10, burst: 30 });
    checkEnabled(call);
    const { FindingIdentifiers: identifiers, ...update } = input;
    if (identifiers.length === 0 || identifiers.length > 100) {
      throw invalidInput(
        `Invalid parameter 'FindingIdentifiers'. ${identifiers.length} findings: name 1 to 100.`,
      );
    }
    const unprocessed: BatchUpdateFindingsUnprocessedFinding[] = [];
    const processed = identifiers.filter((identifier) => {
      const fault = struckPart(call, 'Finding', identifier);
      if (fault) {
        const { name: ErrorCode, message: ErrorMessage } = fault;
        unprocessed.push({ FindingIdentifier: identifier, ErrorCode, ErrorMessage });
        return false;
      }
      const known = findings.get(call, keyOf(identifier));
      if (known === undefined) {
        unprocessed.push({
          FindingIdentifier: identifier,
          ErrorCode: 'FindingNotFound',
          ErrorMessage: 'Finding Not Found',
        });
        return false;
      }
      const taken = new Set([...known.taken, ...membersOf(update)]);
      store(call.world, call, { finding: updated(known.finding, update, call.now()), taken });
      return true;
    });
    return { ProcessedFindings: processed, UnprocessedFindings: unprocessed };
  },

  GetFindings(input, call) {
    checkRate(call, { perSecond: 3, burst: 6 });
    checkEnabled(call);
    const found = findings
      .list(call)
      .map(({ finding }) => finding)
      .filter((finding) => isAsked(finding, input.Filters ?? {}));
    const [{ Field = 'UpdatedAt', SortOrder = 'desc' } = {}] = input.SortCriteria ?? [];
    const sortKey = (finding: object) => String(Reflect.get(finding, Field) ?? '');
    const ascending = found.toSorted((a, b) =>
      sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0,
    );
    const { rows, next } = pageOf(SortOrder === 'asc' ? ascending : ascending.reverse(), {
      token: input.NextToken,
      size: input.MaxResults,
      defaultSize: 100,
      invalidTokenCode: 'InvalidInputException',
    });
    return { Findings: rows, NextToken: next };
  },
} satisfies Operations<typeof import('@aws-sdk/client-securityhub')>;
