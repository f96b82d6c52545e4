import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { SignalOfTeam } from './decision-signal';
import type { DrRegion } from '../topology';
import { StackLayer } from '../topology';
import { refuse } from '../topology/configuration-error';
import { differs } from '../topology/environments';

/** An alarm of a team that is to join a decision. */
export interface JoiningSignal {
  readonly alarm: cloudwatch.IAlarm;
  /** The Region that decides. */
  readonly region: DrRegion;
  /** The stack of its decision. */
  readonly decisionStack: Stack;
  readonly joined: readonly SignalOfTeam[];
}

/** Refuses an alarm that the decision could not see, and one that has joined already. */
export function validateSignal(scope: IConstruct, { alarm, region, decisionStack, joined }: JoiningSignal): void {
  const reject = (rule: string, remedy: string) => refuse(scope, { prop: 'alarm', value: `"${alarm.node.path}"`, rule, remedy });
  const place = placeOf(alarm);
  if (differs(place.region, region.name) || differs(place.account, region.env.account!)) {
    reject(`it is in ${place.account}/${place.region}, and the decision of ${region.name} sees alarms of its own Region and account only`,
      'Publish what is to be seen as a metric in this Region, and alarm on that');
  }
  if (joined.some(each => each.alarm === alarm || sameLiteral(each.alarm.alarmArn, alarm.alarmArn))) {
    reject('it has joined the decision already', 'Add it once');
  }
  if (Token.isUnresolved(alarm.alarmArn) && alarm.stack !== decisionStack && decisionStack === region.stack(StackLayer.FOUNDATION)) {
    reject(`its stack "${alarm.stack.stackName}" is deployed before "${decisionStack.stackName}", whose decision names it, and after it, whose VPC it may use`,
      `Give the layer "${StackLayer.RECOVERY}" of ${region.role} a stack of its own, or create the alarm in "${decisionStack.stackName}"`);
  }
}

/** An imported alarm stands in the stack that imports it. Its ARN says where it is. */
function placeOf(alarm: cloudwatch.IAlarm): { region?: string; account?: string } {
  return Token.isUnresolved(alarm.alarmArn) ? Stack.of(alarm) : Arn.split(alarm.alarmArn, ArnFormat.COLON_RESOURCE_NAME);
}

function sameLiteral(one: string, other: string): boolean {
  return !Token.isUnresolved(one) && one === other;
}
