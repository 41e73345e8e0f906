/**
 * Formats by which the issuer marks its own credentials, so that a match is one, whatever the variable's name.
 * Text that only looks random is no finding: digests, ids and model names look random too.
 */
const FORMATS: readonly (readonly [string, RegExp])[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  ['an AWS access key id', /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])/],
  // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html; ABSK is followed by base64 of `BedrockAPIKey-`
  [
    'an Amazon Bedrock API key',
    /(?:^|[^A-Za-z0-9])(?:ABSKQmVkcm9ja0FQSUtleS|bedrock-api-key-[A-Za-z0-9+/=]{20})/,
  ],
  // https://huggingface.co/docs/hub/security-tokens
  ['a Hugging Face token', /\b(?:hf_|api_org_)[A-Za-z]{34}\b/],
  // https://docs.claude.com/en/api/admin-api
  ['an Anthropic API key', /\bsk-ant-[a-z]{2,12}\d{2}-[\w-]{20,}/],
  // https://platform.openai.com/docs/api-reference/authentication; T3BlbkFJ is base64 of `OpenAI`
  ['an OpenAI API key', /\bsk-(?:(?:proj|svcacct|admin)-[\w-]{20,}|[\w-]{0,100}T3BlbkFJ|[A-Za-z0-9]{48}\b)/],
  // https://console.groq.com/docs/quickstart
  ['a Groq API key', /\bgsk_[A-Za-z0-9]{48,54}\b/],
  // https://docs.nvidia.com/nim/large-language-models/latest/getting-started.html
  ['an NVIDIA API key', /\bnvapi-[\w-]{60,}/],
  // https://cloud.google.com/docs/authentication/api-keys
  ['a Google API key', /\bAIza[\w-]{35}(?![\w-])/],
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{82})\b/],
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  ['a GitLab token', /\bglpat-[\w-]{20}/],
  // https://api.slack.com/concepts/token-types
  ['a Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/],
  // RFC 7468
  ['a private key', /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY-----/],
];

/** Without a prefix of its own: told by the name that the SDKs read it from, and by its length. */
const SECRET_ACCESS_KEY = { name: /aws_?secret_?(?:access_?)?key/i, value: /^[A-Za-z0-9/+=]{40}$/ };

/** Keys from AWS's documentation end so, and open nothing. */
const DOCUMENTED_EXAMPLE = /EXAMPLE(?:KEY)?$/;

/** What a variable holds, in words and without the value; undefined for no credential that we know. */
export function credentialIn(name: string, value: string): string | undefined {
  const text = value.trim();
  if (DOCUMENTED_EXAMPLE.test(text)) return undefined;
  if (SECRET_ACCESS_KEY.name.test(name) && SECRET_ACCESS_KEY.value.test(text))
    return 'an AWS secret access key';
  return FORMATS.find(([, format]) => format.test(text))?.[0];
}
