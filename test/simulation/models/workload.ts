import { onlyParameters } from './service-error';
import type { Integration } from './step-functions';
import { WORKLOAD_FIGURES } from '../behaviours/workload';
import type { Prng } from '../clock/prng';
import type { VirtualClock } from '../clock/virtual-clock';

interface Scaled {
  wanted: number;
  /** What runs, and what does from a moment on. */
  reached: number;
  readyAt: number;
}

/** How much of everything there is before somebody scales it. */
const AT_REST = 2;

/** ECS services and Auto Scaling groups of a team, in each Region: each that is named is there. */
export class Workload {
  public readonly integrations: { readonly [resource: string]: Integration } = {
    'aws-sdk:ecs:describeServices': async (given, { executionArn }) => {
      onlyParameters('DescribeServices', given, ['Cluster', 'Services']);
      return { Services: given.Services.map((name: string) => this.service(`${regionOf(executionArn)}/${given.Cluster}/${name}`)), Failures: [] };
    },
    'aws-sdk:ecs:updateService': async (given, { executionArn }) => {
      onlyParameters('UpdateService', given, ['Cluster', 'Service', 'DesiredCount']);
      const name = `${regionOf(executionArn)}/${given.Cluster}/${given.Service}`;
      this.want(name, given.DesiredCount, WORKLOAD_FIGURES.taskSeconds.range);
      return { Service: this.service(name) };
    },
    'aws-sdk:autoscaling:describeAutoScalingGroups': async (given, { executionArn }) => {
      onlyParameters('DescribeAutoScalingGroups', given, ['AutoScalingGroupNames']);
      return { AutoScalingGroups: given.AutoScalingGroupNames.map((name: string) => this.group(`${regionOf(executionArn)}/${name}`)) };
    },
    'aws-sdk:autoscaling:setDesiredCapacity': async (given, { executionArn }) => {
      onlyParameters('SetDesiredCapacity', given, ['AutoScalingGroupName', 'DesiredCapacity', 'HonorCooldown']);
      this.want(`${regionOf(executionArn)}/${given.AutoScalingGroupName}`, given.DesiredCapacity, WORKLOAD_FIGURES.instanceSeconds.range);
      return {};
    },
  };
  private readonly scaled = new Map<string, Scaled>();

  constructor(private readonly clock: VirtualClock, private readonly prng: Prng) {}

  private service(name: string) {
    const { wanted } = this.named(name);
    return { Status: 'ACTIVE', DesiredCount: wanted, RunningCount: this.reached(name) };
  }

  private group(name: string) {
    const { wanted } = this.named(name);
    const reached = this.reached(name);
    return {
      DesiredCapacity: wanted,
      Instances: Array.from({ length: Math.max(wanted, reached) }, (_, index) => ({ LifecycleState: index < reached ? 'InService' : 'Pending' })),
    };
  }

  private want(name: string, wanted: number, seconds: readonly [number, number]): void {
    const scaled = this.named(name);
    if (wanted !== scaled.wanted) {
      scaled.reached = this.reached(name);
      scaled.wanted = wanted;
      scaled.readyAt = this.clock.now() + 1000 * this.prng.between(...seconds);
    }
  }

  private reached(name: string): number {
    const { wanted, reached, readyAt } = this.named(name);
    return this.clock.now() >= readyAt ? wanted : Math.min(wanted, reached);
  }

  private named(name: string): Scaled {
    const scaled = this.scaled.get(name) ?? { wanted: AT_REST, reached: AT_REST, readyAt: -Infinity };
    this.scaled.set(name, scaled);
    return scaled;
  }
}

function regionOf(executionArn: string): string {
  return executionArn.split(':')[3];
}
