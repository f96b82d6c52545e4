import type { Deployment } from './deployment';

const known = new WeakMap<Deployment, (name: string) => boolean>();

/**
 * Which alarms a function, a rule or a machine reads, by itself or through a composite alarm, and which page when an execution ends badly. The
 * hundreds that are otherwise for people have no part in what the simulator looks at, and would cost most of its time.
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
  for (const { properties: { AlarmName, Namespace } } of alarms) {
    if (AlarmName !== undefined && (Namespace === 'AWS/States' || directly.includes(AlarmName) || rulesRead.includes(AlarmName))) {
      read.add(AlarmName);
    }
  }
  return name => read.has(name);
}
