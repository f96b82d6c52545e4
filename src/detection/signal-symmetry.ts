import type { IAspect } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { DecisionSignal } from './decision-signal';
import type { SignalOfTeam } from './decision-signal';

/** Warns when the Regions would judge each other by different signals. Looks when all have joined. */
export class SignalSymmetry implements IAspect {
  constructor(private readonly sides: readonly { readonly signals: readonly SignalOfTeam[] }[]) {}

  public visit(node: IConstruct): void {
    if (!(node instanceof cloudwatch.CompositeAlarm)) {
      return;
    }
    for (const meaning of Object.values(DecisionSignal)) {
      const [home, standby] = this.sides.map(({ signals }) => signals.filter(each => each.meaning === meaning).length);
      if (home !== standby) {
        Annotations.of(node).addWarningV2(`cdk-multi-region-dr:unequalSignals.${meaning}`,
          `${home} ${meaning} signals join the decision of the home Region, and ${standby} that of the standby: either may have to judge the other one. `
          + 'Add one like it in the other Region.');
      }
    }
  }
}
