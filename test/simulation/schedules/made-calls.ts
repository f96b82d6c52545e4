/** A call that is made while recovery watches, runs, or is kept ready. */
export interface MadeCall {
  readonly principal: string;
  readonly service: string;
  readonly operation: string;
  /** Whether it is made in few runs, or once in a run: a fault that lets some of them pass would meet with none. */
  readonly seldom?: true;
}

/** Who makes which calls of which service. What is made seldom is marked. */
const MADE: { readonly [service: string]: { readonly [principal: string]: readonly string[] } } = {
  dynamoDb: {
    'aurora-promoter': ['GetItem'],
    'operator-command': ['GetItem', 'TransactWriteItems?'],
    'readiness-checker': ['DescribeTable?'],
    'run-decider': ['GetItem', 'TransactWriteItems?'],
    'run-keeper': ['GetItem', 'Query?', 'TransactWriteItems?'],
    'state-publisher': ['GetItem', 'Query'],
  },
  cloudWatch: {
    'endpoint-prober': ['PutMetricData'],
    'operator-command': ['DescribeAlarms?'],
    'readiness-checker': ['GetMetricData?'],
    'run-decider': ['DescribeAlarms', 'GetMetricData?', 'PutMetricData'],
    'run-keeper': ['DescribeAlarms?', 'PutMetricData?'],
    'snapshot-keeper': ['PutMetricData?'],
    'state-publisher': ['PutMetricData'],
  },
  rds: {
    'aurora-promoter': ['DescribeGlobalClusters', 'DescribeDBClusters', 'FailoverGlobalCluster?', 'SwitchoverGlobalCluster?'],
    'readiness-checker': ['DescribeGlobalClusters?', 'DescribeDBClusters?', 'DescribeDBInstances?'],
    'run-decider': ['DescribeGlobalClusters', 'DescribeDBClusters'],
    'run-keeper': ['DescribeGlobalClusters?'],
    'snapshot-keeper': ['DescribeDBClusterSnapshots?', 'CopyDBClusterSnapshot?'],
  },
  sfn: {
    'peer-run': ['DescribeExecution', 'StartExecution?'],
    'run-decider': ['DescribeExecution?', 'StartExecution?'],
    'run-keeper': ['DescribeExecution?'],
  },
  s3: { 'readiness-checker': ['HeadBucket?'] },
  sns: { 'state-machine': ['Publish?'] },
  // Clients outside of AWS: an endpoint, and Route 53 as its clients meet it.
  http: { 'endpoint-prober': ['Ask'], 'readiness-checker': ['Ask?'], 'traffic-verifier': ['Ask'] },
  dns: { 'traffic-verifier': ['Resolve'] },
  // By Step Functions, by events and by people.
  lambda: Object.fromEntries([
    'aurora-promoter', 'endpoint-prober', 'operator-command', 'peer-run', 'readiness-checker', 'run-decider', 'run-keeper', 'snapshot-keeper',
    'state-publisher', 'traffic-verifier',
  ].map(principal => [principal, ['Invoke']])),
};

export const MADE_CALLS: readonly MadeCall[] = Object.entries(MADE).flatMap(([service, callers]) =>
  Object.entries(callers).flatMap(([principal, operations]) => operations.map((marked): MadeCall => {
    const operation = marked.replace('?', '');
    return { principal, service, operation, ...marked !== operation && { seldom: true } };
  })));

export const CALLED_SERVICES: readonly string[] = Object.keys(MADE);
