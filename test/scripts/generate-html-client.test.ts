import { describe, expect, it } from 'vitest';
import { client } from '../../reports/html/client.generated.ts';
import { generateHtmlClient } from '../../scripts/generate-html-client.ts';

describe('the page code that is generated', () => {
  it('is what stands in the repository', async () => {
    const [text] = Object.values(await generateHtmlClient());
    expect(text).toContain(JSON.stringify(client.script));
    expect(text).toContain(client.scriptHash);
    expect(text).toContain(JSON.stringify(client.styles));
  });

  it('reaches for nothing outside the page', () => {
    expect(client.script).not.toMatch(/fetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|\bimport\(/);
    expect(client.script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/);
    expect(client.styles).not.toMatch(/@import|url\(/);
  });
});
