import * as iam from 'aws-cdk-lib/aws-iam';
import { GrowingRole } from '../../../src/lambda/growing-role';
import { ownStack, PRIMARY, templateOf, testApp } from '../../support/environment';

const statement = (number: number, length = 200) =>
  new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [`arn:aws:lambda:eu-west-1:111111111111:function:${number}${'x'.repeat(length)}`] });

function grown(...statements: iam.PolicyStatement[]) {
  const stack = ownStack(testApp(), 'Stack', PRIMARY);
  const role = new GrowingRole(stack, 'role', { description: 'x', service: 'lambda.amazonaws.com', statements: [statement(0)] });
  role.addStatements(...statements);
  return Object.values(templateOf(stack).findResources('AWS::IAM::ManagedPolicy')).map(({ Properties }) => Properties.PolicyDocument);
}

test('what one policy has no room for goes to a further one, each within what IAM takes', () => {
  const documents = grown(...Array.from({ length: 60 }, (_, index) => statement(index + 1)));
  expect(documents.length).toBeGreaterThan(1);
  expect(documents.filter(document => JSON.stringify(document).length > 6144)).toEqual([]);
  expect(documents.flatMap(({ Statement }) => Statement.flatMap(({ Resource }: { Resource: string[] }) => Resource))).toHaveLength(61);
});

test('what the role may do already is not said again', () => {
  expect(grown(statement(0), statement(0))).toHaveLength(1);
  expect(JSON.stringify(grown(statement(0)))).toBe(JSON.stringify(grown()));
});

test('law 6: more than a role can have is refused', () => {
  expect(() => grown(...Array.from({ length: 60 }, (_, index) => statement(index, 1500))))
    .toThrow(/permissions for \d+ kinds of calls: IAM takes 10 policies on a role, of 6144 characters each/);
});
