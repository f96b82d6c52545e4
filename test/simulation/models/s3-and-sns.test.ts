import { Caller } from './fabric';
import { S3 } from './s3';
import { ServiceError } from './service-error';
import { Sns } from './sns';
import { proves } from '../behaviours/proves';
import { History } from '../history/history';

const context = { region: 'us-west-2', caller: new Caller('test', 'us-west-2'), now: 0, stale: false, partial: false, requestToken: 'x' };

test('a bucket is found in its Region, and another is not', () => {
  const { operations: { HeadBucket } } = new S3(new Set(['us-west-2/documents', 'us-east-1/other']));
  expect(HeadBucket({ Bucket: 'documents' }, context)).toEqual({ BucketRegion: 'us-west-2' });
  expect(() => HeadBucket({ Bucket: 'other' }, context)).toThrow(ServiceError);
  expect(() => HeadBucket({ Bucket: 'documents', Other: 1 }, context)).toThrow('parameter Other is not modelled');
});

proves('sns/unknown-topic', () => {
  const history = new History(0, () => 0);
  const { operations: { Publish } } = new Sns(new Set(['arn:known']), history);
  expect(() => Publish({ TopicArn: 'arn:other', Message: 'x' }, context)).toThrow('Topic does not exist');
  Publish({ TopicArn: 'arn:known', Message: 'x' }, context);
  expect(history.of('paged').map(({ topic }) => topic)).toEqual(['arn:known']);
});
