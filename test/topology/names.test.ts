import { NAME_KINDS } from '../../src/topology/name-kinds';
import type { NameScope } from '../../src/topology/names';
import { physicalName } from '../../src/topology/names';

const SCOPE: NameScope = { account: '111111111111', applicationName: 'Payments', environmentName: 'prod' };
const LONGEST: NameScope = { account: '111111111111', applicationName: 'a'.repeat(40), environmentName: 'e'.repeat(16) };
const LONGEST_REGION = 'ap-southeast-7';

/** The services' limits, written down apart from the code under test. */
const LIMITS: [keyof typeof NAME_KINDS, number, RegExp][] = [
  ['alarm', 255, /^[^:]+$/],
  ['backupVault', 50, /^[a-zA-Z0-9\-_]{2,50}$/],
  ['budget', 100, /^[^:\\]+$/],
  ['bucket', 63, /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/],
  ['chatConfiguration', 128, /^[A-Za-z0-9-_]{1,128}$/],
  ['dashboard', 255, /^[a-zA-Z0-9\-_]+$/],
  ['dbCluster', 63, /^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/],
  ['deliveryStream', 64, /^[a-zA-Z0-9_.-]+$/],
  ['function', 64, /^[a-zA-Z0-9-_]+$/],
  ['globalCluster', 63, /^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/],
  ['keyAlias', 250, /^(?!aws\/)[a-zA-Z0-9/_-]+$/],
  ['role', 64, /^[\w+=,.@-]{1,64}$/],
  ['rule', 64, /^[.\-_A-Za-z0-9]+$/],
  ['secret', 512, /^[A-Za-z0-9/_+=.@-]+$/],
  ['stateMachine', 80, /^[A-Za-z0-9_-]+$/],
  ['table', 255, /^[a-zA-Z0-9_.-]{3,255}$/],
  ['topic', 256, /^[A-Za-z0-9_-]{1,256}$/],
  ['metricStream', 255, /^[a-zA-Z0-9_-]+$/],
  ['queue', 80, /^[A-Za-z0-9_-]{1,80}$/],
  ['trail', 128, /^(?!.*[._-]{2})[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/],
  ['dbProxy', 60, /^[a-z](-?[a-z0-9]+)*$/],
  ['dbProxyEndpoint', 60, /^[a-z](-?[a-z0-9]+)*$/],
];

describe('names that cross the Regions', () => {
  test('OPS-05: the limits of every kind that the library names are in this table', () => {
    expect(LIMITS.map(([kind]) => kind).sort()).toEqual(Object.keys(NAME_KINDS).sort());
  });

  describe.each(LIMITS)('%s', (kind, maxLength, pattern) => {
    const { [kind]: nameKind } = NAME_KINDS;

    test.each([
      ['the shortest parts', { ...SCOPE, applicationName: 'A', environmentName: 'p' }, 'x', 'us-east-1'],
      ['the longest parts', LONGEST, 'Component'.repeat(40), LONGEST_REGION],
      ['no Region', LONGEST, 'Component'.repeat(40), undefined],
      ['characters that no service takes', SCOPE, 'Säule/_Main..Ledger__', 'us-east-1'],
      ['a cut that ends on a hyphen', SCOPE, 'a-'.repeat(200), 'us-east-1'],
    ] as const)('OPS-05: is within the service\'s limits with %s', (_case, scope, component, region) => {
      const name = physicalName(scope, nameKind, component, region);
      expect(name.length).toBeLessThanOrEqual(maxLength);
      expect(name).toMatch(pattern);
      expect(name).toMatch(nameKind.pattern);
    });

    test('OPS-05: the limit of the code is the service\'s', () => {
      expect(nameKind.maxLength).toBeLessThanOrEqual(maxLength);
      expect(nameKind.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    });

    test('OPS-05: two long components that are cut alike keep different names', () => {
      const long = 'ledger'.repeat(60);
      expect(physicalName(SCOPE, nameKind, `${long}1`, 'us-east-1')).not.toBe(physicalName(SCOPE, nameKind, `${long}2`, 'us-east-1'));
    });
  });

  test('OPS-05: a name says application, environment, component and Region', () => {
    expect(physicalName(SCOPE, NAME_KINDS.bucket, 'customerDocuments', 'us-east-1')).toMatch(/^payments-prod-customer-documents-us-east-1-[0-9a-f]{8}$/);
    expect(physicalName(SCOPE, NAME_KINDS.table, 'sessions')).toMatch(/^payments-prod-sessions-[0-9a-f]{8}$/);
  });

  test('OPS-05: the same parts give the same name at every synthesis', () => {
    // A changed name replaces the resource: this literal guards every environment that exists.
    expect(physicalName(SCOPE, NAME_KINDS.bucket, 'documents', 'us-east-1')).toBe('payments-prod-documents-us-east-1-703bccdd');
  });

  test.each<[string, [NameScope, string, string | undefined], [NameScope, string, string | undefined]]>([
    ['two environments', [SCOPE, 'main', 'us-east-1'], [{ ...SCOPE, environmentName: 'dev' }, 'main', 'us-east-1']],
    ['two applications', [SCOPE, 'main', 'us-east-1'], [{ ...SCOPE, applicationName: 'ledger' }, 'main', 'us-east-1']],
    ['two accounts', [SCOPE, 'main', 'us-east-1'], [{ ...SCOPE, account: '222222222222' }, 'main', 'us-east-1']],
    ['two Regions', [SCOPE, 'main', 'us-east-1'], [SCOPE, 'main', 'us-west-2']],
    ['one per Region and one for both', [SCOPE, 'main', 'us-east-1'], [SCOPE, 'main', undefined]],
    ['a hyphen that moves from application to component', [{ ...SCOPE, applicationName: 'pay', environmentName: 'prod' }, 'eu-main', undefined],
      [{ ...SCOPE, applicationName: 'pay-prod', environmentName: 'eu' }, 'main', undefined]],
    ['a Region\'s name inside the component', [SCOPE, 'main-us-east-1', undefined], [SCOPE, 'main', 'us-east-1']],
    ['components that differ in case only', [SCOPE, 'Main', undefined], [SCOPE, 'main', undefined]],
  ])('OPS-05: %s never share a name', (_case, left, right) => {
    const name = ([scope, component, region]: [NameScope, string, string | undefined]) => physicalName(scope, NAME_KINDS.bucket, component, region);
    expect(name(left)).not.toBe(name(right));
  });

  test('OPS-05: two kinds of resource never share a digest', () => {
    const digests = Object.values(NAME_KINDS).map(kind => physicalName(SCOPE, kind, 'main', 'us-east-1').slice(-8));
    expect(new Set(digests).size).toBe(digests.length);
  });
});
