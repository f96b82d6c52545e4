/** How Route 53's health checkers ask an endpoint. */
export enum HealthCheckProtocol {
  /** By HTTPS, with SNI. The certificate is not checked. */
  HTTPS = 'HTTPS',
  /**
   * By HTTP, without encryption. An endpoint that redirects to HTTPS looks healthy even when nothing behind the redirect works.
   */
  HTTP = 'HTTP',
}
