import { setTimeout as wait } from 'timers/promises';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Answer } from './endpoint-probe';
import { metricData } from './probe-metrics';
import { probeRounds } from './probe-rounds';
import type { ProberSettings } from './prober-settings';

/** Route 53's health checkers wait four seconds for the connection and two for the answer. */
const PATIENCE_IN_MILLISECONDS = 6000;
/** As far as Route 53 looks for a search string. */
const BYTES_READ = 5120;

/** A call that hangs must not take the minute's other rounds with it. */
const cloudWatch = new CloudWatchClient({ maxAttempts: 2, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } });

/** Probes for a minute and publishes what it sees. */
export async function handler(): Promise<void> {
  const { namespace, record, targets }: ProberSettings = JSON.parse(process.env.PROBER_SETTINGS!);
  await probeRounds(targets, {
    ask,
    publish: async (observations, at) => {
      await cloudWatch.send(new PutMetricDataCommand({ Namespace: namespace, MetricData: metricData(record, observations, at) }));
    },
    now: Date.now,
    wait: async milliseconds => { await wait(milliseconds); },
    log: entry => console.log(JSON.stringify(entry)),
  });
}

/** Each round looks the name up and connects anew, as a new client would: a kept connection would still lead to what the name no longer does. */
async function ask(url: string): Promise<Answer> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { 'connection': 'close', 'user-agent': 'cdk-multi-region-dr endpoint prober' },
    signal: AbortSignal.timeout(PATIENCE_IN_MILLISECONDS),
  });
  return { status: response.status, body: await beginningOf(response) };
}

async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= BYTES_READ) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, BYTES_READ).toString('utf8');
}
