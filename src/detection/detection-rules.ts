import type { IConstruct } from 'constructs';
import type { FailoverDetectionOptions } from './detection-options';
import { EndpointProbes } from './endpoint-probes';
import { PERIODS } from './probe-alarm';
import { validatePath, validateSearchString } from '../dns/health-check-rules';
import { refuse } from '../topology/configuration-error';

const DATAPOINTS_TO_ALARM = 5;

/** Options with every default filled in. */
export interface DetectionSettings {
  readonly probes: EndpointProbes;
  readonly datapointsToAlarm: number;
}

/** Fills in the defaults and refuses what no prober could ask, and no alarm could count. */
export function detectionSettings(scope: IConstruct, options: FailoverDetectionOptions): DetectionSettings {
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
  return { probes, datapointsToAlarm };
}
