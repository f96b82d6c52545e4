import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct, IConstruct } from 'constructs';
import type { DrRegion } from '../topology';
import { refuse } from '../topology/configuration-error';

const MAX_LABEL_LENGTH = 63;
const MAX_NAME_LENGTH = 253;
const LATCH_PREFIX = '_latch.';
const LIKE_TOP_LEVEL_DOMAIN = /\.[a-z]{2,6}$/i;
const HOST_LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** The zone's id and the names in it, all known at synthesis, lower case and without a trailing dot. */
export interface RecordNames {
  readonly hostedZoneId: string;
  readonly zoneName: string;
  /** What clients ask for. */
  readonly domainName: string;
  /** The name that always answers with one Region's endpoint. */
  regional(region: DrRegion): string;
  /** The name that says what Route 53 has read of the latch of one Region. No host has it: hosts have no underscore. */
  latch(region: DrRegion): string;
}

export interface RecordNamesProps {
  readonly zone: route53.IHostedZone;
  readonly recordName: string;
  readonly regions: DrRegion[];
  /** Whether names of the zone must be found from the Internet. */
  readonly checkedFromOutside: boolean;
  /** Whether the latches have names. */
  readonly tellsLatches: boolean;
}

/** Works out the names of a zone and a record, or refuses them. */
export function recordNames(scope: IConstruct, { zone, recordName, regions, checkedFromOutside, tellsLatches }: RecordNamesProps): RecordNames {
  if (checkedFromOutside) {
    refusePrivateZone(scope, zone);
  }
  const hostedZoneId = knownHere(scope, 'hostedZone.hostedZoneId', () => zone.hostedZoneId);
  const zoneName = normalised(knownHere(scope, 'hostedZone.zoneName', () => zone.zoneName));
  const domainName = fullName(scope, recordName, zoneName);
  const regional = (region: DrRegion) => regionalName(domainName, zoneName, region.name);
  for (const name of [domainName, ...regions.map(regional)]) {
    validateName(scope, recordName, name, zoneName);
  }
  const latch = (region: DrRegion) => `${LATCH_PREFIX}${regional(region)}`;
  const tooLong = tellsLatches && regions.map(latch).find(name => name.length > MAX_NAME_LENGTH);
  if (tooLong) {
    refuse(scope, {
      prop: 'recordName',
      value: `"${recordName}"`,
      rule: `it gives the name "${tooLong}", which says what Route 53 has read of a latch; a name has at most ${MAX_NAME_LENGTH} characters`,
      remedy: 'Write a shorter name, such as "api"',
    });
  }
  return { hostedZoneId, zoneName, domainName, regional, latch };
}

/**
 * Warns of `api.other.org`, which nothing tells from a name relative to the zone: there it means `api.other.org.example.com`.
 *
 * @param scope in a stack: CDK collects no annotation outside of stacks
 */
export function warnOfForeignName(scope: Construct, recordName: string, { domainName }: RecordNames): void {
  const isRelative = normalised(recordName) !== domainName;
  if (isRelative && LIKE_TOP_LEVEL_DOMAIN.test(recordName)) {
    Annotations.of(scope).addWarningV2('cdk-multi-region-dr:recordNameLooksAbsolute',
      `recordName "${recordName}" looks like a name outside of the zone; clients will have to ask for "${domainName}". `
      + `If that is meant, write "${domainName}".`);
  }
}

/** Only a zone that this app creates shows whether it is private; an imported one has its id and name alone. */
function refusePrivateZone(scope: IConstruct, zone: route53.IHostedZone): void {
  const { defaultChild } = zone.node;
  if (route53.CfnHostedZone.isCfnHostedZone(defaultChild) && Stack.of(zone).resolve(defaultChild.vpcs)?.length) {
    refuse(scope, {
      prop: 'hostedZone',
      value: 'private hosted zone',
      rule: 'Route 53\'s health checkers are outside of any VPC and find no name of it, so every endpoint check would fail',
      remedy: 'Give the public zone of the name, or publish the health of both endpoints as metrics: endpointHealth',
    });
  }
}

/** The records of the zone stand in the templates of three Regions, so nothing of the zone may be a value of one stack. */
function knownHere(scope: IConstruct, prop: string, read: () => string): string {
  const value = valueOrUndefined(read);
  if (value === undefined || Token.isUnresolved(value)) {
    refuse(scope, {
      prop,
      value: 'not known at synthesis',
      rule: 'records of the zone are in stacks of several Regions, and a value of one Region\'s stack cannot be used in another\'s',
      remedy: 'Import the zone: HostedZone.fromHostedZoneAttributes(scope, id, { hostedZoneId, zoneName })',
    });
  }
  return value;
}

/** A zone imported by id alone throws when it is asked for its name. */
function valueOrUndefined(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A name is relative to the zone unless it ends with the zone's name or with a dot, as everywhere in aws-cdk-lib. */
function fullName(scope: IConstruct, recordName: string, zoneName: string): string {
  const name = normalised(recordName);
  const inZone = name === zoneName || name.endsWith(`.${zoneName}`);
  if (Token.isUnresolved(recordName) || (recordName.endsWith('.') && !inZone)) {
    refuse(scope, {
      prop: 'recordName',
      value: Token.isUnresolved(recordName) ? 'not known at synthesis' : `"${recordName}"`,
      rule: `it must be a known name inside the hosted zone "${zoneName}"`,
      remedy: `Write it relative to the zone, for example "api", or in full as "api.${zoneName}"`,
    });
  }
  return inZone ? name : `${name}.${zoneName}`;
}

/** `api.example.com` gives `api-us-east-1.example.com`; the zone's own name, which has no label to extend, `us-east-1.example.com`. */
function regionalName(domainName: string, zoneName: string, region: string): string {
  if (domainName === zoneName) {
    return `${region}.${zoneName}`;
  }
  const [label, ...rest] = domainName.split('.');
  return [`${label}-${region}`, ...rest].join('.');
}

function validateName(scope: IConstruct, recordName: string, name: string, zoneName: string): void {
  const labels = name.slice(0, -zoneName.length - 1).split('.');
  const legal = name === zoneName || labels.every(label => HOST_LABEL.test(label) && label.length <= MAX_LABEL_LENGTH);
  if (!legal || name.length > MAX_NAME_LENGTH) {
    refuse(scope, {
      prop: 'recordName',
      value: `"${recordName}"`,
      rule: `it gives the host name "${name}"; each label is 1 to ${MAX_LABEL_LENGTH} letters, digits and inner hyphens, `
        + `the name at most ${MAX_NAME_LENGTH} characters`,
      remedy: 'Write a name such as "api"; the Region\'s own name adds "-<region>" to its first label',
    });
  }
}

function normalised(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
