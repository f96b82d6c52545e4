/** What Route 53 publishes is in this namespace. */
export const ROUTE53_NAMESPACE = 'AWS/Route53';

/**
 * Route 53 publishes metrics of health checks and hosted zones in this Region only, whatever Regions they are about.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 */
export const ROUTE53_METRICS_REGION = 'us-east-1';
