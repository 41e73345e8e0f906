import { describe, expect, it } from 'vitest';
import { credentialIn } from '../../resources/credential.ts';

// Put together at run time: a scanner of this repository must not take a fixture for a leak.
const made = (prefix: string, alphabet: string, length: number): string =>
  prefix + alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
const accessKey = made('AKIA', 'ABCDEFGH234567', 16);

describe('credentialIn', () => {
  it.each([
    ['an AWS access key id', accessKey],
    ['an AWS access key id', made('ASIA', 'QRSTUV', 16)],
    ['an AWS access key id', `key=${accessKey};`],
    ['an Amazon Bedrock API key', made('ABSK', 'QmVkcm9ja0FQSUtleS1', 100)],
    ['an Amazon Bedrock API key', `Bearer ${made('ABSK', 'QmVkcm9ja0FQSUtleS1', 100)}`],
    ['an AWS access key id', made('AKIA', 'EXAMPLEABCDEFGH2', 16)],
    ['an Amazon Bedrock API key', made('bedrock-api-key-', 'YmVkcm9jay5hbWF6b25hd3MuY29t', 60)],
    ['a Hugging Face token', made('hf_', 'abcDEF', 34)],
    ['an Anthropic API key', made('sk-ant-api03-', 'aB3-', 90)],
    ['an OpenAI API key', made('sk-proj-', 'aB3_', 40)],
    ['an OpenAI API key', made('sk-', 'aB3', 48)],
    ['an OpenAI API key', `${made('sk-', 'aB3-', 20)}T3BlbkFJ${made('', 'xY9', 20)}`],
    ['a Groq API key', made('gsk_', 'aB3', 52)],
    ['an NVIDIA API key', made('nvapi-', 'aB3', 64)],
    ['a Google API key', made('AIza', 'aB3-', 35)],
    ['a Google API key', `key=${made('AIza', 'aB3-', 35)};`],
    ['a GitHub token', made('ghp_', 'aB3', 36)],
    ['a GitHub token', made('github_pat_', 'aB3_', 82)],
    ['a GitLab token', made('glpat-', 'aB3', 20)],
    ['a Slack token', made('xoxb-', '123-', 24)],
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIE`],
    ['a private key', `-----BEGIN ${'PRIVATE'} KEY-----`],
  ])('finds %s', (found, value) => {
    expect(credentialIn('ANY_NAME', value)).toBe(found);
  });

  it('tells a secret access key by its name and its length', () => {
    const secret = made('', 'wJalrX/tnF+EMI7MDENG', 40);
    expect(credentialIn('AWS_SECRET_ACCESS_KEY', secret)).toBe('an AWS secret access key');
    expect(credentialIn('awsSecretKey', secret)).toBe('an AWS secret access key');
    expect(credentialIn('AWSSecretAccessKey', ` ${secret}\n`)).toBe('an AWS secret access key');
    expect(credentialIn('COMMIT', secret)).toBeUndefined();
    expect(credentialIn('AWS_SECRET_ACCESS_KEY', `${secret}x`)).toBeUndefined();
  });

  it.each([
    ['AWS’s documented access key id', 'AKIAIOSFODNN7EXAMPLE'],
    ['AWS’s documented secret access key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['a dynamic reference', '{{resolve:secretsmanager:prod/hf:SecretString:token}}'],
    ['the ARN of a secret', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:hf-AbCdEf'],
    ['a parameter’s name', '/prod/openai/key'],
    ['a reference in a template', '${Secret}'],
    ['a digest', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['random text', 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ'],
    ['a model’s name', 'meta-llama/Llama-3.1-8B-Instruct'],
    ['the prefix alone', 'hf_'],
    ['a prefix and a few characters', 'bedrock-api-key-name'],
    ['a prefix and a few characters', 'sk-ant-api03-name'],
    ['a prefix and a few characters', 'sk-proj-name'],
    ['a prefix and a few characters', 'nvapi-name'],
    ['a prefix and a few characters', 'glpat-name'],
    ['a prefix and a few characters', 'xoxb-name'],
    ['a prefix in the middle of a word', `x${made('ABSK', 'QmVkcm9ja0FQSUtleS1', 100)}`],
    ['a text that goes on', made('AIza', 'aB3-', 40)],
    ['a public key', '-----BEGIN PUBLIC KEY-----'],
    ['a word that holds a prefix', 'task-ant-farm'],
    ['nothing', ''],
  ])('passes over %s', (_name, value) => {
    expect(credentialIn('AWS_SECRET_ACCESS_KEY', value)).toBeUndefined();
  });
});
