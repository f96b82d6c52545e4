import { EndpointProbes } from '../../detection/endpoint-probes';
import type { ProbeTarget } from '../../detection/handlers/endpoint-probe';
import { probedOf, probesOf } from '../../detection/probed-endpoint';
import type { FailoverDns } from '../../dns';
import type { DrRegion } from '../../topology';
import type { VerifiedName } from '../handlers/traffic-verifier';
import type { PlanTraffic } from '../plan/plan-parts';

/** What runs know of the name that clients use. Endpoints may be given after the orchestrator: everything of them is asked at synthesis. */
export class PublicName {
  constructor(private readonly dns: FailoverDns, private readonly probes: EndpointProbes = EndpointProbes.shallow()) {}

  /** What plans move and check. */
  public get traffic(): PlanTraffic {
    return {
      domainName: this.dns.domainName,
      latchName: region => this.dns._latchName(region),
      endpointCheck: region => parametersOf(this.probesOf(region, EndpointProbes.shallow())[0]),
      deepCheck: region => parametersOf(this.probesOf(region, this.probes)[1]),
    };
  }

  /** Where the name must lead when a Region has taken over. */
  public verifiedNames(region: DrRegion): { readonly [domainName: string]: VerifiedName } {
    const { dns } = this;
    const [probe] = this.probesOf(region, EndpointProbes.shallow());
    return {
      [dns.domainName]: {
        ownName: dns.forRegion(region).domainName,
        peerName: dns.forRegion(region.peer).domainName,
        ...probe && { url: atName(probe.url, dns.domainName), searchString: probe.searchString },
      },
    };
  }

  /** The shallow one first. None where an endpoint admits no stranger: it cannot be asked from a function. */
  private probesOf(region: DrRegion, probes: EndpointProbes): (ProbeTarget | undefined)[] {
    const regional = this.dns.forRegion(region);
    const [probed] = probedOf([region], this.dns, probes);
    return probed && !regional._admitsCheckersOnly ? probesOf(regional, probes) : [];
  }
}

function parametersOf(probe: ProbeTarget | undefined): { readonly [name: string]: string } | undefined {
  return probe && { url: probe.url, ...probe.searchString && { searchString: probe.searchString } };
}

function atName(regionalUrl: string, domainName: string): string {
  const url = new URL(regionalUrl);
  url.hostname = domainName;
  return url.href;
}
