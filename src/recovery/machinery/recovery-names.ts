import type { FunctionCapacity } from './function-capacity';
import type { DrRegion, DrTopology } from '../../topology';
import { NAME_KINDS } from '../../topology/name-kinds';
import { plannedMode } from '../plan/plan-modes';

/** The functions of recovery in one Region. */
export const RECOVERY_FUNCTION_IDS = [
  'run-keeper', 'aurora-promoter', 'readiness-checker', 'traffic-verifier', 'run-decider', 'snapshot-keeper', 'peer-run',
  'arm', 'disarm', 'acknowledge',
] as const;

export type RecoveryFunctionId = typeof RECOVERY_FUNCTION_IDS[number];

/** Those that a run in earnest waits for, and that nothing else calls. */
const RUN_FUNCTION_IDS: readonly RecoveryFunctionId[] = ['run-keeper', 'aurora-promoter', 'readiness-checker', 'traffic-verifier'];

/** The alias of the version that is kept ready. */
export const READY_ALIAS = 'live';

/** The state machines of recovery in one Region: each activates the Region that it is in. */
export const RECOVERY_MACHINE_IDS = ['failover', 'planned', 'drill'] as const;

export type RecoveryMachineId = typeof RECOVERY_MACHINE_IDS[number];

/**
 * Names and ARNs of recovery in one Region, all of them known at synthesis: whatever must spell them refers to no stack. What is kept ready
 * of a function has a name of its own, and is called by that.
 */
export class RecoveryNames {
  /** @param capacity of the functions that runs wait for */
  constructor(public readonly topology: DrTopology, public readonly region: DrRegion, private readonly capacity: FunctionCapacity = {}) {}

  public functionName(id: RecoveryFunctionId): string {
    return this.topology._name(NAME_KINDS.function, `recovery/${id}`, this.region);
  }

  public functionArn(id: RecoveryFunctionId): string {
    return this.arn('lambda', `function:${this.functionName(id)}`);
  }

  /** What machines, and operators in their place, call. */
  public calledName(id: RecoveryFunctionId): string {
    const name = this.functionName(id);
    return this.capacityOf(id).provisioned === undefined ? name : `${name}:${READY_ALIAS}`;
  }

  /** Its ARN, which whoever calls it must be permitted to call: that of the function does not include its aliases. */
  public calledArn(id: RecoveryFunctionId): string {
    return this.arn('lambda', `function:${this.calledName(id)}`);
  }

  /** The decider is called every minute, and needs nothing kept ready. */
  public capacityOf(id: RecoveryFunctionId): FunctionCapacity {
    const { provisioned, reserved } = this.capacity;
    if (RUN_FUNCTION_IDS.includes(id)) {
      return { provisioned, reserved };
    }
    return id === 'run-decider' ? { reserved } : {};
  }

  /** `recovery-switchover-…` in the standby, `recovery-failback-…` at home: what the planned run to that Region is called. */
  public machineName(id: RecoveryMachineId): string {
    return this.topology._name(NAME_KINDS.stateMachine, `recovery/${this.spoken(id)}`, this.region);
  }

  public machineArn(id: RecoveryMachineId): string {
    return this.arn('states', `stateMachine:${this.machineName(id)}`);
  }

  /** All executions of a machine, for policies. */
  public executionArns(id: RecoveryMachineId): string {
    return this.arn('states', `execution:${this.machineName(id)}:*`);
  }

  public stateTableName(): string {
    return this.topology._name(NAME_KINDS.table, 'recovery/state', this.region);
  }

  public stateTableArn(): string {
    return this.arn('dynamodb', `table/${this.stateTableName()}`);
  }

  private spoken(id: RecoveryMachineId): string {
    return id === 'planned' ? plannedMode(this.region) : id;
  }

  private arn(service: string, resource: string): string {
    const { partition, account } = this.topology;
    return `arn:${partition}:${service}:${this.region.name}:${account}:${resource}`;
  }
}
