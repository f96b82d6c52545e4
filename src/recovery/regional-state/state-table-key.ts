/**
 * What DynamoDB does with the key of a state table in a caller's name.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export const KEY_OF_READ_TABLE = ['kms:Decrypt'];
export const KEY_OF_WRITTEN_TABLE = [
  'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext',
];
