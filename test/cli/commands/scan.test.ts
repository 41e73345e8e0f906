import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, HERE, NOTEBOOK, notebookArn, ONLY_NOTEBOOKS, SOUND, scanKit } from '../scan/kit.ts';

const { folder, notebook, role, scan, scanned, world } = scanKit();

describe('assay scan', () => {
  it('judges what it finds, and names it by its ARN', async () => {
    await notebook('Research');
    await notebook('Sound', SOUND);
    const { status, findings, summary } = await scanned([...ONLY_NOTEBOOKS]);
    expect(status).toBe(1);
    expect(new Set(findings.map(({ resource }) => resource.id))).toEqual(new Set([notebookArn('research')]));
    expect(findings).toContainEqual({
      rule: 'sagemaker-notebook-root-access',
      status: 'NON_COMPLIANT',
      severity: 'HIGH',
      resource: { type: NOTEBOOK, id: notebookArn('research'), account: ACCOUNT, region: HERE },
      observations: [{ path: 'RootAccess', expected: 'Disabled', actual: 'Enabled' }],
      waiver: null,
    });
    expect(summary).toMatchObject({
      resources: 2,
      account: ACCOUNT,
      regions: [HERE],
      unlisted: [],
      unread: 0,
    });
  });

  it('ends with 0 where nothing is wrong, and says how much it judged', async () => {
    await notebook('Sound', SOUND);
    const { status, stdout } = await scan(...ONLY_NOTEBOOKS);
    expect(status).toBe(0);
    expect(stdout.trim()).toBe(
      `1 resources judged in account ${ACCOUNT}, ${HERE}: 0 failed, 0 unknown (INSUFFICIENT_DATA), 3 passed, 0 not applicable`,
    );
  });

  it('writes to no service', async () => {
    await notebook('Research');
    world().events.length = 0;
    await scanned(['--region', HERE, '--profile', 'all']);
    expect(world().events).toEqual([]);
    world().readWriteType = 'All';
    await scanned(['--region', HERE, '--profile', 'all']);
    expect(world().events.length).toBeGreaterThan(30);
    expect(world().events.filter(({ readOnly }) => !readOnly)).toEqual([]);
  });

  it('scans every Region that it is given, and each once', async () => {
    await notebook('Here');
    await notebook('There', {}, 'us-east-1');
    const { findings, summary } = await scanned([
      ...ONLY_NOTEBOOKS,
      '--region',
      'us-east-1',
      '--region',
      HERE,
    ]);
    expect(new Set(findings.map(({ resource }) => resource.id))).toEqual(
      new Set([notebookArn('here'), notebookArn('there', 'us-east-1')]),
    );
    expect(summary.regions).toEqual([HERE, 'us-east-1']);
    expect(summary.resources).toBe(2);
  });

  it('lists what passed, too, if it is asked for all', async () => {
    await notebook('Sound', SOUND);
    const { findings } = await scanned([...ONLY_NOTEBOOKS, '--all']);
    expect(findings.map(({ status }) => status)).toEqual(['COMPLIANT', 'COMPLIANT', 'COMPLIANT']);
  });

  it('counts only what is at or above --fail-on', async () => {
    await notebook('Research', { ...SOUND, RootAccess: 'Enabled' });
    expect((await scan(...ONLY_NOTEBOOKS, '--fail-on', 'HIGH')).status).toBe(1);
    expect((await scan(...ONLY_NOTEBOOKS, '--fail-on', 'CRITICAL')).status).toBe(0);
  });

  it('lists a type that is the same in all Regions once', async () => {
    await role('execution', 'sagemaker.amazonaws.com');
    world().readWriteType = 'All';
    await scanned(['--type', 'AWS::IAM::Role', '--region', HERE, '--region', 'us-east-1']);
    expect(world().events.filter(({ eventName }) => eventName === 'ListRoles')).toHaveLength(1);
  });

  it('finds nothing in an empty account, which is no failure', async () => {
    const { status, stdout } = await scan('--type', NOTEBOOK, '--region', HERE);
    expect(status).toBe(0);
    expect(stdout).toContain('no AI resource found');
  });

  it('prints one SARIF log, whose places are ARNs and no files', async () => {
    await notebook('Research');
    const { stdout } = await scan(...ONLY_NOTEBOOKS, '--format', 'sarif');
    const [result] = JSON.parse(stdout).runs[0].results;
    expect(result.locations).toEqual([
      { logicalLocations: [{ fullyQualifiedName: notebookArn('research'), kind: 'resource' }] },
    ]);
  });

  it('shows no progress where no person waits', async () => {
    await notebook('Research');
    expect((await scan(...ONLY_NOTEBOOKS)).stderr).toBe('');
  });

  it('says of each Region what is wrong in it, as text', async () => {
    await notebook('Research');
    const { stdout } = await scan(...ONLY_NOTEBOOKS, '--no-color');
    expect(stdout).toContain(`${HERE}\n  ${notebookArn('research')}  ${NOTEBOOK}\n    ✗ HIGH`);
    expect(stdout).toContain('RootAccess is Enabled, expected Disabled');
  });
});

describe('a scan that can see nothing ends with 3, and one line that says what to do', () => {
  it.each([
    ['CredentialsProviderError', 'no AWS credentials: set AWS_PROFILE'],
    ['ExpiredTokenException', 'AWS does not accept these credentials: renew them'],
    ['ENOTFOUND', 'AWS cannot be reached: check the network and the Region'],
  ])('%s', async (name, said) => {
    world().faults.add({ operation: 'GetCallerIdentity', error: { name, message: 'x', statusCode: 403 } });
    const { status, stdout, stderr } = await scan(...ONLY_NOTEBOOKS);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(new RegExp(`^assay: ${said}.*\n$`));
  });

  it('no permission at all', async () => {
    world().faults.deny({ when: ({ operation }) => operation !== 'GetCallerIdentity' });
    const { status, stdout, stderr } = await scan('--region', HERE);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(
      /^assay: nothing could be read as arn:aws:sts:.*: access denied: \S+; give it read access.*\n$/,
    );
  });

  it('but some permission is enough to go on', async () => {
    world().faults.deny({
      when: ({ operation }) => operation !== 'GetCallerIdentity' && operation !== 'ListNotebookInstances',
    });
    expect((await scan('--region', HERE)).status).toBe(0);
  });
});

describe('bad input ends with 2', () => {
  it.each([
    [['--region', 'Frankfurt'], '--region Frankfurt: expected the name of a Region, such as eu-west-1'],
    [
      ['--endpoint', 'localhost:5000'],
      '--endpoint localhost:5000: expected a URL, such as http://127.0.0.1:5000',
    ],
    [
      ['--type', 'AWS::EC2::Instance'],
      '--type AWS::EC2::Instance: no chosen rule judges it, expected one of ',
    ],
    [
      ['--type', 'AWS::Kendra::Index'],
      '--type AWS::Kendra::Index: no chosen rule judges it, expected one of ',
    ],
    [['--format', 'xml'], '--format is xml, expected one of text, json, sarif'],
    [['--profile', 'strict'], '--profile is strict, expected one of baseline, sensitive, regulated, all'],
    [['--fail-on', 'low'], '--fail-on is low, expected one of LOW, MEDIUM, HIGH, CRITICAL'],
    [['prod'], 'scan takes no operand, got prod; see --help'],
    [['--regions', 'x'], "Unknown option '--regions'"],
  ])('%j', async (args, said) => {
    const { status, stdout, stderr } = await scan(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(`assay: ${said}`)).toBe(true);
  });

  it('settings that do not fit', async () => {
    folder.write('assay.config.json', { profile: 'strict' });
    const { status, stderr } = await scan('--region', HERE);
    expect(status).toBe(2);
    expect(stderr).toContain('assay.config.json');
  });

  describe('without a Region', () => {
    const kept = { ...process.env };
    beforeEach(() => {
      for (const name of ['AWS_REGION', 'AWS_PROFILE']) delete process.env[name];
      process.env['AWS_CONFIG_FILE'] = '/nonexistent';
      process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/nonexistent';
    });
    afterEach(() => {
      for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
      Object.assign(process.env, kept);
    });

    it('says how to give one', async () => {
      const { status, stderr } = await scan();
      expect([status, stderr]).toEqual([2, 'assay: no Region is set: give --region, or set AWS_REGION\n']);
    });

    it('takes the SDK’s own', async () => {
      process.env['AWS_REGION'] = 'ap-south-1';
      expect((await scanned(['--type', NOTEBOOK])).summary.regions).toEqual(['ap-south-1']);
    });
  });

  it('shows help, with an example', async () => {
    const { status, stdout } = await scan('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('example: assay scan --region');
  });
});
