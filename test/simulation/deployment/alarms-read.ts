import type { Deployment } from './deployment';
import { DECISION_METRIC } from '../../../src/recovery/machinery/decision-metrics';

const known = new WeakMap<Deployment, (name: string) => boolean>();

/** By what the decider says of itself people are told that nobody acts, that nothing is decided, or that a run takes too long. */
const TOLD_BY: readonly (string | undefined)[] = [DECISION_METRIC.verdict, DECISION_METRIC.runAge];

/**
 * Which alarms a function, a rule or a machine reads, by itself or through a composite alarm, and which page when an execution ends badly, or
 * when nobody acts. The hundreds that are otherwise for people have no part in what the simulator looks at, and would cost most of its time.
 */
export function alarmsRead(deployment: Deployment): (name: string) => boolean {
  const read = known.get(deployment) ?? reader(deployment);
  known.set(deployment, read);
  return read;
}

function reader({ functions, rules, machines, composites, alarms }: Deployment): (name: string) => boolean {
  const settings = functions.map(({ environment }) => Object.values(environment));
  const directly = JSON.stringify([settings, rules, machines.map(({ definition }) => definition)]);
  const read = new Set(composites.filter(({ name }) => directly.includes(name)).map(({ name }) => name));
  const rulesRead = composites.filter(({ name }) => read.has(name)).map(({ rule }) => rule).join();
  for (const { properties: { AlarmName, Namespace, MetricName } } of alarms) {
    const tells = Namespace === 'AWS/States' || TOLD_BY.includes(MetricName);
    if (AlarmName !== undefined && (tells || directly.includes(AlarmName) || rulesRead.includes(AlarmName))) {
      read.add(AlarmName);
    }
  }
  return name => read.has(name);
}
