/**
 * Real servers of the S3 protocol and a proxy in front of them that makes a network bad on purpose.
 *
 * <p>Servers run in processes of their own with class paths of their own. Both check the condition of a conditional request and then write, without holding
 * anything in between: requests that race go through {@code FaultProxy}, which lets one write of a key through at a time.
 */
@NullMarked
package org.cairndb.it.s3;

import org.jspecify.annotations.NullMarked;
