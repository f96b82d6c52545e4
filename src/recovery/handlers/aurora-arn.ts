/** The Region in the ARN of a cluster. */
export function regionOf(clusterArn: string): string {
  return clusterArn.split(':')[3];
}

/** The identifier in the ARN of a cluster. */
export function identifierOf(clusterArn: string): string {
  return clusterArn.split(':')[6];
}
