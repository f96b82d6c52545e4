import { ACCOUNT, BUCKET, FOREIGN, properties, REGION, ROLE, RULE } from './reverse-rule';
import { decide, isSettled, ownedRule } from '../../../src/storage/handlers/replication-rules';

const OWNED = { region: REGION, bucketName: BUCKET, account: ACCOUNT, roleArn: ROLE, rule: RULE };
const PUT = { kind: 'put', owned: OWNED } as const;
const REMOVE = { kind: 'remove', owned: OWNED } as const;

describe('the properties of the custom resource', () => {
  test('S3-13: numbers that CloudFormation turned into text are numbers again, and all else is as it was', () => {
    expect(ownedRule(properties())).toEqual(OWNED);
  });

  test.each(['us-east-1', 'us-gov-west-1', 'cn-northwest-1', 'eu-isoe-west-1'])('S3-13: the Region of the bucket may be %s', region => {
    expect(ownedRule({ ...properties(), Region: region }).region).toBe(region);
  });

  test.each([
    ['missing', undefined, 'undefined'],
    ['empty', '', '""'],
    ['a host', 'evil.example.com/?-1', '"evil.example.com/?-1"'],
    ['a list', ['eu-central-1'], '["eu-central-1"]'],
  ])('S3-13: a Region that is %s is refused, so that no bucket of the function\'s own Region is meant', (_, region, shown) => {
    expect(() => ownedRule({ ...properties(), Region: region })).toThrow(
      `property Region is ${shown}, expected the name of the bucket's Region, for example "eu-central-1". Nothing was changed`);
  });

  const withoutDestination = { ...RULE, Destination: undefined };
  test.each([
    ['BucketName', undefined, 'the name of a bucket'],
    ['BucketName', '${Token[TOKEN.1]}', 'the name of a bucket'],
    ['Account', undefined, 'the 12 digits of an account'],
    ['Account', 111111111111, 'the 12 digits of an account'],
    ['RoleArn', undefined, 'the ARN of a role'],
    ['RoleArn', 'documents-replication', 'the ARN of a role'],
    ['Rule', undefined, 'a replication rule with an ID and a destination'],
    ['Rule', null, 'a replication rule with an ID and a destination'],
    ['Rule', { ...RULE, ID: undefined }, 'a replication rule with an ID and a destination'],
    ['Rule', withoutDestination, 'a replication rule with an ID and a destination'],
  ])('S3-13: a resource without %s, or with what is none, is refused: %#', (name, value, expected) => {
    expect(() => ownedRule({ ...properties(), [name]: value }))
      .toThrow(`property ${name} is ${JSON.stringify(value)}, expected ${expected}. Nothing was changed`);
  });
});

describe('putting the rule', () => {
  test('S3-13: on a bucket without a configuration it is the only rule', () => {
    expect(decide(PUT, undefined)).toEqual({ kind: 'put', configuration: { Role: ROLE, Rules: [RULE] } });
  });

  test('S3-13: a second put gives the same, and an older form of the rule is replaced', () => {
    const older = { ...RULE, Status: 'Disabled', Destination: { Bucket: 'arn:aws:s3:::elsewhere' } };
    for (const rule of [RULE, older]) {
      expect(decide(PUT, { Role: ROLE, Rules: [rule] })).toEqual({ kind: 'put', configuration: { Role: ROLE, Rules: [RULE] } });
    }
  });

  test('S3-13: rules of others stay, in their order', () => {
    const second = { ...FOREIGN, ID: 'to-analytics', Priority: 8 };
    expect(decide(PUT, { Role: ROLE, Rules: [FOREIGN, RULE, second] }))
      .toEqual({ kind: 'put', configuration: { Role: ROLE, Rules: [FOREIGN, second, RULE] } });
  });

  test('S3-13: rules of others in another role are not touched, because S3 takes one role for all', () => {
    expect(() => decide(PUT, { Role: 'arn:aws:iam::111111111111:role/archive', Rules: [FOREIGN] })).toThrow(
      'the bucket has rules of others ("to-archive") in role arn:aws:iam::111111111111:role/archive, S3 takes one role for all rules of a bucket, '
      + `and this rule needs ${ROLE}. Nothing was changed. Move those rules to that role, or remove them`);
  });

  const BEFORE = 'arn:aws:iam::111111111111:role/before';

  test('S3-13: the rule moves from the role that it ran in before the update', () => {
    expect(decide({ ...PUT, previousRoleArn: BEFORE }, { Role: BEFORE, Rules: [RULE] }))
      .toEqual({ kind: 'put', configuration: { Role: ROLE, Rules: [RULE] } });
  });

  test.each([
    ['a rule of the same id in a role that was never its own', undefined, [RULE], '"to-eu-west-1"'],
    ['the same in an update from yet another role', ROLE, [RULE], '"to-eu-west-1"'],
    ['rules of others in the role that was its own', BEFORE, [RULE, FOREIGN], '"to-archive"'],
    ['each of several rules of others', BEFORE, [FOREIGN, RULE, { ...FOREIGN, ID: 'to-analytics' }], '"to-archive", "to-analytics"'],
  ])('S3-13: %s is not replaced', (_, previousRoleArn, Rules, named) => {
    expect(() => decide({ ...PUT, previousRoleArn }, { Role: BEFORE, Rules }))
      .toThrow(`the bucket has rules of others (${named}) in role ${BEFORE}, S3 takes one role for all rules of a bucket, and this rule needs ${ROLE}`);
  });

  test('a configuration without rules gives its role up', () => {
    expect(decide(PUT, { Role: BEFORE })).toEqual({ kind: 'put', configuration: { Role: ROLE, Rules: [RULE] } });
  });

  test('S3-13: a rule of others with the same priority is refused, because S3 does not say which of two wins', () => {
    expect(() => decide(PUT, { Role: ROLE, Rules: [{ ...FOREIGN, Priority: 1 }] }))
      .toThrow('rule "to-archive", which is not of this library, has priority 1 too. Nothing was changed. Give that rule another priority');
  });

  test.each([
    ['no configuration', undefined, false],
    ['a configuration without rules', { Role: ROLE }, false],
    ['another role', { Role: 'arn:aws:iam::111111111111:role/before', Rules: [RULE] }, false],
    ['only rules of others', { Role: ROLE, Rules: [FOREIGN] }, false],
    ['the rule switched off', { Role: ROLE, Rules: [{ ...RULE, Status: 'Disabled' }] }, false],
    ['the rule to elsewhere', { Role: ROLE, Rules: [{ ...RULE, Destination: { Bucket: 'arn:aws:s3:::elsewhere' } }] }, false],
    ['the rule without a destination', { Role: ROLE, Rules: [{ ...RULE, Destination: undefined }] }, false],
    ['the rule', { Role: ROLE, Rules: [FOREIGN, RULE] }, true],
    ['the rule in S3\'s words', {
      Role: ROLE,
      Rules: [{ ...RULE, Destination: { ...RULE.Destination, EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:eu-west-1:111111111111:key/1' } } }],
    }, true],
  ])('with %s the put is settled: %#', (_, current, settled) => {
    expect(isSettled(PUT, current)).toBe(settled);
  });

  test('a rule that says nothing of its status is settled when it is there', () => {
    const rule = { ...RULE, Status: undefined };
    const put = { kind: 'put', owned: { ...OWNED, rule } } as const;
    expect(isSettled(put, undefined)).toBe(false);
    expect(isSettled(put, { Role: ROLE, Rules: [rule] })).toBe(true);
  });
});

describe('removing the rule', () => {
  test('S3-13: the last rule takes the configuration along', () => {
    expect(decide(REMOVE, { Role: ROLE, Rules: [RULE] })).toEqual({ kind: 'delete' });
  });

  test('S3-13: a rule that somebody changed is removed all the same, by its id', () => {
    expect(decide(REMOVE, { Role: ROLE, Rules: [{ ID: 'to-eu-west-1', Status: 'Disabled' }] })).toEqual({ kind: 'delete' });
  });

  test('S3-13: rules of others stay', () => {
    expect(decide(REMOVE, { Role: ROLE, Rules: [FOREIGN, RULE] }))
      .toEqual({ kind: 'put', configuration: { Role: ROLE, Rules: [FOREIGN] } });
  });

  test.each([
    ['no configuration', undefined],
    ['only rules of others', { Role: ROLE, Rules: [FOREIGN] }],
    ['a rule of the same id in another role, which is somebody else\'s', { Role: 'arn:aws:iam::111111111111:role/archive', Rules: [RULE] }],
  ])('S3-13: with %s there is nothing to do', (_, current) => {
    expect(decide(REMOVE, current)).toEqual({ kind: 'nothing' });
    expect(isSettled(REMOVE, current)).toBe(true);
  });

  test('it is settled once the rule is not there any more', () => {
    expect(isSettled(REMOVE, { Role: ROLE, Rules: [RULE] })).toBe(false);
  });
});
