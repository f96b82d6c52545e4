import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { StackLayer } from '../../src';
import type { DrillSchedule } from '../../src/recovery/drills/drill-schedule';
import { DrillScheduler } from '../../src/recovery/drills/drill-scheduler';
import { createdTopology, testApp } from '../support/environment';

export const QUARTERLY = Schedule.cron({ minute: '0', hour: '10', day: '15', month: '1,4,7,10' });

/** Schedulers of both Regions, as the orchestrator makes them. */
export function scheduled(schedule: DrillSchedule) {
  const app = testApp();
  const topology = createdTopology(app);
  const owner = new Construct(app, 'Orchestrator');
  const schedulers = topology.regions.map(region =>
    new DrillScheduler(topology._scope(owner, 'recovery', region, StackLayer.RECOVERY), 'drill-scheduler', { topology, region, schedule, owner }));
  return { app, topology, schedulers };
}
