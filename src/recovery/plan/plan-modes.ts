import type { IConstruct } from 'constructs';
import { RunMode } from './run-mode';
import type { DrRegion } from '../../topology';
import { RegionRole } from '../../topology';
import { refuse } from '../../topology/configuration-error';

/** What the planned run to a Region is called: home, it is a failback. */
export function plannedMode(target: DrRegion): RunMode {
  return target.role === RegionRole.PRIMARY ? RunMode.FAILBACK : RunMode.SWITCHOVER;
}

/** Whether both Regions take part, and nothing may be lost. */
export function isPlanned(mode: RunMode): boolean {
  return mode === RunMode.SWITCHOVER || mode === RunMode.FAILBACK;
}

/** Refuses a switchover home and a failback to the standby: reports, metrics and permissions tell the two apart. */
export function validateMode(scope: IConstruct, target: DrRegion, mode: RunMode): void {
  const planned = plannedMode(target);
  if (isPlanned(mode) && mode !== planned) {
    refuse(scope, {
      prop: 'mode',
      value: `"${mode}"`,
      rule: `a planned run to ${target.name} is a ${planned}: a switchover moves to the standby Region, a failback home`,
      remedy: `Write RunMode.${planned.toUpperCase()}, or name the other Region as target`,
    });
  }
}
