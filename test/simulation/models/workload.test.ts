import { HOME, STANDBY } from './models.fixture';
import { Workload } from './workload';
import type { TaskCall } from '../asl/environment';
import { proves } from '../behaviours/proves';
import { WORKLOAD_FIGURES } from '../behaviours/workload';
import { Prng } from '../clock/prng';
import { VirtualClock } from '../clock/virtual-clock';

const clock = new VirtualClock(0);
let workload: Workload;
beforeEach(() => { workload = new Workload(clock, new Prng(1)); });

const call = async (resource: string, given: object, region = STANDBY): Promise<any> =>
  workload.integrations[`aws-sdk:${resource}`](given, { executionArn: `arn:aws:states:${region}:1:execution:machine:run` } as TaskCall);
const service = async (region?: string) => (await call('ecs:describeServices', { Cluster: 'shop', Services: ['api'] }, region)).Services[0];
const group = async () => {
  const { DesiredCapacity, Instances } = (await call('autoscaling:describeAutoScalingGroups', { AutoScalingGroupNames: ['workers'] })).AutoScalingGroups[0];
  return [DesiredCapacity, ...['InService', 'Pending'].map(wanted => Instances.filter((each: any) => each.LifecycleState === wanted).length)];
};
const after = async (seconds: number) => clock.runUntil(clock.now() + 1000 * seconds);
const [soonest, latest] = WORKLOAD_FIGURES.taskSeconds.range;

proves('workload/desired-at-once', async () => {
  await call('ecs:updateService', { Cluster: 'shop', Service: 'api', DesiredCount: 12 });
  expect(await service()).toEqual({ Status: 'ACTIVE', DesiredCount: 12, RunningCount: 2 });
  expect(await service(HOME)).toMatchObject({ DesiredCount: 2, RunningCount: 2 });
});

proves('workload/reached-later', async () => {
  await call('ecs:updateService', { Cluster: 'shop', Service: 'api', DesiredCount: 12 });
  await after(soonest - 1);
  expect(await service()).toMatchObject({ RunningCount: 2 });
  await after(latest);
  expect(await service()).toMatchObject({ RunningCount: 12 });
  await call('ecs:updateService', { Cluster: 'shop', Service: 'api', DesiredCount: 5 });
  expect(await service()).toMatchObject({ DesiredCount: 5, RunningCount: 5 });
});

proves('workload/in-service', async () => {
  await call('autoscaling:setDesiredCapacity', { AutoScalingGroupName: 'workers', DesiredCapacity: 6, HonorCooldown: false });
  expect(await group()).toEqual([6, 2, 4]);
  await after(WORKLOAD_FIGURES.instanceSeconds.range[1]);
  expect(await group()).toEqual([6, 6, 0]);
});

proves('workload/same-again', async () => {
  const wanted = { Cluster: 'shop', Service: 'api', DesiredCount: 12 };
  await call('ecs:updateService', wanted);
  for (let waited = 0; waited < latest; waited++) {
    await after(1);
    await call('ecs:updateService', wanted);
  }
  expect(await service()).toMatchObject({ RunningCount: 12 });
});

test('what is not modelled ends the simulation', async () => {
  await expect(call('ecs:updateService', { Cluster: 'shop', Service: 'api', ForceNewDeployment: true })).rejects.toThrow('ForceNewDeployment');
});
