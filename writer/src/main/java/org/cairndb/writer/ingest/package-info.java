/**
 * Ways in for data that comes in bulk. Loads are sorted outside memory and go straight into the trees as one transaction.
 */
@NullMarked
package org.cairndb.writer.ingest;

import org.jspecify.annotations.NullMarked;
