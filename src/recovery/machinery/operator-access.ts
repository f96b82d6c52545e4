import type { RecoveryMachineId, RecoveryNames } from './recovery-names';
import { RECOVERY_MACHINE_IDS } from './recovery-names';
import type { Access } from '../../topology/regional-grant';
import type { AuroraParameters } from '../functions/aurora-statements';
import { auroraArns, instanceArns, LISTING_INSTANCES, LOOKING, PROMOTING } from '../functions/aurora-statements';

/** What operators of a Region may be allowed, part by part. All names are literal. */
export class OperatorAccess {
  /**
   * @param promotions the parameters of the promotions that the plans of both Regions have, when asked
   * @param deciderLog the ARN of the log of the Region's decider. Absent where nothing decides
   */
  constructor(private readonly names: RecoveryNames, private readonly promotions: () => AuroraParameters[], private readonly deciderLog?: string) {}

  /** Start runs of one machine, and see how they stand. */
  public start(id: RecoveryMachineId): Access[] {
    return [
      { actions: ['states:StartExecution'], resourceArns: [this.names.machineArn(id)] },
      { actions: ['states:DescribeExecution', 'states:GetExecutionHistory'], resourceArns: [this.names.executionArns(id)] },
    ];
  }

  /** Answer runs that ask for approval. A drill asks nobody. */
  public approve(): Access[] {
    const asking = RECOVERY_MACHINE_IDS.filter(id => id !== 'drill').map(id => this.names.machineArn(id));
    return [{ actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'], resourceArns: asking }];
  }

  /** Have failed runs go on. */
  public redrive(): Access[] {
    return [{ actions: ['states:RedriveExecution', 'states:DescribeExecution'], resourceArns: this.executions }];
  }

  /** Stop runs. */
  public stop(): Access[] {
    return [{ actions: ['states:StopExecution', 'states:DescribeExecution'], resourceArns: this.executions }];
  }

  /** Look at runs, alarms and databases, and at what was decided. */
  public look(): Access[] {
    const { topology, region } = this.names;
    return [
      { actions: ['states:ListExecutions'], resourceArns: RECOVERY_MACHINE_IDS.map(id => this.names.machineArn(id)) },
      { actions: ['states:DescribeExecution', 'states:GetExecutionHistory'], resourceArns: this.executions },
      // Narrower, composite alarms are left out.
      { actions: ['cloudwatch:DescribeAlarms'], resourceArns: ['*'] },
      ...this.deciderLog === undefined ? [] : [
        { actions: ['lambda:GetFunctionConfiguration'], resourceArns: [this.names.functionArn('run-decider')] },
        { actions: ['logs:FilterLogEvents'], resourceArns: [this.deciderLog] },
      ],
      ...this.onDatabases(LOOKING),
      ...this.promotions().length === 0 ? [] : [{ actions: LISTING_INSTANCES, resourceArns: [instanceArns(topology, region)] }],
    ];
  }

  /** Take the steps of a forced run without Step Functions. */
  public byHand(): Access[] {
    return [
      { actions: ['lambda:InvokeFunction'], resourceArns: [this.names.calledArn('run-keeper')] },
      ...this.onDatabases([...LOOKING, ...PROMOTING]),
    ];
  }

  private get executions(): string[] {
    return RECOVERY_MACHINE_IDS.map(id => this.names.executionArns(id));
  }

  private onDatabases(actions: string[]): Access[] {
    const arns = this.promotions().flatMap(parameters => auroraArns(this.names.topology, parameters));
    return arns.length === 0 ? [] : [{ actions, resourceArns: [...new Set(arns)] }];
  }
}
