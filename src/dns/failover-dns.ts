import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { answerRules } from './answer-rules';
import type { EndpointFacts } from './endpoint-facts';
import { recordTypesOf } from './endpoint-facts';
import { validateEndpoint, validatePair } from './endpoint-rules';
import type { RegionChecks } from './failover-checks';
import { failoverChecks } from './failover-checks';
import { FailoverLatch } from './failover-latch';
import { failoverRecords } from './failover-records';
import type { HealthCheckOptions } from './health-check-options';
import type { HealthCheckSettings } from './health-check-settings';
import { healthCheckSettings } from './health-check-settings';
import { canAnswerHttps } from './https-listener';
import { latchAlarm } from './latch-alarm';
import { latchSettings } from './latch-settings';
import { nameOutput } from './name-output';
import type { RecordNames } from './record-names';
import { recordNames, warnOfForeignName } from './record-names';
import { RegionalDns } from './regional-dns';
import type { RegionalEndpoint } from './regional-endpoint';
import { regionalRecords } from './regional-records';
import { TrafficShift } from './traffic-shift';
import type { DrRegion, DrTopology } from '../topology';
import { StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';
import { inRegion } from '../topology/per-region';

const DR_ROLE = 'dns';

/** What failover by DNS is about, apart from where it is built. */
export interface FailoverDnsOptions {
  /**
   * The zone of the record. Its id and name must be known at synthesis, because records in several Regions use them: import it by
   * `HostedZone.fromHostedZoneAttributes` or `.fromLookup`. For a public zone of your own consider
   * `acceleratedRecoveryEnabled`: recovery here does not need it, but changing records while us-east-1 is lost does.
   * A public zone: health checkers find no name of a private one, which cannot be told from a public one when it is imported.
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/accelerated-recovery.html
   */
  readonly hostedZone: route53.IHostedZone;
  /**
   * What clients ask for: in full when it ends with the zone's name, otherwise relative to the zone, such as `api`. The zone's own
   * name makes a record at its apex. A name of another zone is taken for a relative one, with a warning when it looks like a full
   * name, unless it ends with a dot: then it is refused.
   */
  readonly recordName: string;
  /**
   * How Route 53 checks the endpoint of each Region.
   * @default - `/health` every 10 seconds, 3 answers in a row change the status
   */
  readonly healthCheck?: HealthCheckOptions;
  /**
   * Who moves traffic to the other Region.
   * @default TrafficShift.byPlan()
   */
  readonly trafficShift?: TrafficShift;
}

/** Properties of `FailoverDns`. */
export interface FailoverDnsProps extends FailoverDnsOptions {
  /** The two Regions. Handed-over topologies need a `globalStack`. */
  readonly topology: DrTopology;
}

/**
 * One name that leads to the active Region, and moves without any control plane: failover records, health checks, and a latch
 * per Region that says who has taken over. Once a Region has, the other one's recovery does not bring traffic back.
 *
 * Add an endpoint for each Region with `addEndpoint`.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html
 */
export class FailoverDns extends Construct {
  /** What clients ask for, in full, for example `api.example.com`. */
  public readonly domainName: string;
  /** Who moves traffic to the other Region. */
  public readonly trafficShift: TrafficShift;

  private readonly topology: DrTopology;
  private readonly hostedZone: route53.IHostedZone;
  private readonly names: RecordNames;
  private readonly healthCheck: HealthCheckSettings;
  private readonly handles: Map<DrRegion, RegionalDns>;
  private readonly endpoints = new Map<DrRegion, EndpointFacts>();
  private readonly regionalRecords: route53.RecordSet[] = [];

  /**
   * @throws ConfigurationError for a zone that is not known at synthesis or is known to be private, a name that ends with a dot
   * and is outside of the zone, or is not a host name, health-check settings that Route 53 does not have, a partition other than
   * `aws`, or a topology without a stack in us-east-1
   */
  constructor(scope: Construct, id: string, props: FailoverDnsProps) {
    super(scope, id);
    this.topology = props.topology;
    this.hostedZone = props.hostedZone;
    this.trafficShift = props.trafficShift ?? TrafficShift.byPlan();
    this.names = recordNames(this, props.hostedZone, props.recordName, this.topology.regions);
    this.domainName = this.names.domainName;
    this.healthCheck = healthCheckSettings(this, props.healthCheck);
    this.handles = this.createChecks();
    this.declareOrder();
    warnOfForeignName(this.topology._globalScope(this, DR_ROLE), props.recordName, this.names);
    this.node.addValidation({ validate: () => [...this.missingEndpoints(), ...this.silentEndpoints()] });
  }

  /**
   * Gives a Region the endpoint that its traffic goes to. Once for each Region; without both, synthesis fails, and so it does when
   * a load balancer of this app has no listener on port 443.
   *
   * Changing later between a host name and another endpoint replaces CNAME by A records, which cannot stand beside each other:
   * remove the construct in one deployment and add it in the next.
   *
   * @param region the Region of the endpoint
   * @param endpoint the endpoint
   * @throws ConfigurationError for a second endpoint of a Region, one of another Region or account or that Route 53 cannot check,
   * and two endpoints whose records cannot stand beside each other
   */
  public addEndpoint(region: DrRegion, endpoint: RegionalEndpoint): void {
    const { domainName } = this.forRegion(region);
    const facts = endpoint._facts;
    if (this.endpoints.has(region)) {
      refuse(this, {
        prop: `endpoint of ${region.name}`,
        rule: 'the Region already has one',
        remedy: 'Put a load balancer in front when there are several, or create another FailoverDns for another record',
      });
    }
    const scope = this.topology._scope(this, DR_ROLE, region, StackLayer.EDGE);
    validateEndpoint(this, facts, { region, edge: scope, names: this.names, healthCheckPath: this.healthCheck.path });
    const peer = this.endpoints.get(region.peer);
    if (peer) {
      validatePair(this, facts, region, peer);
    }
    this.endpoints.set(region, facts);
    this.regionalRecords.push(...regionalRecords(scope, { owner: this, zone: this.hostedZone, region, domainName, endpoint: facts }));
    nameOutput(scope, 'RegionalName', domainName, `The name that leads to ${region.name}, whichever Region is active`);
    if (peer) {
      this.createFailoverRecords(facts);
    }
  }

  /**
   * The record as one Region sees it: its own name, its latch, its health checks.
   *
   * @param region one of the topology's two Regions
   * @throws ConfigurationError for a Region of another topology
   */
  public forRegion(region: DrRegion): RegionalDns {
    return inRegion(this, this.handles, region);
  }

  private createChecks(): Map<DrRegion, RegionalDns> {
    const { primary, secondary } = this.topology;
    const scope = this.topology._globalScope(this, DR_ROLE);
    const checked = (region: DrRegion) => ({ domainName: this.names.regional(region), latch: this.latchOf(region) });
    const sides = { primary: checked(primary), secondary: checked(secondary) };
    const checks = failoverChecks(scope, {
      domainName: this.domainName,
      ...sides,
      endpoints: this.healthCheck,
      rules: answerRules(this.trafficShift._followsEndpoint),
    });
    const handle = (region: DrRegion, { domainName, latch }: typeof sides.primary, own: RegionChecks): [DrRegion, RegionalDns] => {
      const alarm = latchAlarm(this.topology._scope(this, DR_ROLE, region, StackLayer.RECOVERY), latch, this.domainName);
      checks.all.forEach(check => check.node.addDependency(alarm));
      return [region, RegionalDns._of(region, domainName, { latch, alarm }, own)];
    };
    return new Map([handle(primary, sides.primary, checks.primary), handle(secondary, sides.secondary, checks.secondary)]);
  }

  private latchOf(region: DrRegion): FailoverLatch {
    const { applicationName, environmentName } = this.topology;
    const settings = latchSettings(`MultiRegionDr/${applicationName}/${environmentName}`, {
      HostedZone: this.names.hostedZoneId,
      Record: this.domainName,
    });
    return FailoverLatch._of(this.topology, this.node.id, region, settings);
  }

  private createFailoverRecords(endpoint: EndpointFacts): void {
    const side = (region: DrRegion, failover: route53.Failover) => {
      const { domainName, recordHealthCheck } = this.forRegion(region);
      return { failover, setIdentifier: `${region.role}-${region.name}`, regionalName: domainName, healthCheck: recordHealthCheck };
    };
    const scope = this.topology._globalScope(this, DR_ROLE);
    const records = failoverRecords(scope, {
      zone: this.hostedZone,
      hostedZoneId: this.names.hostedZoneId,
      domainName: this.domainName,
      recordTypes: recordTypesOf(endpoint),
      sides: [side(this.topology.primary, route53.Failover.PRIMARY), side(this.topology.secondary, route53.Failover.SECONDARY)],
    });
    records.forEach(record => record.node.addDependency(...this.regionalRecords));
    nameOutput(scope, 'ClientName', this.domainName, 'The name that clients use: it leads to the active Region');
  }

  /**
   * Checks and failover records know by name only what the Regions' stacks create, so they come last. Where a consumer's stack holds
   * both, the dependencies between the resources order them.
   */
  private declareOrder(): void {
    for (const { role } of this.topology.regions) {
      this.topology._order({ layer: StackLayer.EDGE, role }, { layer: StackLayer.GLOBAL }, 'failover records lead to the Regions\' own records');
      this.topology._order({ layer: StackLayer.RECOVERY, role }, { layer: StackLayer.GLOBAL }, 'health checks follow the latch alarms');
    }
  }

  private missingEndpoints(): string[] {
    return this.topology.regions
      .filter(region => !this.endpoints.has(region))
      .map(region => `endpoint of ${region.name}: it is missing, so ${this.domainName} would lead nowhere when this Region is active. `
        + 'Call addEndpoint(region, RegionalEndpoint.loadBalancer(...)), .alias(...) or .hostName(...).');
  }

  /** Listeners may be added after the endpoint, so this is known at synthesis only. */
  private silentEndpoints(): string[] {
    return [...this.endpoints]
      .filter(([, facts]) => facts.kind === 'alias' && facts.ownLoadBalancer && !canAnswerHttps(facts.ownLoadBalancer))
      .map(([region]) => `endpoint of ${region.name}: the load balancer has no listener for HTTPS on port 443, so its health check would always fail. `
        + 'Add one with addListener(id, { port: 443, certificates: [...] }); where another app adds it, import the load balancer here.');
  }
}
