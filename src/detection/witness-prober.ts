import type { Construct } from 'constructs';
import type { DetectionSettings } from './detection-rules';
import { EndpointProber, settingsError } from './endpoint-prober';
import type { ProberSettings } from './handlers/prober-settings';
import { probedOf, probesOf } from './probed-endpoint';
import type { FailoverDns } from '../dns';
import type { DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';
import { metricNamespace } from '../topology/metric-namespace';

export interface WitnessProberProps {
  readonly topology: DrTopology;
  readonly dns: FailoverDns;
  readonly settings: DetectionSettings;
  /** The third Region. */
  readonly region: string;
  /** Who answers for errors, and gives the names. */
  readonly owner: Construct;
}

/**
 * Eyes in a third Region: what stands between the two Regions does not stand between it and each of them. It tells both what it sees, each
 * for itself; neither waits for it.
 */
export class WitnessProber {
  constructor(private readonly props: WitnessProberProps) {
    const { topology, dns, region: name, owner } = props;
    if (this.probed().length === 0) {
      refuse(owner, {
        prop: 'witness',
        value: 'true',
        rule: 'the witness makes the probes that the Regions make, and metrics of yours tell of both endpoints',
        remedy: 'Leave witness out, and let signals of your own say what a third place sees',
      });
    }
    new EndpointProber(topology._witnessScope(owner, 'detection'), 'prober', {
      topology, region: { name }, component: owner.node.id, domainName: dns.domainName, settings: () => this.settings(),
    });
  }

  /** What is wrong once everything is told. */
  public validate(): string[] {
    return settingsError(this.settings());
  }

  private probed() {
    const { topology, dns, settings } = this.props;
    return probedOf(topology.regions, dns, settings.probes);
  }

  private settings(): ProberSettings {
    const { topology, dns, settings, region } = this.props;
    return {
      namespace: metricNamespace(topology),
      record: dns.domainName,
      targets: this.probed().flatMap(each => probesOf(dns.forRegion(each), settings.probes)),
      witness: { region, tells: topology.regions.map(each => each.name) },
    };
  }
}
