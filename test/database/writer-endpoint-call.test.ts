import * as path from 'path';
import { dataOf, mainDatabase, onlyIn } from './fixture';

/** What CDK's function asks Amazon RDS, and what it answers to CloudFormation. Named as jest lets a mock refer to them. */
const mockAsked: object[] = [];
const mockAnswers: { Status: string; Data?: object; PhysicalResourceId: string }[] = [];

jest.mock('@aws-sdk/client-rds', () => ({
  DescribeGlobalClustersCommand: class {
    constructor(public readonly input: object) {}
  },
  RDSClient: class {
    public readonly config = { apiVersion: '2014-10-31', region: () => Promise.resolve('eu-central-1') };

    public send({ input }: { input: object }) {
      mockAsked.push(input);
      return Promise.resolve({
        $metadata: { httpStatusCode: 200 },
        GlobalClusters: [{
          GlobalClusterIdentifier: 'main',
          Status: 'available',
          Endpoint: 'main.global-abcdefghijkl.global.rds.amazonaws.com',
          GlobalClusterMembers: [{ DBClusterArn: 'arn:aws:rds:eu-west-1:111111111111:cluster:main', IsWriter: true }],
        }],
      });
    }
  },
}), { virtual: true });

jest.mock('https', () => ({
  request: (_options: object, done: () => void) => ({
    on: () => undefined,
    write: (body: string) => mockAnswers.push(JSON.parse(body)),
    end: () => done(),
  }),
}));

const HANDLER = path.join(path.dirname(require.resolve('aws-cdk-lib')), 'custom-resource-handlers/dist/custom-resources/aws-custom-resource-handler');
const { handler } = jest.requireActual<{ handler: (event: object, context: object) => Promise<void> }>(HANDLER);

const { topology, database } = mainDatabase();
const { Properties } = onlyIn(dataOf(topology.secondary), 'Custom::GlobalWriterEndpoint');

/** Runs CDK's own function as CloudFormation would, with the properties of the template, in which all values are text. */
async function run(RequestType: string, PhysicalResourceId?: string) {
  const ResourceProperties = { ...Properties, InstallLatestAwsSdk: 'false' };
  await handler({ RequestType, PhysicalResourceId, ResourceProperties, ResponseURL: 'https://localhost/answer', LogicalResourceId: 'lookup' }, {});
  return mockAnswers.at(-1)!;
}

beforeEach(() => {
  mockAsked.length = 0;
  jest.spyOn(console, 'log').mockImplementation();
});

test.each(['Create', 'Update'])('DB-02: %s yields the host name, and nothing else that RDS tells', async requestType => {
  expect(await run(requestType)).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: `writer-endpoint-of-${database.globalClusterIdentifier}`,
    Data: { 'GlobalClusters.0.Endpoint': 'main.global-abcdefghijkl.global.rds.amazonaws.com' },
  });
  expect(Object.keys(mockAnswers.at(-1)!.Data!)).toEqual(['GlobalClusters.0.Endpoint']);
  expect(mockAsked).toEqual([{ GlobalClusterIdentifier: database.globalClusterIdentifier }]);
});

test('DB-02: Delete asks for nothing, and succeeds', async () => {
  expect(await run('Delete', 'writer-endpoint')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'writer-endpoint' });
  expect(mockAsked).toEqual([]);
});
