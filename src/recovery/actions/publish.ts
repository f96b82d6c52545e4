import * as iam from 'aws-cdk-lib/aws-iam';
import type { MachineContext, State } from './action-kind';
import { jsonata } from './jsonata';

/** What SNS takes as a subject: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_SUBJECT = 100;

/** Tells a topic. `message` is an expression. */
export function publish({ names }: MachineContext, topicArn: string, subject: string, message: string, pattern = ''): State {
  return {
    Type: 'Task',
    Resource: `arn:${names.topology.partition}:states:::sns:publish${pattern}`,
    Arguments: { TopicArn: topicArn, Subject: subject.slice(0, LONGEST_SUBJECT), Message: jsonata(message) },
  };
}

/** The key of an encrypted topic is allowed by whoever creates the role. */
export function mayPublish(topicArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topicArn] });
}

/** What a run is called in a message, for example `Failover to eu-west-1 of Payments prod`. */
export function titleOf({ mode, names: { topology, region } }: MachineContext): string {
  return `${mode[0].toUpperCase()}${mode.slice(1)} ${mode === 'drill' ? 'in' : 'to'} ${region.name} of ${topology.applicationName} ${topology.environmentName}`;
}
