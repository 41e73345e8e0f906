import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCloudFormation } from '../../../adapters/templates/cloudformation.ts';
import { parseTemplate } from '../../../adapters/templates/parse.ts';
import { UnusableInputError } from '../../../adapters/unusable.ts';
import { isUnknown, type Json, type JsonObject } from '../../../resources/resource.ts';
import { definitionOf } from './definitions.ts';

const read = (template: JsonObject, parameters: Record<string, string> = {}) =>
  readCloudFormation({ file: 't.json', template, definitionOf, parameters });

/** The value of one property in a template with something of everything. */
function resolved(value: Json, parameters: Record<string, string> = {}): Json | undefined {
  const { resources } = read(
    {
      Parameters: {
        Env: { Type: 'String', Default: 'prod' },
        Zone: { Type: 'String' },
        Subnets: { Type: 'CommaDelimitedList', Default: 'subnet-1, subnet-2' },
        Size: { Type: 'Number', Default: '5' },
        Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/ami' },
        Secret: { Type: 'String', NoEcho: true, Default: 'hunter2' },
        Tricky: { Type: 'String', Default: '${Key.Arn}' },
      },
      Mappings: { Sizes: { prod: { Gb: 50, Zones: ['a', 'b'] } } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
        IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
        InZone: { 'Fn::Equals': [{ Ref: 'Zone' }, 'a'] },
        InUs: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
        ProdOrZone: { 'Fn::Or': [{ Condition: 'InZone' }, { Condition: 'IsProd' }] },
        DevAndZone: { 'Fn::And': [{ Condition: 'InZone' }, { Condition: 'IsDev' }] },
        ProdAndZone: { 'Fn::And': [{ Condition: 'InZone' }, { Condition: 'IsProd' }] },
        Loop: { Condition: 'Pool' },
        Pool: { Condition: 'Loop' },
      },
      Resources: {
        Key: { Type: 'AWS::KMS::Key' },
        Gone: { Type: 'AWS::KMS::Key', Condition: 'IsDev' },
        Nested: { Type: 'AWS::CloudFormation::Stack' },
        Stored: { Type: 'AWS::SSM::Parameter' },
        Lookup: { Type: 'Custom::Lookup' },
        Signal: { Type: 'AWS::CloudFormation::WaitCondition' },
        Guard: { Type: 'AWS::Bedrock::Guardrail' },
        Release: { Type: 'AWS::Bedrock::GuardrailVersion' },
        Subject: { Type: 'Test::Of::Value', Properties: { Value: value } },
      },
    },
    parameters,
  );
  return resources.find(({ id }) => id === 'Subject')?.properties['Value'];
}

const either = (condition: string): Json => ({ 'Fn::If': [condition, 'yes', 'no'] });
const noValue: Json = { Ref: 'AWS::NoValue' };

describe('a value of a template is resolved as far as the template decides it', () => {
  test.each<[string, Json, Json | undefined]>([
    ['a literal', 'Disabled', 'Disabled'],
    ['a policy variable', 'home/${aws:username}/*', 'home/${aws:username}/*'],
    ['Ref to a resource', { Ref: 'Key' }, '${Key}'],
    ['the name in Parameter Store', { Ref: 'Stored' }, '${Stored}'],
    ['the version of a guardrail itself', { 'Fn::GetAtt': 'Guard.Version' }, 'DRAFT'],
    ['a version of a guardrail', { 'Fn::GetAtt': 'Release.Version' }, '${Release.Version}'],
    ['Ref to a parameter', { Ref: 'Env' }, 'prod'],
    ['Ref to a list', { Ref: 'Subnets' }, ['subnet-1', 'subnet-2']],
    ['Ref to a number', { Ref: 'Size' }, 5],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, '${AWS::Region}'],
    ['NoValue', noValue, undefined],
    ['null', null, undefined],
    ['NoValue in a list', ['a', noValue, 'b'], ['a', 'b']],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Key', 'Arn'] }, '${Key.Arn}'],
    ['GetAtt with dots', { 'Fn::GetAtt': 'Key.Arn' }, '${Key.Arn}'],
    ['Sub', { 'Fn::Sub': 'a-${Env}-${Key.Arn}-${AWS::Region}' }, 'a-prod-${Key.Arn}-${AWS::Region}'],
    ['Sub with variables', { 'Fn::Sub': ['${x}/${Env}', { x: { Ref: 'Size' } }] }, '5/prod'],
    ['Sub with an escaped literal', { 'Fn::Sub': 'echo ${!HOME}' }, 'echo ${HOME}'],
    [
      'Join',
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/X']] },
      'arn:${AWS::Partition}:iam::aws:policy/X',
    ],
    ['Join of a list parameter', { 'Fn::Join': ['+', { Ref: 'Subnets' }] }, 'subnet-1+subnet-2'],
    ['If that holds', either('IsProd'), 'yes'],
    ['If that does not', either('IsDev'), 'no'],
    ['If with Or, one side decided', either('ProdOrZone'), 'yes'],
    ['If with And, one side decided', either('DevAndZone'), 'no'],
    ['If undecided with equal branches', { 'Fn::If': ['InUs', [1], [1]] }, [1]],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Env' }, 'Gb'] }, 50],
    ['FindInMap with a default', { 'Fn::FindInMap': ['Sizes', 'x', 'Gb', { DefaultValue: 1 }] }, 1],
    ['Select', { 'Fn::Select': ['1', { Ref: 'Subnets' }] }, 'subnet-2'],
    ['Split', { 'Fn::Split': ['/', 'a/b'] }, ['a', 'b']],
    [
      'Split around a token',
      { 'Fn::Split': [':', { 'Fn::Sub': 'arn:${AWS::Partition}:x' }] },
      ['arn', '${AWS::Partition}', 'x'],
    ],
    ['Base64', { 'Fn::Base64': '#!/bin/sh' }, 'IyEvYmluL3No'],
    ['ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Key' } } }, '{"a":"${Key}"}'],
    ['Length', { 'Fn::Length': { Ref: 'Subnets' } }, 2],
  ])('%s', (_, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  test('a given parameter wins over its default', () => {
    expect(resolved(either('IsProd'), { Env: 'dev' })).toBe('no');
    expect(resolved({ Ref: 'Zone' }, { Zone: 'a' })).toBe('a');
  });

  test('a subtree without intrinsics is not copied', () => {
    const value = { Statement: [{ Effect: 'Allow' }] };
    expect(resolved(value)).toBe(value);
  });
});

describe('what a template does not decide is unknown, with its reason', () => {
  test.each<[string, Json, string]>([
    ['a parameter without default', { Ref: 'Zone' }, 'parameter Zone has no default'],
    ['Parameter Store', { Ref: 'Image' }, 'Parameter Store'],
    ['a secret', { Ref: 'Secret' }, 'NoEcho'],
    ['a name nobody defines', { Ref: 'Nobody' }, 'Nobody is not defined'],
    ['a resource that is left out', { 'Fn::GetAtt': ['Gone', 'Arn'] }, 'its condition is false'],
    ['a value of Parameter Store', { 'Fn::GetAtt': ['Stored', 'Value'] }, 'Parameter Store'],
    ['the same in a text', { 'Fn::Sub': 'x${Stored.Value}' }, 'Parameter Store'],
    ['the name of a custom resource', { Ref: 'Lookup' }, 'custom resource'],
    ['an attribute of a custom resource', { 'Fn::GetAtt': 'Lookup.Id' }, 'custom resource'],
    ['what a signal brings', { 'Fn::GetAtt': 'Signal.Data' }, 'signal'],
    ['an output of a nested stack', { 'Fn::GetAtt': ['Nested', 'Outputs.Key'] }, 'nested stack'],
    ['an import', { 'Fn::ImportValue': 'x' }, 'another stack'],
    ['a dynamic reference', '{{resolve:ssm:x}}', 'dynamic reference'],
    [
      'a dynamic reference put together',
      { 'Fn::Join': ['', ['{{', 'resolve:ssm:x}}']] },
      'dynamic reference',
    ],
    ['a transform', { 'Fn::Transform': { Name: 'M' } }, 'macro'],
    ['zones', { 'Fn::GetAZs': '' }, 'Region'],
    ['an intrinsic of tomorrow', { 'Fn::Tomorrow': 1 }, 'Fn::Tomorrow'],
    ['an intrinsic beside other keys', { 'Fn::Transform': {}, Enabled: true }, 'beside other keys'],
    ['an undecided If', either('InZone'), 'condition InZone is undecided: parameter Zone has no default'],
    ['an If on the Region', either('InUs'), '${AWS::Region}'],
    ['an If with And, one side true', either('ProdAndZone'), 'InZone|Zone'],
    ['a condition in a circle', either('Loop'), 'refers to itself'],
    ['a condition nobody defines', either('Nothing'), 'not defined'],
    ['a text with an unknown part', { 'Fn::Sub': '${Zone}-x' }, 'parameter Zone'],
    ['a list joined with an unknown element', { 'Fn::Join': ['', ['a', { Ref: 'Zone' }]] }, 'parameter Zone'],
    ['a literal that looks like a reference', '${Key.Arn}', 'looks like a reference'],
    ['a literal pseudo parameter', 'x-${AWS::Region}', 'looks like a reference'],
    ['an escaped literal that looks like a reference', { 'Fn::Sub': '${!Key}' }, 'looks like a reference'],
    ['a default that looks like a reference', { Ref: 'Tricky' }, 'looks like a reference'],
    ['two parts that meet to a reference', { 'Fn::Join': ['', ['$', '{Key}']] }, 'look like a reference'],
    ['a delimiter that completes a reference', { 'Fn::Join': ['{', ['$', 'Key}']] }, 'look like a reference'],
    ['Split of what is known later', { 'Fn::Split': [':', { Ref: 'Key' }] }, 'after deployment'],
    ['Base64 of what is known later', { 'Fn::Base64': { 'Fn::Sub': '${Key}' } }, 'after deployment'],
    [
      'a key of a mapping known later',
      { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'Gb'] },
      '${AWS::Region}',
    ],
    ['a mapping that is not there', { 'Fn::FindInMap': ['Sizes', 'constructor', 'Gb'] }, 'no mapping'],
    [
      'Select behind an element that may vanish',
      { 'Fn::Select': [1, [{ 'Fn::If': ['InZone', 'a', noValue] }, 'b', 'c']] },
      'InZone',
    ],
    [
      'Length of a list with such an element',
      { 'Fn::Length': [{ 'Fn::If': ['InZone', 'a', noValue] }] },
      'InZone',
    ],
  ])('%s', (_, written, because) => {
    const value = resolved(written);
    expect(isUnknown(value) ? value.$unknown : value).toMatch(new RegExp(because.replace(/[${}]/g, '\\$&')));
  });
});

describe('resources', () => {
  test('come with their file, without account and Region', () => {
    const { resources } = read({
      Resources: { N: { Type: 'AWS::SageMaker::NotebookInstance', Properties: { RootAccess: 'Disabled' } } },
    });
    expect(resources).toEqual([
      {
        type: 'AWS::SageMaker::NotebookInstance',
        id: 'N',
        partition: null,
        account: null,
        region: null,
        source: 'template',
        file: 't.json',
        properties: { RootAccess: 'Disabled' },
      },
    ]);
  });

  test('of a false condition are left out with a note, of an undecided one are judged', () => {
    const { resources, notes } = read({
      Conditions: { No: { 'Fn::Equals': ['a', 'b'] }, Open: { 'Fn::Equals': ['a', { Ref: 'AWS::Region' }] } },
      Resources: { A: { Type: 'X', Condition: 'No' }, B: { Type: 'X', Condition: 'Open' } },
    });
    expect(resources.map(({ id }) => id)).toEqual(['B']);
    expect(notes).toEqual(['A is not judged: its condition No is false']);
  });

  test.each<[string, JsonObject, RegExp]>([
    ['a macro', { Transform: ['Mine'], Resources: { A: { Type: 'X', Properties: { P: 1 } } } }, /macro Mine/],
    [
      'a loop, which names a property,',
      {
        Resources: { 'Fn::ForEach::L': ['i', ['a'], { 'N${i}': { Type: 'X', Properties: { 'P${i}': 1 } } }] },
      },
      /Fn::ForEach::L/,
    ],
    [
      'an include in a resource',
      { Resources: { A: { Type: 'X', 'Fn::Transform': { Name: 'AWS::Include' }, Properties: { P: 1 } } } },
      /^$/,
    ],
    [
      'properties that are an intrinsic',
      { Resources: { A: { Type: 'X', Properties: { 'Fn::Transform': {} } } } },
      /^$/,
    ],
  ])('that %s may rewrite have unknown properties', (_, template, note) => {
    const { resources, notes } = read(template);
    expect(resources.map(({ properties }) => isUnknown(properties))).toEqual([true]);
    expect(notes.join('')).toMatch(note);
  });

  test('a loop in a loop generates, too; one whose condition is false does not', () => {
    const inner: Json = ['j', ['a'], { 'N${i}${j}': { Type: 'X', Properties: { P: { Ref: 'j' }, Q: 1 } } }];
    const body = { 'Fn::ForEach::In': inner, 'Gone${i}': { Type: 'Y', Condition: 'Never' } };
    const { resources } = read({
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { 'Fn::ForEach::L': ['i', ['a'], body] },
    });
    expect(resources).toMatchObject([
      { id: 'N${i}${j}', properties: { P: { $unknown: expect.any(String) }, Q: 1 } },
    ]);
  });

  test('of what a loop generates, all is known that does not depend on its variable', () => {
    const Properties = {
      RootAccess: 'Enabled',
      Name: { 'Fn::Sub': 'n-${i}' },
      Zone: { Ref: 'i' },
      Text: 'n-${i}',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    };
    const { resources, notes } = read({
      Resources: {
        Role: { Type: 'AWS::IAM::Role' },
        'Fn::ForEach::L': ['i', ['a', 'b'], { 'N${i}': { Type: 'X', Properties } }],
      },
    });
    const generated = { $unknown: 'Fn::ForEach::L generates it at deployment, by i' };
    expect(resources.find(({ type }) => type === 'X')).toMatchObject({
      id: 'N${i}',
      properties: {
        RootAccess: 'Enabled',
        Name: generated,
        Zone: generated,
        Text: { $unknown: expect.any(String) },
        Role: '${Role.Arn}',
      },
    });
    expect(notes).toEqual([
      'Resources.Fn::ForEach::L generates resources at deployment: each kind of them is judged once',
    ]);
  });

  test.each<[string, JsonObject, RegExp]>([
    ['SAM', { Transform: 'AWS::Serverless-2016-10-31', Resources: {} }, /Serverless/],
    ['a nested stack', { Resources: { S: { Type: 'AWS::CloudFormation::Stack' } } }, /nested stack/],
    ['a module', { Resources: { M: { Type: 'A::B::C::MODULE' } } }, /module/],
    [
      'an include among the resources',
      { Resources: { 'Fn::Transform': { Name: 'AWS::Include' } } },
      /Fn::Transform/,
    ],
  ])('that %s adds are noted, never silent', (_, template, note) => {
    expect(read(template).notes.join('\n')).toMatch(note);
  });

  test.each<[JsonObject, string]>([
    [{}, 't.json: Resources: expected an object of resources, found nothing'],
    [{ Resources: [] }, 't.json: Resources: expected an object of resources, found a list'],
    [{ Resources: { A: 'x' } }, 't.json: Resources.A: expected an object with a Type, found a string'],
    [
      { Resources: { A: {} } },
      't.json: Resources.A.Type: expected the name of a resource type, found nothing',
    ],
    [
      { Resources: { A: { Type: 'X', Properties: 'p' } } },
      't.json: Resources.A.Properties: expected an object, found a string',
    ],
  ])('of the wrong shape are refused in one line: %j', (template, message) => {
    expect(() => read(template)).toThrow(UnusableInputError);
    expect(() => read(template)).toThrow(message);
  });
});

describe('any template', () => {
  const names = fc.constantFrom(
    'Key',
    'Env',
    'Zone',
    'AWS::Region',
    'AWS::NoValue',
    'C',
    'D',
    '__proto__',
    'constructor',
  );
  const intrinsic = fc.constantFrom(
    ...[
      'Ref',
      'Fn::GetAtt',
      'Fn::Sub',
      'Fn::Join',
      'Fn::If',
      'Fn::FindInMap',
      'Fn::Select',
      'Fn::Split',
      'Fn::Base64',
    ],
    ...[
      'Fn::ToJsonString',
      'Fn::Length',
      'Fn::ImportValue',
      'Fn::Equals',
      'Fn::And',
      'Fn::Not',
      'Fn::Or',
      'Condition',
      'Fn::New',
    ],
  );
  const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.oneof(names, fc.constantFrom('${Key}', '$', '{Key}', '{{resolve:', ':', '0', 'x'), fc.jsonValue()),
      fc.tuple(intrinsic, tie('value')).map(([key, value]) => ({ [key]: value })),
      fc.tuple(intrinsic, fc.array(tie('value'), { maxLength: 4 })).map(([key, value]) => ({ [key]: value })),
      fc.dictionary(names, tie('value'), { maxKeys: 3 }),
    ),
  }));

  const templateWith = (value: unknown, conditions: unknown): JsonObject =>
    JSON.parse(
      JSON.stringify({
        Parameters: { Env: { Type: 'String', Default: 'prod' }, Zone: { Type: 'String' } },
        Conditions: conditions,
        Resources: {
          Key: { Type: 'AWS::KMS::Key' },
          A: { Type: 'X', Properties: { V: value } },
          P: { Type: 'AWS::IAM::Policy', Properties: { Roles: value } },
        },
      }),
    );

  test('is read without a throw, and leaves no intrinsic behind', () => {
    fc.assert(
      fc.property(anyValue, fc.dictionary(fc.constantFrom('C', 'D'), anyValue), (value, conditions) => {
        const { resources } = read(templateWith(value, conditions));
        const text = JSON.stringify(resources.find(({ id }) => id === 'A')?.properties);
        // Keys only: a value may be the text of one.
        expect(text).not.toMatch(/"(?:Ref|Fn::[A-Za-z]+)":/);
      }),
      { numRuns: 400 },
    );
  });

  test('never takes a text for a reference to a resource that no intrinsic names', () => {
    const text = fc.constantFrom('$', '{', 'Key', '}', '${Key}', '${', 'x', '.Arn');
    const textOnly = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.tuple(text, fc.array(tie('value'), { maxLength: 4 })).map((join) => ({ 'Fn::Join': join })),
        fc.array(text).map((parts) => ({ 'Fn::Sub': parts.join('').replaceAll('${', '${!') })),
        fc.tuple(text, tie('value')).map((split) => ({ 'Fn::Split': split })),
      ),
    })).value;
    fc.assert(
      fc.property(textOnly, (value) => {
        const { resources } = read(templateWith(value, {}));
        const text = resources.find(({ id }) => id === 'A')?.properties['V'];
        const found = typeof text === 'string' ? text : '';
        expect(found).not.toMatch(/\$\{Key(?:\.[^}]*)?\}/);
      }),
      { numRuns: 400 },
    );
  });

  test('gives the same resources in JSON and in YAML', async () => {
    const { stringify } = await import('yaml');
    await fc.assert(
      fc.asyncProperty(anyValue, async (value) => {
        const template = templateWith(value, {});
        const json = await parseTemplate(JSON.stringify(template), 't.json');
        const yaml = await parseTemplate(
          stringify(template, { version: '1.1', aliasDuplicateObjects: false }),
          't.yaml',
        );
        const [left, right] = [json, yaml].map(({ value }) =>
          readCloudFormation({ file: 't', template: value, definitionOf }),
        );
        expect(right).toEqual(left);
      }),
      { numRuns: 150 },
    );
  });
});
