import { describe, expect, it } from 'vitest';
import { escaped, html, named } from '../../../reports/html/markup.ts';

describe('markup', () => {
  it('escapes every part that is text, in content and in attributes', () => {
    const evil = `"><script>alert('1')</script>&`;
    const { markup } = html`<p title="${evil}">${evil}</p>`;
    const safe = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;';
    expect(markup).toBe(`<p title="${safe}">${safe}</p>`);
  });

  it('takes markup as it is, lists one after the other, and nothing for null', () => {
    expect(html`<ul>${['a', 'b'].map((each) => html`<li>${each}</li>`)}${null}${0}</ul>`.markup).toBe(
      '<ul><li>a</li><li>b</li>0</ul>',
    );
  });

  it('does not take data for markup because it has a member of that name', () => {
    const data: unknown = JSON.parse('"{\\"markup\\":\\"<b>\\"}"');
    expect(html`${String(data)}`.markup).not.toContain('<b>');
  });

  it('shows what cannot be seen', () => {
    expect(escaped('a\u202Eb<')).toBe('a[U+202E]b&lt;');
  });

  it('keeps names apart from the direction of what stands beside them', () => {
    expect(named('<نموذج>').markup).toBe('<bdi>&lt;نموذج&gt;</bdi>');
  });
});
