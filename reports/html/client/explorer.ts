import type { AssessedFinding } from '../../../engine/assessment/assessment.ts';
import type { OpenedIsland } from '../island.ts';
import { finderOf, type Query } from '../query.ts';
import { countText, numberText } from '../words.ts';
import { byId, element } from './dom.ts';
import { resultsTableOf } from './results.ts';

const PAGE = 50;

/** The list of findings: shows what was found, a page at a time. */
export interface Explorer {
  show(query: Query): void;
  /** For paper, which does not turn pages. */
  showAll(): void;
  showPage(): void;
}

export function startExplorer(island: OpenedIsland): Explorer {
  const finder = finderOf(island);
  const tableOf = resultsTableOf(island);
  const results = byId('results', HTMLElement);
  let found: readonly AssessedFinding[] = [];
  let page = 0;

  const put = (findings: readonly AssessedFinding[], isOnPaper = false): void => {
    results.replaceChildren(
      findings.length === 0
        ? element('p', { class: 'empty' }, emptyText(island))
        : tableOf(findings, { isOnPaper }),
    );
  };
  const showPage = (): void => {
    put(found.slice(page * PAGE, (page + 1) * PAGE));
    showPager(page, Math.ceil(found.length / PAGE));
  };
  const turn = (by: number): void => {
    page += by;
    showPage();
    byId('explorer', HTMLElement).scrollIntoView();
  };
  byId('previous', HTMLButtonElement).addEventListener('click', () => turn(-1));
  byId('next', HTMLButtonElement).addEventListener('click', () => turn(1));

  return {
    show(query) {
      found = finder.find(query);
      page = 0;
      const all = countText(island.findings.length, 'finding');
      byId('found', HTMLElement).textContent = `${numberText(found.length)} of ${all}`;
      showPage();
    },
    showAll: () => put(found, true),
    showPage,
  };
}

const emptyText = ({ findings }: OpenedIsland): string =>
  findings.length === 0
    ? 'There are no findings: nothing was judged.'
    : 'No finding is like that. Clear a filter.';

function showPager(page: number, pages: number): void {
  byId('pager', HTMLElement).hidden = pages < 2;
  byId('page', HTMLElement).textContent = `Page ${numberText(page + 1)} of ${numberText(pages)}`;
  byId('previous', HTMLButtonElement).disabled = page === 0;
  byId('next', HTMLButtonElement).disabled = page >= pages - 1;
}
