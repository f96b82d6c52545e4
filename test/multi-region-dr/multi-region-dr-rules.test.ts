import { Stack } from 'aws-cdk-lib';
import type { MultiRegionDrNetworkOptions, MultiRegionDrProps, RecoveryPlan } from '../../src';
import { BranchPurpose, InterRegionLink } from '../../src';
import type { MultiRegionDrRegionProps } from '../../src/multi-region-dr-props';
import { validateDetection, validateShift, validateStores, validateVpcs } from '../../src/multi-region-dr-rules';
import type { IRecoverable } from '../../src/recovery';

const scope = () => new Stack(undefined, 'Payments');
/** Sections as a caller without types can write them. */
const props = (sections: object) => sections as MultiRegionDrProps;

describe('VPCs of a team', () => {
  const vpc = {} as MultiRegionDrRegionProps['vpc'];
  const region = (given: object) => ({ region: 'eu-west-1', ...given });
  const checked = (primary: object, secondary: object, network?: MultiRegionDrNetworkOptions) => () =>
    validateVpcs(scope(), region(primary), region(secondary), network);
  const addresses = ['cidr', 'ipAddresses'].flatMap(prop => [
    [`primary.${prop}`, { vpc, [prop]: 'given' }, { vpc }], [`secondary.${prop}`, { vpc }, { vpc, [prop]: 'given' }],
  ] as [string, object, object][]);

  test.each([
    ['secondary.vpc', 'primary.vpc', { vpc }, {}],
    ['primary.vpc', 'secondary.vpc', {}, { vpc }],
  ])('are not without %s', (missing, given, primary, secondary) => {
    expect(checked(primary, secondary)).toThrow(`[Payments] ${missing}: ${given} is given, and a network is either created or brought along in `
      + `both Regions. Give ${missing} too, or leave both out.`);
  });

  test.each(addresses)('leave no choice of %s', (prop, primary, secondary) => {
    expect(checked(primary, secondary)).toThrow(`[Payments] ${prop}: it describes a VPC that is to be created, and primary.vpc and secondary.vpc `
      + 'exist already. Leave it out, or leave the VPCs out.');
  });

  test.each<keyof MultiRegionDrNetworkOptions>([
    'maxAzs', 'nat', 'interfaceEndpoints', 'flowLogRetention', 'restrictDefaultSecurityGroup',
  ])('leave no choice of network.%s', prop => {
    expect(checked({ vpc }, { vpc }, { link: InterRegionLink.none(), [prop]: false })).toThrow(`[Payments] network.${prop}: it describes a VPC `
      + 'that is to be created');
  });

  test('may be linked, and there may be no VPCs of a team at all', () => {
    expect(checked({ vpc }, { vpc })).not.toThrow();
    expect(checked({ vpc }, { vpc }, { link: InterRegionLink.peering(), maxAzs: undefined })).not.toThrow();
    expect(checked({ cidr: '10.0.0.0/16' }, {}, { maxAzs: 2 })).not.toThrow();
  });
});

describe('the name of a store', () => {
  const checked = (...names: string[]) => () => validateStores(scope(), props({ buckets: Object.fromEntries(names.map(name => [name, {}])) }));

  test.each(['', 'my db', '2024', '-a', 'a/b', 'a_b', 'ä', 'a'.repeat(41)])('is not "%s"', name => {
    expect(checked('documents', name)).toThrow(`[Payments] buckets["${name}"]: the name is part of ids and names of resources, and must be 1 to 40 `
      + 'letters, digits and hyphens, beginning with a letter. Write a name such as "main".');
  });

  test.each(['a', 'Z', 'Docs-2024', 'a'.repeat(40)])('may be "%s"', name => {
    expect(checked('documents', name)).not.toThrow();
  });

  test('differs from others of its section by more than letter case', () => {
    expect(checked('Docs', 'other', 'docs')).toThrow('[Payments] buckets["docs"]: it differs from buckets["Docs"] in letter case only, and ids and '
      + 'names of resources are in lower case. Rename one of the two.');
    expect(() => validateStores(scope(), props({ databases: { main: {} }, buckets: { main: {} } }))).not.toThrow();
  });
});

describe('the options of a store', () => {
  const partitionKey = { name: 'session_id', type: 'S' };
  const checked = (section: string, options: unknown) => () => validateStores(scope(), props({ [section]: { main: options } }));

  test.each<[string, unknown, string]>([
    ['databases', undefined, 'Write {} for the defaults, or leave the entry out.'],
    ['databases', 5, 'Write {} for the defaults, or leave the entry out.'],
    ['buckets', null, 'Write {} for the defaults, or leave the entry out.'],
    ['sessionTables', true, 'Write { partitionKey: { name, type } }, or leave the entry out.'],
  ])('in %s are not %s', (section, options, remedy) => {
    expect(checked(section, options)).toThrow(`[Payments] ${section}["main"] = ${String(options)}: an entry holds the options of a store. ${remedy}`);
  });

  test.each([{}, { partitionKey: {} }, { partitionKey: { name: 5 } }])('of a table are not %j', options => {
    expect(checked('sessionTables', options)).toThrow('[Payments] sessionTables["main"].partitionKey: every table has a partition key, an '
      + 'attribute with a name and a type. Write partitionKey: { name: "session_id", type: AttributeType.STRING }, with an attribute of your items.');
  });

  test('may be none but the key of a table, and there may be no stores', () => {
    for (const sections of [{ databases: { main: {} }, sessionTables: { main: { partitionKey } }, buckets: { main: {} } }, {}]) {
      expect(() => validateStores(scope(), props(sections))).not.toThrow();
    }
  });
});

test('detection is by names that the section "dns" makes', () => {
  expect(() => validateDetection(scope(), props({ detection: {} }))).toThrow('[Payments] detection: the workload has no names by which the Regions '
    + 'could be probed. Give the section dns: { hostedZone, recordName }, or leave "detection" out.');
  for (const sections of [{}, { dns: {} }, { dns: {}, detection: {} }]) {
    expect(() => validateDetection(scope(), props(sections))).not.toThrow();
  }
});

describe('a store of a team that joins traffic by health of endpoints', () => {
  /** Plans of which the second has what is done. */
  const plans = (...branches: [BranchPurpose, string][]) => [
    { phases: [{ branches: [] }] },
    { phases: [{ branches: [] }, { branches: branches.map(([purpose, recoverableId]) => ({ purpose, recoverableId })) }] },
  ] as unknown as RecoveryPlan[];
  const checked = (...branches: [BranchPurpose, string][]) => () =>
    validateShift(scope(), plans(...branches), { recoverableId: 'search' } as IRecoverable);

  test('is refused if it is promoted', () => {
    expect(checked([BranchPurpose.PROMOTION, 'cache'], [BranchPurpose.PROMOTION, 'search'])).toThrow('[Payments] dns.trafficShift: without a '
      + 'database traffic follows the health of endpoints, and would reach a Region in which store "search" is not promoted. Give '
      + 'dns.trafficShift: TrafficShift.byPlan().');
  });

  test('is accepted if it is only looked at, or another is promoted', () => {
    expect(checked()).not.toThrow();
    expect(checked([BranchPurpose.READINESS, 'search'], [BranchPurpose.PROMOTION, 'cache'])).not.toThrow();
  });
});
