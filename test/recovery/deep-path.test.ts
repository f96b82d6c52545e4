import type { DrRegion, FailoverDetectionOptions, FailoverDnsOptions } from '../../src';
import { EndpointProbes, FailoverOrchestrator, RunMode } from '../../src';
import { createdDetection } from '../detection/fixture';

interface Asked {
  readonly deep: (region: DrRegion) => { readonly [name: string]: string } | undefined;
  readonly regions: readonly DrRegion[];
}

/** What a run asks of the deep path of a Region when it has taken over. */
function askedWith(options?: FailoverDetectionOptions, dnsOptions: Partial<FailoverDnsOptions> = {}): Asked {
  const { topology, dns, detection } = createdDetection(options, dnsOptions);
  const orchestrator = new FailoverOrchestrator(topology, 'Recovery', { topology, recoverables: [], dns, detection: options && detection });
  return {
    regions: topology.regions,
    deep: region => orchestrator.plan(region, RunMode.FAILOVER).steps.find(({ id }) => id === 'verify-service')?.action.parameters,
  };
}

describe('what is asked of a Region that took over', () => {
  test('is the deep path that the detection probes, of its own endpoint, with the text that must be found', () => {
    const { deep, regions } = askedWith({ probes: EndpointProbes.deep('/deep', { searchString: 'fine' }) });
    regions.forEach(region => expect(deep(region)).toEqual({ url: expect.stringMatching(new RegExp(`^https://[^/]*${region.name}[^/]*/deep$`)), searchString: 'fine' }));
  });

  test('may have no text', () => {
    const { deep, regions } = askedWith({ probes: EndpointProbes.deep('/deep') });
    expect(Object.keys(deep(regions[1])!)).toEqual(['url']);
  });

  test.each<[string, FailoverDetectionOptions | undefined]>([
    ['a shallow path alone', { probes: EndpointProbes.shallow() }], ['no probes', { probes: EndpointProbes.none() }], ['no detection', undefined],
  ])('is nothing where there is %s', (_what, options) => {
    const { deep, regions } = askedWith(options);
    expect(regions.map(region => deep(region))).toEqual([undefined, undefined]);
  });
});
