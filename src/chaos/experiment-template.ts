import type { IResolvable } from 'aws-cdk-lib';
import { CfnOutput } from 'aws-cdk-lib';
import * as fis from 'aws-cdk-lib/aws-fis';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ExperimentParts, ExperimentPlace } from './experiment-parts';
import { acknowledgeWildcard } from '../topology/acknowledged-wildcard';
import { serviceRole } from '../topology/service-role';

export interface ExperimentTemplateProps {
  readonly place: ExperimentPlace;
  readonly name: string;
  readonly parts: ExperimentParts;
  readonly log: logs.ILogGroup;
  readonly stopConditions: IResolvable;
}

const TARGET = 'disturbed';
const LOGGING = {
  actions: ['logs:CreateLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies'],
  resources: ['*'],
};

/**
 * A template of AWS FIS with a role of its own. The log is delivered by a policy of the log group, so that the role needs none that could
 * write policies.
 *
 * @see https://docs.aws.amazon.com/fis/latest/userguide/experiment-templates.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 */
export class ExperimentTemplate extends Construct {
  public readonly template: fis.CfnExperimentTemplate;

  constructor(scope: Construct, id: string, { place, name, parts, log, stopConditions }: ExperimentTemplateProps) {
    super(scope, id);
    const { actionId, parameters, target: { key, ...target } } = parts;
    this.template = new fis.CfnExperimentTemplate(this, 'template', {
      description: parts.description,
      targets: { [TARGET]: { ...target, selectionMode: 'ALL' } },
      actions: { disturb: { actionId, parameters, targets: { [key]: TARGET } } },
      stopConditions,
      roleArn: this.role(place, parts).roleArn,
      logConfiguration: { logSchemaVersion: 2, cloudWatchLogsConfiguration: { LogGroupArn: log.logGroupArn } },
      // What finds nothing to disturb has tried nothing.
      experimentOptions: { accountTargeting: 'single-account', emptyTargetResolutionMode: 'fail' },
      tags: { Name: name },
    });
    new CfnOutput(this, 'id', { value: this.template.attrId, description: `Experiment template: ${parts.description}` });
  }

  private role({ topology: { account, partition }, region }: ExperimentPlace, { description, statements, wildcards }: ExperimentParts): iam.IRole {
    const role = serviceRole(this, 'role', {
      description: `Experiment: ${description}`,
      assumedBy: new iam.ServicePrincipal('fis.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:fis:${region.name}:${account}:experiment/*` },
        },
      }),
      statements: [...statements, new iam.PolicyStatement(LOGGING)],
    });
    for (const [resource, reason] of Object.entries(wildcards)) {
      acknowledgeWildcard(role, resource, resource === '*' ? `${reason}; nor have the actions on logs` : reason);
    }
    return role;
  }
}
