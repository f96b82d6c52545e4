import type { IConstruct } from 'constructs';
import type { MultiRegionDrNetworkOptions, MultiRegionDrProps, MultiRegionDrRegionProps } from './multi-region-dr-props';
import type { IRecoverable, RecoveryPlan } from './recovery';
import { BranchPurpose } from './recovery';
import { refuse } from './topology/configuration-error';

/**
 * A name becomes the id of a construct and, in lower case, a part of ids of steps and alarms: `promote-database-<name>` must stay
 * below the 80 characters of a state. Names of resources are cut to their service's limit and told apart by their digest.
 */
const STORE_NAME = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;

/** Existing VPCs are given in both Regions or in none, and leave nothing to choose about VPCs that would be created. */
export function validateVpcs(
  scope: IConstruct,
  primary: MultiRegionDrRegionProps,
  secondary: MultiRegionDrRegionProps,
  network: MultiRegionDrNetworkOptions = {},
): void {
  if (!primary.vpc !== !secondary.vpc) {
    const [given, missing] = primary.vpc ? ['primary.vpc', 'secondary.vpc'] : ['secondary.vpc', 'primary.vpc'];
    refuse(scope, {
      prop: missing,
      rule: `${given} is given, and a network is either created or brought along in both Regions`,
      remedy: `Give ${missing} too, or leave both out`,
    });
  }
  if (!primary.vpc) {
    return;
  }
  const unused = Object.entries({
    'primary.cidr': primary.cidr,
    'primary.ipAddresses': primary.ipAddresses,
    'secondary.cidr': secondary.cidr,
    'secondary.ipAddresses': secondary.ipAddresses,
    ...Object.fromEntries(Object.entries({ ...network, link: undefined }).map(([prop, value]) => [`network.${prop}`, value])),
  });
  const given = unused.find(([, value]) => value !== undefined);
  if (given) {
    refuse(scope, {
      prop: given[0],
      rule: 'it describes a VPC that is to be created, and primary.vpc and secondary.vpc exist already',
      remedy: 'Leave it out, or leave the VPCs out',
    });
  }
}

/** Refuses names that ids could not carry or tell apart, and entries that describe nothing, which only a caller without types can give. */
export function validateStores(scope: IConstruct, { databases = {}, sessionTables = {}, buckets = {} }: MultiRegionDrProps): void {
  for (const [section, entries] of Object.entries({ databases, sessionTables, buckets })) {
    validateNames(scope, section, Object.keys(entries));
    for (const [name, options] of Object.entries<unknown>(entries)) {
      if (typeof options !== 'object' || options === null) {
        refuse(scope, {
          prop: propOf(section, name),
          value: String(options),
          rule: 'an entry holds the options of a store',
          remedy: section === 'sessionTables' ? 'Write { partitionKey: { name, type } }, or leave the entry out' : 'Write {} for the defaults, or leave the entry out',
        });
      }
    }
  }
  for (const [name, { partitionKey }] of Object.entries<Partial<typeof sessionTables[string]>>(sessionTables)) {
    if (typeof partitionKey?.name !== 'string') {
      refuse(scope, {
        prop: `${propOf('sessionTables', name)}.partitionKey`,
        rule: 'every table has a partition key, an attribute with a name and a type',
        remedy: 'Write partitionKey: { name: "session_id", type: AttributeType.STRING }, with an attribute of your items',
      });
    }
  }
}

/** Detection looks at the names that the section `dns` makes. */
export function validateDetection(scope: IConstruct, { dns, detection }: MultiRegionDrProps): void {
  if (detection && !dns) {
    refuse(scope, {
      prop: 'detection',
      rule: 'the workload has no names by which the Regions could be probed',
      remedy: 'Give the section dns: { hostedZone, recordName }, or leave "detection" out',
    });
  }
}

/** Refuses a store that must be promoted where nobody said that traffic may reach a Region before it is. */
export function validateShift(scope: IConstruct, plans: readonly RecoveryPlan[], store: IRecoverable): void {
  const promotions = plans.flatMap(plan => plan.phases).flatMap(phase => phase.branches).filter(branch => branch.purpose === BranchPurpose.PROMOTION);
  if (promotions.some(branch => branch.recoverableId === store.recoverableId)) {
    refuse(scope, {
      prop: 'dns.trafficShift',
      rule: `without a database traffic follows the health of endpoints, and would reach a Region in which store "${store.recoverableId}" `
        + 'is not promoted',
      remedy: 'Give dns.trafficShift: TrafficShift.byPlan()',
    });
  }
}

function validateNames(scope: IConstruct, section: string, names: string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const prop = propOf(section, name);
    if (!STORE_NAME.test(name)) {
      refuse(scope, {
        prop,
        rule: 'the name is part of ids and names of resources, and must be 1 to 40 letters, digits and hyphens, beginning with a letter',
        remedy: 'Write a name such as "main"',
      });
    }
    const same = seen.get(name.toLowerCase());
    if (same !== undefined) {
      refuse(scope, {
        prop,
        rule: `it differs from ${propOf(section, same)} in letter case only, and ids and names of resources are in lower case`,
        remedy: 'Rename one of the two',
      });
    }
    seen.set(name.toLowerCase(), name);
  }
}

function propOf(section: string, name: string): string {
  return `${section}[${JSON.stringify(name)}]`;
}
