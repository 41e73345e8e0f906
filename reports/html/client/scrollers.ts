/** A table is a stop of the Tab key only where it is wider than its place; without a script each one is. */
export function startScrollers(): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (!(target instanceof HTMLElement)) continue;
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute('tabindex');
    }
  });
  for (const scroller of document.querySelectorAll('.scroll')) observer.observe(scroller);
}
