/** Reads and changes nothing. All checks of a plan are taken side by side in one call. */
export const CHECK_KINDS = [
  'check-aurora', // globalClusterIdentifier, targetClusterArn, maxReplicationLagInMilliseconds (a forced run records the lag only)
  'check-table', // tableName
  'check-bucket', // bucketName
  // region, namespace, metricName, dimensions (JSON), statistic, period (seconds), comparison, threshold, missing; measures ('replication-lag', optional),
  // activity (optional: the same five of another metric, as JSON)
  'check-metric',
  'check-alarms', // alarmNames (JSON)
  'check-endpoint', // what the detection says of the endpoint that is probed
] as const;

/** Calls a service of the Region that the run is in, and no other: Step Functions has no integration across Regions. */
export const TEAM_KINDS = [
  'invoke-function', // functionName, payload (JSON)
  'scale-ecs-service', // clusterName, serviceName, desiredCount
  'scale-auto-scaling-group', // autoScalingGroupName, desiredCapacity
  'start-state-machine', // stateMachineName, payload (JSON)
  'approval', // question
  'wait', // seconds
] as const;

/** Makes a store writable. */
export const STORE_KINDS = [
  'promote-aurora', // globalClusterIdentifier, targetClusterArn
] as const;

/** What a run does itself. Their parameters are in `control-actions.ts`. */
export const CONTROL_KINDS = [
  'begin-run', 'record-readiness', 'fence-source', 'await-replication', 'shift-traffic', 'activate-region', 'verify-traffic', 'verify-service',
  'finish-run', 'notify', 'begin-drill', 'run-machine', 'run-peer-machine', 'end-drill',
] as const;

export type CheckKindName = typeof CHECK_KINDS[number];
export type TeamKindName = typeof TEAM_KINDS[number];
export type StoreKindName = typeof STORE_KINDS[number];
export type ControlKindName = typeof CONTROL_KINDS[number];
export type ActionKindName = CheckKindName | TeamKindName | StoreKindName | ControlKindName;
