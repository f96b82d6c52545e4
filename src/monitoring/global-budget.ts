import { Duration } from 'aws-cdk-lib';
import * as budgets from 'aws-cdk-lib/aws-budgets';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { AlertSeverity } from './alert-severity';
import type { AlertTopic } from './alert-topic';
import type { BudgetSettings } from './budget-rules';
import { DashboardSection } from './dashboard-section';
import type { LocalSignal } from './delivery-signals';
import type { DrTopology } from '../topology';
import { KeyPurpose } from '../topology';
import { NAME_KINDS } from '../topology/name-kinds';
import { ROUTE53_HOME_REGION } from '../topology/region-services';
import { APPLICATION_TAG, ENVIRONMENT_TAG } from '../topology/tags';

/** What a budget is made of. */
export interface GlobalBudgetProps {
  readonly topology: DrTopology;
  readonly component: string;
  readonly settings: BudgetSettings;
  /** The topic for warnings in us-east-1, where it is told. */
  readonly warnings?: AlertTopic;
}

/** When people are told: of what is spent, and of what the month will come to. Percent of the limit. */
const NOTIFICATIONS = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'FORECASTED', threshold: 100 },
];

/**
 * The monthly budget of the application and environment, one for all Regions: charges are the account's.
 *
 * An expression, not the older filters: those cannot say that both tags must match, and would count every environment.
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Expression.html
 */
export function createBudget(scope: Construct, { topology, component, settings, warnings }: GlobalBudgetProps): budgets.CfnBudget {
  const { limit, emails } = settings;
  const subscribers = [
    ...emails.map(address => ({ subscriptionType: 'EMAIL', address })),
    ...warnings ? [{ subscriptionType: 'SNS', address: warnings.byName.topicArn }] : [],
  ];
  const tag = (key: string, value: string) => ({ tags: { key, values: [value], matchOptions: ['EQUALS'] } });
  const budget = new budgets.CfnBudget(scope, 'Budget', {
    budget: {
      budgetName: topology._name(NAME_KINDS.budget, component),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: limit, unit: 'USD' },
      metrics: ['UnblendedCost'],
      filterExpression: { and: [tag(APPLICATION_TAG, topology.applicationName), tag(ENVIRONMENT_TAG, topology.environmentName)] },
    },
    notificationsWithSubscribers: NOTIFICATIONS.map(notification => ({
      notification: { ...notification, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
      subscribers,
    })),
  });
  if (warnings) {
    allowBudgets(topology, warnings);
    // AWS Budgets tries whether it may publish. Where the topic is in another stack, that one is deployed before.
    if (warnings.topic.stack === budget.stack) {
      budget.node.addDependency(warnings.topic);
    }
  }
  return budget;
}

/** @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html */
function allowBudgets(topology: DrTopology, { topic }: AlertTopic): void {
  const shared = {
    sid: 'BudgetsOfThisAccount',
    principals: [new iam.ServicePrincipal('budgets.amazonaws.com')],
    conditions: {
      StringEquals: { 'aws:SourceAccount': topology.account },
      ArnLike: { 'aws:SourceArn': `arn:${topology.partition}:budgets::${topology.account}:*` },
    },
  };
  topic.addToResourcePolicy(new iam.PolicyStatement({ ...shared, actions: ['sns:Publish'], resources: [topic.topicArn] }));
  topology._globalKey(KeyPurpose.NOTIFICATIONS).key
    .addToResourcePolicy(new iam.PolicyStatement({ ...shared, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] }));
}

/** Charges so far, as CloudWatch has them every six hours. Nothing to see where billing alerts are switched off. */
export function chargesSignal(threshold: number): LocalSignal {
  return {
    id: 'estimated-charges',
    description: 'The estimated charges of the account in this month are higher than planned',
    metric: new cloudwatch.Metric({
      namespace: 'AWS/Billing',
      metricName: 'EstimatedCharges',
      dimensionsMap: { Currency: 'USD' },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.seconds(21600),
      region: ROUTE53_HOME_REGION,
    }),
    section: DashboardSection.COST,
    graph: 'Estimated charges of the account',
    axisLabel: 'USD',
    alarm: { threshold, evaluationPeriods: 1, treatMissingData: cloudwatch.TreatMissingData.IGNORE, severity: AlertSeverity.WARNING },
  };
}
