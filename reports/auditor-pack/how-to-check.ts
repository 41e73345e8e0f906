import type { PackSummary } from './summary.ts';

/** A part of the page: words, or commands to be run. */
type Part = { readonly text: string } | { readonly commands: string };

// Every command runs in a POSIX shell; a test runs them as they stand here.

const FAIL = `fail() { echo "NOT PROVEN: $1"; false; }`;

const CHECK_FILES = `sha256sum -c SHA256SUMS > /dev/null || fail "a file is not the one that was packed"`;

const checkKey = (
  fingerprints: readonly string[],
): string => `# Put in what you were given elsewhere, one a line, in place of what the pack itself says.
fingerprints="${fingerprints.join('\n')}"
for key in public-key*.pem; do
  found=$(openssl pkey -pubin -in "$key" -outform DER | sha256sum | sed 's/ .*//')
  case "$fingerprints" in
    *"$found"*) echo "$key is $found" ;;
    *) fail "$key is not a key that you trust: $found" ;;
  esac
done`;

const CHECK_SEALS = `for seal in seals/*/*/*.json; do
  signed=no
  for key in public-key*.pem; do
    if openssl dgst -sha256 -verify "$key" -signature "\${seal%.json}.sig" "$seal" > /dev/null 2>&1; then signed=yes; fi
  done
  [ $signed = yes ] || fail "$seal is not signed"
done
for shard in seals/*/*; do
  before=0
  for seal in "$shard"/*.json; do
    number=$(sed 's/.*,"number":\\([0-9]*\\),"others":.*/\\1/' "$seal")
    previous=$(sed 's/.*"previous":"\\([0-9a-f]*\\)".*/\\1/' "$seal")
    if [ "$number" = $((before + 1)) ] && [ $before -gt 0 ]; then
      [ "$previous" = "$hash" ] || fail "$seal does not follow the seal before it"
    elif [ $before -gt 0 ]; then
      echo "$shard: seals between $before and $number are not in this pack"
    fi
    before=$number
    hash=$(sha256sum < "$seal" | sed 's/ .*//')
  done
done`;

const CLIMB = `mkdir -p work
climb() {
  { printf '\\000'; cat "$1"; } | openssl dgst -sha256 -binary > work/node
  while read -r side sibling; do
    if [ "$side" = to ]; then continue; fi
    echo "$sibling" | openssl base64 -d > work/sibling
    if [ "$side" = left ]; then
      { printf '\\001'; cat work/sibling work/node; } | openssl dgst -sha256 -binary > work/parent
    else
      { printf '\\001'; cat work/node work/sibling; } | openssl dgst -sha256 -binary > work/parent
    fi
    mv work/parent work/node
  done < "$2"
  od -An -v -tx1 work/node | tr -d ' \\n'
}`;

const CHECK_SEGMENTS = `for segment in segments/*/*/*.json; do
  seal=$(sed -n 's/^to \\(seals\\/[0-9]*\\/[a-z0-9-]*\\/[0-9TZ]*\\.json\\)$/\\1/p' "\${segment%.json}.path")
  root=$(sed -n 's/.*"root":"\\([0-9a-f]*\\)"},"to":.*/\\1/p' "$seal")
  [ -n "$root" ] && [ "$(climb "$segment" "\${segment%.json}.path")" = "$root" ] || fail "$segment is not under $seal"
done`;

const CHECK_RECORDS = `proven=0
for record in records/*/*/*.json; do
  path=proofs/\${record#records/}
  segment=$(sed -n 's/^to \\(segments\\/[0-9]*\\/[a-z0-9-]*\\/[0-9]*\\.json\\)$/\\1/p' "\${path%.json}.path")
  root=$(sed -n 's/.*"root":"\\([0-9a-f]*\\)".*/\\1/p' "$segment")
  if [ -n "$root" ] && [ "$(climb "$record" "\${path%.json}.path")" = "$root" ]; then proven=$((proven + 1)); else fail "$record is not in $segment"; fi
done
echo "proven: $proven records"`;

function parts({ control, period, keys, records }: PackSummary): readonly Part[] {
  const text = (words: string): Part => ({ text: words });
  const commands = (lines: string): Part => ({ commands: lines });
  return [
    text(
      `These files show how the control ${control.framework} ${control.id} (${control.title}) was met from ${period.from} ` +
        `to ${period.to}. Each of the ${records} records is a line that was stored when a resource was looked at. This ` +
        'page tells how to check, without any tool of Assay, that each was written then and not changed since. You need ' +
        'a POSIX shell, openssl (1.1.1 or later) and sha256sum. Run the commands in this folder, one block after the ' +
        'other. Where something is wrong, a line begins with NOT PROVEN.',
    ),
    commands(FAIL),
    text(
      '1. The files are the ones that were packed. This finds accidents only: whoever changes a file can change the list.',
    ),
    commands(CHECK_FILES),
    text(
      '2. The key. All that follows is as good as this key: compare its fingerprint with one that you were given in ' +
        'another way, by the owner of the account or from KMS (`aws kms get-public-key`), never with this pack alone.',
    ),
    commands(checkKey(keys.map(({ fingerprint }) => fingerprint))),
    text(
      '3. The seals. Each is signed by the key (ECDSA over SHA-256), and each names the SHA-256 of the one before it, so ' +
        'that none is missing between two that follow one another. A seal is written every hour, when nothing happened too.',
    ),
    commands(CHECK_SEALS),
    text(
      '4. The way from a record to its seal is a Merkle tree as in RFC 6962: a leaf is SHA-256 of a zero byte and the ' +
        'bytes, a node SHA-256 of a byte of one, its left and its right child. A .path file lists the siblings on the way.',
    ),
    commands(CLIMB),
    text('5. Each segment (a file of records in the archive) is under the root that its signed seal names.'),
    commands(CHECK_SEGMENTS),
    text('6. Each record is under the root that its segment names. The last line says how many are proven.'),
    commands(CHECK_RECORDS),
    text(
      `It must say ${records}. What this cannot show: that no record of the control was left out of the pack. For that, ` +
        'verify the whole archive (`assay verify`), and count its records of these rules with `assay evidence`. The index ' +
        'is an aid to reading; what proves are the records.',
    ),
  ];
}

export const howToCheckMarkdown = (summary: PackSummary): string =>
  [
    '# How to check this pack',
    ...parts(summary).map((part) => ('text' in part ? part.text : `\`\`\`sh\n${part.commands}\n\`\`\``)),
    '',
  ].join('\n\n');

/** Paragraphs and preformatted commands, for a page. `safe` makes text safe in HTML. */
export const howToCheckHtml = (summary: PackSummary, safe: (text: string) => string): string =>
  parts(summary)
    .map((part) =>
      'text' in part ? `<p>${safe(part.text)}</p>` : `<pre><code>${safe(part.commands)}</code></pre>`,
    )
    .join('\n');
