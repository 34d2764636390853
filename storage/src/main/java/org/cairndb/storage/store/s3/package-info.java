/**
 * Databases in a bucket of S3 or of a server that speaks its protocol.
 *
 * <p>Invariants: a head changes only by one conditional put that nothing ever sends again; every request is counted when it
 * is sent; whatever is not certainly undone is reported as unknown; nothing is requested before it is needed. {@code
 * docs/adr/050-s3-store.md} gives the reasons and the costs.
 */
@NullMarked
package org.cairndb.storage.store.s3;

import org.jspecify.annotations.NullMarked;
