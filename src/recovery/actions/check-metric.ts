import type { CheckKind } from './action-kind';
import { CHECK_DURATION, UNCHANGED } from './check-parts';
import { CHECK_STATEMENTS } from '../functions/check-statements';

/** How far back the command looks. */
const SECONDS = 15 * 60;

/** How the newest value of a metric stands to a threshold. */
export const CHECK_METRIC: CheckKind = {
  kind: 'check-metric',
  doneWhen: UNCHANGED,
  duration: () => CHECK_DURATION,
  commands: ({ action: { parameters } }) => [
    commandOf(parameters.region, parameters),
    ...parameters.activity === undefined ? [] : [commandOf(parameters.region, JSON.parse(parameters.activity))],
  ],
  statements: (step, { names: { topology } }) => CHECK_STATEMENTS['check-metric'](topology, step),
};

function commandOf(region: string, { namespace, metricName, dimensions, statistic, period }: { readonly [name: string]: string }): string {
  const pairs = Object.entries(JSON.parse(dimensions) as Record<string, string>).map(([name, value]) => `Name=${name},Value=${value}`);
  return `aws cloudwatch get-metric-statistics --region ${region} --namespace ${namespace} --metric-name ${metricName} `
    + `${pairs.length === 0 ? '' : `--dimensions ${pairs.join(' ')} `}--statistics ${statistic} --period ${period} `
    // In seconds, which the CLI takes as well: GNU and BSD have no words in common for a time that is past.
    + `--start-time $(($(date +%s) - ${SECONDS})) --end-time $(date +%s)`;
}
