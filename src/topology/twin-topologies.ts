import type { IConstruct } from 'constructs';
import { refuse } from './configuration-error';
import type { NameScope } from './names';

/** The topologies of each app, by what their names are made from. */
const TOPOLOGIES = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** Refuses a second topology whose stacks and resources would have the names of the first. */
export function refuseTwin(topology: IConstruct & NameScope): void {
  const ofApp = TOPOLOGIES.get(topology.node.root) ?? new Map<string, IConstruct>();
  TOPOLOGIES.set(topology.node.root, ofApp);

  const { account, applicationName, environmentName } = topology;
  const key = JSON.stringify([account, applicationName, environmentName]);
  const twin = ofApp.get(key);
  if (twin) {
    refuse(topology, {
      prop: 'applicationName',
      value: `"${applicationName}"`,
      rule: `"${twin.node.path}" has the same account, application and environment "${environmentName}", so both would give their stacks and resources one name`,
      remedy: 'Give one of the two another applicationName or environmentName',
    });
  }
  ofApp.set(key, topology);
}
