/**
 * The only code that changes a database: transactions, commits, flushes, bulk load and sweeps.
 *
 * <p>A commit is visible once its branch head has been swapped, and never in part.
 */
@NullMarked
package org.cairndb.writer;

import org.jspecify.annotations.NullMarked;
