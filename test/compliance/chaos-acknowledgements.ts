import type { LibraryAcknowledgement } from './library-acknowledgement';

const EVERYTHING = 'AwsSolutions-IAM5[Resource::*]';
const LOGS = 'nor have the actions on logs';
const BY_TAGS = 'tag:GetResources has no resource-level permission';
const ACTIONS = 'https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html';
const NEEDED = `AWS FIS asks for these permissions: ${ACTIONS}`;

/** What AWS FIS makes for a while, and changes, in networks. */
const IN_NETWORKS: readonly [experiment: string, ...resources: string[]][] = [
  ['region-failure', 'network-acl', 'prefix-list', 'subnet', 'vpc'],
  ['region-isolation', 'network-interface', 'prefix-list', 'route-table', 'security-group', 'subnet', 'vpc-endpoint', 'vpc'],
];

/** What experiments may do, by the permissions that each action of AWS FIS needs. */
export const CHAOS_ACKNOWLEDGEMENTS: readonly LibraryAcknowledgement[] = [
  ...[
    ['region-failure-<name>', 'ec2:Describe… has no resource-level permission'],
    ['region-isolation-<name>', 'ec2:Describe… has no resource-level permission'],
    ['database-failover-<name>', BY_TAGS],
    ['session-replication-pause-<name>', BY_TAGS],
    ['bucket-replication-pause-<name>', `${BY_TAGS}, nor has s3:ListAllMyBuckets`],
  ].map(([experiment, reason]) => ({ rule: EVERYTHING, at: `chaos-<id>/${experiment}/role`, reason: `${reason}; ${LOGS}`, because: NEEDED })),
  ...IN_NETWORKS.flatMap(([experiment, ...resources]) => resources.map(resource => ({
    rule: `AwsSolutions-IAM5[Resource::arn:aws:ec2:<region>:<account>:${resource}/*]`,
    at: `chaos-<id>/${experiment}-<name>/role`,
    reason: 'AWS FIS makes and removes these resources itself, with random ids, and marks them managedByFIS; those that exist already are narrowed by tags where EC2 can',
    because: `What is named when it is created cannot be named before: ${ACTIONS}`,
  }))),
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:aws:dynamodb:<region>:<account>:table/<table>/stream/*]',
    at: 'chaos-<id>/session-replication-pause-<name>/role',
    reason: 'The stream of the table is named after the moment in which it was made',
    because: `AWS FIS asks for the stream of the table, too: ${ACTIONS}`,
  },
];
