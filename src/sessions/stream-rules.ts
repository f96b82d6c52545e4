import type { IConstruct } from 'constructs';
import { refuse } from '../topology/configuration-error';

/** What a handle says of a table that was made without telling its streams. */
export function refuseWithoutStream(table: IConstruct): never {
  return refuse(table, {
    prop: 'dynamoStream',
    rule: 'the streams of this table are not known to its handles',
    remedy: 'Write dynamoStream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES',
  });
}
