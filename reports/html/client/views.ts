import { VIEWS, type View } from '../address.ts';
import { byId } from './dom.ts';

/** Tabs as in the ARIA Authoring Practices: arrows, Home and End move and choose. https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
export function startTabs(choose: (view: View) => void): void {
  for (const view of VIEWS) {
    const panel = panelOf(view);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `tab-${view}`);
    const tab = tabOf(view);
    tab.addEventListener('click', () => choose(view));
    tab.addEventListener('keydown', (event) => {
      const next = besides(view, event.key);
      if (next === undefined) return;
      event.preventDefault();
      choose(next);
      tabOf(next).focus();
    });
  }
}

// Not the view's bare name: a browser scrolls to what the address names, and on top stands how far all this is proven.
const panelOf = (view: View): HTMLElement => byId(`view-${view}`, HTMLElement);

const tabOf = (view: View): HTMLElement => byId(`tab-${view}`, HTMLElement);

function besides(view: View, key: string): View | undefined {
  const at = VIEWS.indexOf(view);
  const places: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: VIEWS.length - 1,
  };
  const place = places[key];
  return place === undefined ? undefined : VIEWS.at(place % VIEWS.length);
}

/** Opens one view and closes the others; the findings move with whoever looks at them. */
export function openView(open: View): void {
  for (const view of VIEWS) {
    panelOf(view).toggleAttribute('data-open', view === open);
    const tab = tabOf(view);
    tab.setAttribute('aria-selected', String(view === open));
    tab.tabIndex = view === open ? 0 : -1;
  }
  const explorer = byId('explorer', HTMLElement);
  const place = document.querySelector('[data-place="findings"]');
  if (open === 'auditor') place?.append(explorer);
  if (open === 'engineer') panelOf('engineer').querySelector('h2')?.after(explorer);
}
