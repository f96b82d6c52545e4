import { readFileSync } from 'fs';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { consumerApp, consumerAppOfEveryOption } from './consumers';
import { COMMAND, DOCUMENT, renderCompliance } from './document';
import { CDK_ACKNOWLEDGEMENTS, LIBRARY_ACKNOWLEDGEMENTS } from './library-acknowledgements';
import type { RuleAtResource } from './nag';
import { nagFindings, sorted } from './nag';
import { isSwitchedOff, SWITCHED_OFF } from './switched-off';
import type { DrTopology, MultiRegionDr } from '../../src';
import { InterRegionLink, MultiRegionNetwork } from '../../src';
import { DesignDecision } from '../../src/compliance';
import type { Acknowledgement } from '../demo/acknowledged';
import { acknowledgementsIn } from '../demo/acknowledged';
import { createdDetection } from '../detection/fixture';
import { handedOverTopology, ownStack, PRIMARY, testApp } from '../support/environment';

const CONSUMERS: [string, () => MultiRegionDr][] = [
  ['with the defaults', consumerApp],
  ['with every option', consumerAppOfEveryOption],
];
const ofNag = ({ rule }: RuleAtResource) => !rule.startsWith('CloudFormation-Validate::');

/** What is left after the choices that switch something off, which are nobody's decision but the team's. */
function undecided(findings: RuleAtResource[]): RuleAtResource[] {
  return findings.filter(finding => !isSwitchedOff(finding));
}

/** What decisions set aside in a topology. */
function setAside(topology: DrTopology, decisions: DesignDecision[]): RuleAtResource[] {
  const before = new Set(acknowledgementsIn(topology.node.root).map(({ rule, constructPath }) => `${rule} ${constructPath}`));
  decisions.forEach(decision => decision.acknowledgeIn(topology));
  return acknowledgementsIn(topology.node.root).filter(({ rule, constructPath }) => !before.has(`${rule} ${constructPath}`));
}

test(`${DOCUMENT} is what is decided; if not, run: ${COMMAND}`, () => {
  expect(readFileSync(path.join(__dirname, '..', '..', DOCUMENT), 'utf8')).toBe(renderCompliance());
  expect(renderCompliance()).not.toContain('undefined');
});

describe.each(CONSUMERS)('the own cdk-nag run of a consumer %s, with AwsSolutions and NIST 800-53 R5', (_, create) => {
  test('SEC-03: finds exactly what the design decisions are about, resource by resource', () => {
    const { node: { root }, topology } = create();
    const findings = undecided(nagFindings(root));
    expect(sorted(findings)).toEqual(sorted(setAside(topology, DesignDecision.all()).filter(ofNag)));
  });

  test('SEC-03: finds nothing once the consumer shares every decision', () => {
    const { node: { root }, topology } = create();
    expect(undecided(nagFindings(root))).not.toEqual([]);
    DesignDecision.all().forEach(decision => decision.acknowledgeIn(topology));
    expect(undecided(nagFindings(root))).toEqual([]);
  });
});

test('SEC-03: what a team switches off by an option stays found, and is listed by that option', () => {
  const { node: { root }, topology } = consumerAppOfEveryOption();
  DesignDecision.all().forEach(decision => decision.acknowledgeIn(topology));
  const places = nagFindings(root).map(({ rule, constructPath }) => `${rule} at ${/storage-[^/]+\/[^/]+/.exec(constructPath)![0]}`);
  expect([...new Set(places)].sort())
    .toEqual(SWITCHED_OFF.flatMap(({ store, part, rules }) => rules.map(rule => `${rule} at storage-${store}/${part}`)).sort());
});

/** The pattern gives every alarm to its monitoring. */
const OF_PATTERN = DesignDecision.all().filter(decision => decision !== DesignDecision.UNHEARD_ALARMS);

describe('each decision by itself', () => {
  let findings: RuleAtResource[];
  const resources = new Map<DesignDecision, RuleAtResource[]>();

  beforeAll(() => {
    const { node: { root }, topology } = consumerAppOfEveryOption();
    findings = undecided(nagFindings(root)).filter(ofNag);
    DesignDecision.all().forEach(decision => resources.set(decision, setAside(topology, [decision])));
  });

  test.each(OF_PATTERN.map(decision => [decision.id, decision] as const))(
    'SEC-03: %s concerns a resource, and a consumer who does not share it is told so', (_, decision) => {
      const own = resources.get(decision)!;
      expect(new Set(own.map(({ rule }) => rule))).toEqual(new Set(decision.rules));

      const shared = new Set([...resources].flatMap(([each, places]) => each === decision ? [] : sorted(places)));
      expect(sorted(findings).filter(finding => !shared.has(finding))).toEqual(sorted(own.filter(ofNag)));
    });
});

test('SEC-03: UNHEARD_ALARMS concerns what is used without monitoring, and nothing of the pattern', () => {
  expect(setAside(consumerApp().topology, [DesignDecision.UNHEARD_ALARMS])).toEqual([]);
  const { app, topology } = createdDetection();
  const unheard = nagFindings(app).filter(({ rule }) => DesignDecision.UNHEARD_ALARMS.rules.includes(rule));
  expect(unheard).toHaveLength(6);
  expect(sorted(setAside(topology, [DesignDecision.UNHEARD_ALARMS]))).toEqual(sorted(unheard));
});

test('SEC-03: a decision acknowledges nothing of the consumer\'s own, in stacks that it handed over either', () => {
  const app = testApp();
  const foundation = ownStack(app, 'Primary', PRIMARY);
  const topology = handedOverTopology(app, { primary: { foundation } });
  new MultiRegionNetwork(app, 'network', { topology, link: InterRegionLink.none() });
  new ec2.Vpc(new Construct(foundation, 'network-own'), 'vpc', { maxAzs: 1, subnetConfiguration: [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }] });

  DesignDecision.PUBLIC_SUBNETS.acknowledgeIn(topology);
  expect(nagFindings(app).filter(({ rule }) => DesignDecision.PUBLIC_SUBNETS.rules.includes(rule))).toEqual([
    { rule: 'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW', constructPath: 'Primary/network-own/vpc/publicSubnet1/DefaultRoute' },
  ]);
});

test('SEC-03: the decision about Availability Zones is acknowledged at each subnet of the library', () => {
  const { topology } = consumerApp();
  const subnets = topology.node.root.node.findAll().filter(construct => construct instanceof ec2.CfnSubnet).map(({ node }) => node.path);
  expect(setAside(topology, [DesignDecision.PINNED_ZONES]).map(({ constructPath }) => constructPath).sort()).toEqual(subnets.sort());
  expect(subnets).toHaveLength(18);
});

describe('SEC-03: what the library itself acknowledges', () => {
  const written = CONSUMERS.flatMap(([, create]) => {
    const { node: { root } } = create();
    return acknowledgementsIn(root).filter(({ rule }) => !CDK_ACKNOWLEDGEMENTS.includes(rule)).map(given => normalised(root.node.findChild('Payments'), given));
  });
  const listed = LIBRARY_ACKNOWLEDGEMENTS.map(({ rule, at, reason }) => ({ rule, at, reason }));

  test('is listed, each with the reason that stands beside the resource', () => {
    expect(written.filter(given => !listed.some(entry => JSON.stringify(entry) === JSON.stringify(given)))).toEqual([]);
  });

  test.each(listed)('is written: $rule at $at', entry => {
    expect(written).toContainEqual(entry);
  });

  test('is because AWS leaves no other way, with the page that says so', () => {
    for (const { because } of LIBRARY_ACKNOWLEDGEMENTS) {
      expect(because).toMatch(/: https:\/\/docs\.aws\.amazon\.com\/\S+$/);
    }
  });

  test('is nothing of a rule of CloudFormation: CDK would silence it in the whole app', () => {
    expect(LIBRARY_ACKNOWLEDGEMENTS.filter(({ rule }) => rule.includes('Validate::'))).toEqual([]);
  });
});

/** Without the names that differ from app to app. */
function normalised(pattern: Construct, { rule, reason, constructPath }: Acknowledgement): { rule: string; at: string; reason: string } {
  const construct = pattern.node.root.node.findAll().find(({ node }) => node.path === constructPath)!;
  return {
    rule: rule
      .replace(/(:s3:::)[^/]+/, '$1<bucket>')
      .replace(/\/(metrics|errors)\/[\w-]+\/\*/, '/$1/<region>/*')
      .replace(/(arn:aws:\w+:)[\w-]+:\d{12}:/, '$1<region>:<account>:')
      .replace(/:execution:[\w-]+/, ':execution:<machine>')
      .replace(/(:autoScalingGroupName\/)[\w-]+/, '$1<group>')
      .replace(/:table\/(?!awsbackup-restore-test-)[\w.-]+?(?=-\*|\/|]|$)/, ':table/<table>'),
    at: constructPath.slice(Stack.of(construct).node.path.length + 1).replace(/^(\w+)-[^/]+/, '$1-<id>')
      .replace(/^(chaos-<id>\/[\w-]+)-[^-/]+/, '$1-<name>'),
    reason,
  };
}
