import { Duration } from 'aws-cdk-lib';
import { ExampleStore, exampleStep } from './example-store';
import { auroraStore, machinesOf, statesOf } from './machine/machines';
import type { DrRegion } from '../../src';
import { Automation, FailoverOrchestrator, RecoveryAction, StackLayer } from '../../src';
import { createdDetection } from '../detection/fixture';
import { templateOf } from '../support/environment';

describe('the fence of a run, as it is rendered', () => {
  const { app, topology, dns, detection } = createdDetection();
  const orchestrator = new FailoverOrchestrator(app, 'Recovery', {
    topology, recoverables: [auroraStore(topology)], dns, detection, automation: Automation.automatic(), timeout: Duration.hours(2),
  });
  // A store of the team that comes later and takes longer than any of the library's.
  orchestrator.addRecoverable(new ExampleStore(topology, {
    id: 'search',
    promotionSteps: target => [exampleStep('promote-search', target, {
      timeout: Duration.minutes(50), action: RecoveryAction.invokeFunction({ functionName: 'search' }),
    })],
    readinessChecks: () => [],
    fencingSteps: () => [],
  }));

  function settingsOf(region: DrRegion) {
    const functions = Object.values(templateOf(region.stack(StackLayer.RECOVERY)).findResources('AWS::Lambda::Function'));
    const [told] = functions.flatMap(({ Properties }) => Properties.Environment?.Variables?.KEEPER_SETTINGS ?? []);
    return JSON.parse(told);
  }

  test.each([0, 1])('the keeper is told of a lease that is longer than the longest step of the machines that it serves: Region %i', index => {
    const region = topology.regions[index];
    const { fenceSeconds } = settingsOf(region);
    const machines = machinesOf({ app, topology, orchestrator }, region);
    const limits = (machine: typeof machines.failover) => statesOf(machine)
      .flatMap(([, { Output }]) => /\$millis\(\) \+ (\d+)/.exec(JSON.stringify(Output ?? ''))?.[1] ?? []).map(text => Number(text) / 1000);
    expect(fenceSeconds.planned).toBeGreaterThan(Math.max(...limits(machines.planned), 50 * 60));
    expect(fenceSeconds.forced).toBeGreaterThan(Math.max(...limits(machines.failover), 50 * 60));
    expect(limits(machines.planned)).toContain(600);
  });
});
