/**
 * Real servers of the S3 protocol and a proxy in front of them that makes a network bad on purpose.
 *
 * <p>Servers run in processes of their own with class paths of their own. Both check {@code If-Match} and then write, without holding anything in between;
 * S3Mock does the same with {@code If-None-Match}, and a read from it may meet half of a write. Requests that race go through
 * {@link org.cairndb.it.s3.FaultProxy}, which lets one write of a key through at a time and no read beside it.
 */
@NullMarked
package org.cairndb.it.s3;

import org.jspecify.annotations.NullMarked;
