import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import type { GlobalSessionTableProps } from './global-session-table-options';
import { refuse } from '../topology/configuration-error';

/** Refuses what would make the import or the deployment after it another than the page on adoption says. */
export function validateExisting(table: IConstruct, { existing, tableName, timeToLiveAttribute, dynamoStream }: GlobalSessionTableProps): void {
  if (existing === undefined) {
    return;
  }
  if (tableName === undefined) {
    refuse(table, {
      prop: 'tableName',
      rule: 'the table that is imported has a name already, which the template must carry',
      remedy: 'Write the name of the existing table',
    });
  }
  if (timeToLiveAttribute === undefined) {
    refuse(table, {
      prop: 'timeToLiveAttribute',
      rule: 'the table has items, and those whose time has passed are deleted: by which attribute is not for a default to say',
      remedy: 'Write the attribute by which the items expire; one that no item has deletes none',
    });
  }
  const expiresBy = existing._timeToLiveAttribute;
  if (expiresBy !== undefined && expiresBy !== timeToLiveAttribute) {
    refuse(table, {
      prop: 'timeToLiveAttribute',
      value: `"${timeToLiveAttribute}"`,
      rule: `the items of the table expire by "${expiresBy}", and DynamoDB does not change the attribute while time to live is on`,
      remedy: `Write "${expiresBy}"`,
    });
  }
  const stream = existing._dynamoStream;
  if (stream !== undefined && stream !== dynamodb.StreamViewType.NEW_AND_OLD_IMAGES) {
    refuse(table, {
      prop: 'existing.dynamoStream',
      value: `"${stream}"`,
      rule: 'replicas need a stream of new and old images, and a stream cannot change its kind',
      remedy: 'Turn the stream off before the import, and leave dynamoStream out: the stage before replication turns on the right one',
    });
  }
  if (dynamoStream !== undefined) {
    refuse(table, {
      prop: 'dynamoStream',
      value: `"${dynamoStream}"`,
      rule: 'handles learn the streams when there are two replicas, and during adoption there may be one',
      remedy: 'Leave it out until existing is left out and deployed',
    });
  }
}
