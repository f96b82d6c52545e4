import type { IConstruct } from 'constructs';
import type { FailoverDetectionOptions } from './detection-options';
import { EndpointProbes } from './endpoint-probes';
import { PERIODS } from './probe-alarm';
import { validatePath, validateSearchString } from '../dns/health-check-rules';
import type { DrTopology } from '../topology';
import { refuse } from '../topology/configuration-error';

const DATAPOINTS_TO_ALARM = 5;

/** Options with every default filled in. */
export interface DetectionSettings {
  readonly probes: EndpointProbes;
  readonly datapointsToAlarm: number;
  /** The Region of the witness, if there is one. */
  readonly witness?: string;
}

/** Fills in the defaults and refuses what no prober could ask, and no alarm could count. */
export function detectionSettings(scope: IConstruct, topology: DrTopology, options: FailoverDetectionOptions): DetectionSettings {
  const { probes = EndpointProbes.shallow(), datapointsToAlarm = DATAPOINTS_TO_ALARM } = options;
  if (probes._deep) {
    validatePath(scope, probes._deep.path, 'probes.path');
    validateSearchString(scope, probes._deep.searchString, 'probes.searchString');
  }
  if (!Number.isInteger(datapointsToAlarm) || datapointsToAlarm < 1 || datapointsToAlarm > PERIODS) {
    refuse(scope, {
      prop: 'datapointsToAlarm',
      value: `${datapointsToAlarm}`,
      rule: `the alarms look at ${PERIODS} probes in a row, of which a whole number from 1 to ${PERIODS} must fail`,
      remedy: 'Leave it out for 5, or write 4 to notice ten seconds earlier',
    });
  }
  return { probes, datapointsToAlarm, witness: options.witness ? validateWitness(scope, topology, probes) : undefined };
}

function validateWitness(scope: IConstruct, { witnessRegion }: DrTopology, { name }: EndpointProbes): string {
  if (name === 'none') {
    refuse(scope, {
      prop: 'witness',
      value: 'true',
      rule: 'the witness makes the probes that the Regions make, and probes is EndpointProbes.none()',
      remedy: 'Leave witness out, and let signals of your own say what a third place sees',
    });
  }
  return witnessRegion ?? refuse(scope, {
    prop: 'witness',
    value: 'true',
    rule: 'a witness looks from a third Region, and the topology has none',
    remedy: 'Give the topology a witnessRegion, or leave witness out',
  });
}
