import { LIBRARY_ACKNOWLEDGEMENTS } from './library-acknowledgements';
import { SWITCHED_OFF } from './switched-off';
import { DesignDecision } from '../../src/compliance';

/** Relative to the project's root. */
export const DOCUMENT = 'docs/compliance.md';
/** How to write it anew. */
export const COMMAND = 'npm run compliance';

/** The page, from what the library acknowledges and what it leaves to be acknowledged. */
export function renderCompliance(): string {
  return `# Compliance

For the auditor of a system that is built with this library: what [cdk-nag](https://github.com/cdklabs/cdk-nag) (AwsSolutions and NIST
800-53 R5) and the rules of CloudFormation find in it, and what was decided about each finding. The tables are generated
(\`${COMMAND}\`), and tests hold them against cdk-nag's findings in an app that uses every section of \`MultiRegionDr\`, once with the
defaults and once with every option of every store: a finding that is not listed fails, and so does an entry without a finding.

- **Findings are fixed** where that is possible: customer-managed keys with rotation for data, log groups, topics and secrets; TLS in
  bucket policies, topic policies and parameter groups; no public access; permissions in customer-managed policies with the resources that
  they need; flow logs; versioned, replicated and logged buckets; point-in-time recovery and deletion protection; alarms that notify.
- **What AWS makes impossible** in a design of two Regions is acknowledged by the library, beside the resource, with the reason.
- **What is somebody's decision** is acknowledged by nobody until you do. A new app shows all of it.
- **What you switch off** by an option stays found.

## What the library acknowledges

${table(['Rule', 'Where', 'Reason beside the resource', 'Why there is no other way'],
  LIBRARY_ACKNOWLEDGEMENTS.map(({ rule, at, reason, because }) => [code(rule), code(at), reason, linked(because)]))}

CDK itself acknowledges \`CloudFormation-Validate::F3002\` and \`F3003\` at flow logs, for properties that CloudFormation's schema spells
otherwise.

## What is yours to decide

Each of these is a \`DesignDecision\`. Where you share it, one line acknowledges its rules at the resources that it concerns and at no other,
with the reason below, for the audit trail of cdk-nag: [how](../src/compliance/README.md). Where you do not, the finding stays, and
here is what to change instead.

${table(['Decision', 'Rules', 'Resources', 'Reason', 'Instead'],
  DesignDecision.all().map(decision => [
    code(decision.id),
    decision.rules.map(code).join('<br>'),
    [...new Set(decision._findings.map(({ type }) => code(type)))].join('<br>'),
    decision.reason,
    INSTEAD[decision.id],
  ]))}

## What you switch off

The reason for these is yours, so no decision acknowledges them: \`Validations.of(construct).acknowledge(...)\` of CDK does, with your reason.

${table(['Option of a bucket', 'Rules', 'Where'],
  SWITCHED_OFF.map(({ choice, part, rules }) => [choice, rules.map(code).join('<br>'), code(`storage-<id>/${part}`)]))}

## What is not looked at

- cdk-nag reads the resources that constructs create, not those that services create later, and not what a custom resource of CDK brings
  along as plain CloudFormation (the function that empties the default security group).
- \`DynamoDBInBackupPlan\` knows tables, not global tables: whether session tables are backed up is not checked by the pack.
- Your own stacks. The packs look at them in the same run, and each decision leaves them alone, but for \`PINNED_ZONES\`: CDK takes what is
  acknowledged of CloudFormation's rules for the whole app.
`;
}

/** What a team does that does not share a decision. */
const INSTEAD: { [decision: string]: string } = {
  PUBLIC_SUBNETS: 'Bring VPCs without public subnets: `primary.vpc` and `secondary.vpc`',
  PINNED_ZONES: 'Bring VPCs: `primary.vpc` and `secondary.vpc`',
  NAT_INSTANCES: '`NatStrategy.gateways()`, the default',
  REVERSE_REPLICATION: 'Nothing: the buckets do replicate both ways',
  REGIONAL_LOGS: '`AccessLogging.none()` with a trail of the organization',
  ACCESS_LOG_ENCRYPTION: '`AccessLogging.none()` with a trail of the organization',
  BATCH_REPORT_ENCRYPTION: 'Leave `batchReplication` out: the other choices are S3\'s',
  OBJECT_TRAILS: '`AccessLogging.none()` with a trail of the organization',
  CLUSTER_BACKUPS: 'Nothing: the rule does not fit Aurora',
  DATABASE_PORT: '`port` of the database',
  NO_GENERAL_LOG: 'Nothing: the exported logs are part of the construct',
  RECOVERY_STATE: 'A backup plan of your own that selects the table',
  UNHEARD_ALARMS: 'Have people told: give `dns` and `detection` to `DrMonitoring`, as `MultiRegionDr` does',
  INNER_ALARMS: 'Do without `witnessRegion` and without `ChaosExperiments`',
  RECOVERY_FUNCTIONS: 'Nothing: the functions are part of the constructs',
  DEPLOYMENT_FUNCTIONS: 'Nothing: the functions are part of the constructs',
};

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.map(cell => cell.replace(/\|/g, '\\|')).join(' | ')} |`).join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function linked(text: string): string {
  return text.replace(/: (https:\/\/\S+)$/, ' ([AWS]($1))');
}
