/**
 * Ways to bring much data in: bulk load of new entities, import of relational databases, and transactions as lines of JSON.
 *
 * <p>A bulk load is staged first and then built index by index in the order of each, so every index node is written once however large the load is; memory
 * is bounded by settings, and what does not fit waits in a temporary file.
 */
@NullMarked
package org.cairndb.writer.ingest;

import org.jspecify.annotations.NullMarked;
