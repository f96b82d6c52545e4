import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RecoveryStep } from './recovery-step';
import { refuse } from '../../topology/configuration-error';
import { requirePositive } from '../../topology/duration-rules';
import { PUBLICATION_SECONDS } from '../handlers/readiness/awaited-metric';

/** Refuses to wait for what cannot be measured, and shorter than a measurement takes: no planned run could end. */
export function validateDrain(scope: IConstruct, prop: string, { action: { kind, parameters }, drainedWithin }: RecoveryStep): void {
  if (drainedWithin === undefined) {
    return;
  }
  if (kind !== 'check-metric') {
    refuse(scope, {
      prop: `${prop}.drainedWithin`,
      value: `on a "${kind}"`,
      rule: 'that everything has arrived is measured by a metric, which is asked until it says so',
      remedy: 'Set it on a step with RecoveryAction.checkMetric, or leave it out',
    });
  }
  // A whole period may begin up to a period later, and is published when it is over.
  const shortest = 2 * Number(parameters.period) + PUBLICATION_SECONDS;
  if (requirePositive(scope, `${prop}.drainedWithin`, drainedWithin) < shortest * 1000) {
    refuse(scope, {
      prop: `${prop}.drainedWithin`,
      value: drainedWithin.toString(),
      rule: `two periods of the metric and the delay of its publication are ${shortest} seconds, and a run would end before it could know`,
      remedy: `Write at least ${Duration.seconds(shortest).toString()}`,
    });
  }
}
