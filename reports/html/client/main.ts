import { type Address, addressOf, hashOf } from '../address.ts';
import type { Island, OpenedIsland } from '../island.ts';
import { unpackFindings } from '../packed.ts';
import { byId } from './dom.ts';
import { startExplorer } from './explorer.ts';
import { startFilters } from './filters.ts';
import { startPrint } from './print.ts';
import { startScrollers } from './scrollers.ts';
import { startTheme } from './theme.ts';
import { openView, startTabs } from './views.ts';

// The page's whole script: it shows what the page holds, and asks nothing of anybody.

const island = openedIsland();
const explorer = startExplorer(island);
const filters = startFilters(island);
let address: Address = addressOf(location.hash);

startTheme();
startScrollers();
startPrint(explorer);
startTabs((view) => go({ ...address, view }));
show(address);

addEventListener('hashchange', () => {
  // The address may be that of a heading, which is no view.
  if (!/^#(executive|engineer|auditor)\b/.test(location.hash)) return;
  const { control } = address.query;
  address = addressOf(location.hash);
  show(address);
  if (address.query.control !== '' && address.query.control !== control)
    byId('explorer', HTMLElement).scrollIntoView();
});

const form = byId('filters', HTMLFormElement);
form.addEventListener('input', asked);
form.addEventListener('submit', (event) => event.preventDefault());
// The form is as it was until the event is over.
form.addEventListener('reset', (event) => {
  event.preventDefault();
  go({ view: address.view, query: addressOf('').query });
});

addEventListener('keydown', (event) => {
  const search = byId('text', HTMLInputElement);
  const isTyping =
    event.target instanceof HTMLElement && event.target.matches('input[type=search], select, textarea');
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (address.view === 'executive') go({ ...address, view: 'engineer' });
  search.focus();
  search.select();
});

function asked(): void {
  address = { ...address, query: filters.read() };
  // Each letter would be a step back.
  history.replaceState(null, '', hashOf(address));
  explorer.show(address.query);
}

function go(next: Address): void {
  address = next;
  history.pushState(null, '', hashOf(next));
  show(next);
}

function show({ view, query }: Address): void {
  openView(view);
  filters.write(query);
  explorer.show(query);
}

function openedIsland(): OpenedIsland {
  const written: Island = JSON.parse(byId('data', HTMLScriptElement).text);
  return { ...written, findings: unpackFindings(written.findings) };
}
