import type { Explorer } from './explorer.ts';

/** Paper shows the view that is open: every finding that the filters leave, and what is folded unfolded. */
export function startPrint(explorer: Explorer): void {
  let unfolded: readonly HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    unfolded = [
      ...document.querySelectorAll<HTMLDetailsElement>(
        '.view[data-open] details:not([open], .closed-in-print)',
      ),
    ];
    for (const details of unfolded) details.open = true;
    explorer.showAll();
  });
  addEventListener('afterprint', () => {
    for (const details of unfolded) details.open = false;
    explorer.showPage();
  });
}
