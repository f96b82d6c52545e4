import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Ask } from './endpoint-probe';
import { metricData } from './probe-metrics';
import { probeRounds } from './probe-rounds';
import type { ProberSettings } from './prober-settings';
import { tellEach } from './tell-each';
import type { World } from '../../lambda/handlers/world';

export interface EndpointProberClients {
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  /** Endpoints over HTTP. They are asked from where the prober is, whatever Region the clients are of. */
  readonly http: { readonly ask: Ask };
}

export interface EndpointProberWorld extends World<ProberSettings, EndpointProberClients> {
  /** Where the prober is. */
  readonly region: string;
}

/**
 * Probes for a minute and publishes what it sees.
 *
 * @throws ObservationsLost at the end, when a round was not published
 */
export async function handleEndpointProber(_request: unknown, world: EndpointProberWorld): Promise<void> {
  const { settings: { namespace, record, targets, witness }, region: own, clients, now, wait, log } = world;
  await probeRounds(targets, {
    ask: clients(own).http.ask,
    publish: async (observations, at) => {
      const put = new PutMetricDataCommand({ Namespace: namespace, MetricData: metricData(record, observations, at, witness?.region) });
      const tell = async (region: string) => { await clients(region).cloudWatch.send(put); };
      await (witness ? tellEach(witness.tells, tell, log) : tell(own));
    },
    now,
    wait,
    log,
  });
}
