/** What people and attackers put into names: markup, ends of scripts, separators, formulas, directions, halves. */
export const HOSTILE_NAMES: readonly string[] = [
  `<script>document.title='owned'</script>`,
  `</script><img src=x onerror="document.title='owned'">`,
  `<!--<script>`,
  `"'><svg onload=document.title='owned'>`,
  '&lt;b&gt;&amp;',
  'line\u2028separator\u2029paragraph',
  '\u202Egnp.tcejorp',
  'نموذج-الترجمة',
  '=HYPERLINK("http://example.com","x")',
  'a,"b";c\r\nd\te',
  'nul\u0000 bell\u0007',
  'half\ud83d',
  '__proto__',
  `${'long'.repeat(120)}`,
];

/** The name, or in its place a hostile one, every few. */
export const named = (name: string, index: number, hostile: boolean): string =>
  hostile && index % 3 === 0 ? (HOSTILE_NAMES[(index / 3) % HOSTILE_NAMES.length] ?? name) : name;
