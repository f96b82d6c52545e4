import { literalOf, refersTo, valueAt } from './template-values';

const PLACE = { region: 'eu-west-1' };

test('a value is known when all its parts are', () => {
  expect(literalOf('text', PLACE)).toBe('text');
  expect(literalOf({ Ref: 'AWS::Region' }, PLACE)).toBe('eu-west-1');
  expect(literalOf({ 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 's3', { Ref: 'AWS::Region' }]] }, PLACE)).toBe('arn:aws:s3:eu-west-1');
});

test.each([
  [{ Ref: 'Bucket' }],
  [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }],
  [{ 'Fn::Join': ['', ['a', { Ref: 'Bucket' }]] }],
  [undefined],
])('a value that only the deployment knows has no text: %j', value => {
  expect(literalOf(value, PLACE)).toBeUndefined();
});

test.each([
  ['a reference', { Ref: 'Balancer1' }],
  ['an attribute', { 'Fn::GetAtt': ['Balancer1', 'DNSName'] }],
  ['a part of a text', { 'Fn::Join': ['', ['dualstack.', { 'Fn::GetAtt': ['Balancer1', 'DNSName'] }]] }],
  ['an export', { 'Fn::ImportValue': 'Own:ExportsOutputFnGetAttBalancer1DNSName12345678' }],
  ['an output of another Region', { 'Fn::GetStackOutput': { StackName: 'Own', OutputName: 'ExportsOutputRefBalancer1ABCD' } }],
])('a resource is found in %s', (_, value) => {
  expect(refersTo(value, 'Balancer1')).toBe(true);
  expect(refersTo(value, 'Balancer2')).toBe(false);
});

test('a path that leads nowhere has no value', () => {
  expect(valueAt({ a: { b: 1 } }, 'a', 'b')).toBe(1);
  expect(valueAt({ a: [1] }, 'a', 'b')).toBeUndefined();
  expect(valueAt(undefined, 'a')).toBeUndefined();
});
