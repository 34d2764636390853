/**
 * How transactions become durable: one conditional swap of the branch head for a group of transactions, with flushes, retries and the search for the own
 * transaction after an answer was lost.
 *
 * <p>Invariants: nodes are stored before the head that names them; a transaction is acknowledged only after its head swap is known to be durable; a
 * transaction that may have been committed is never sent a second time without looking for it first.
 */
@NullMarked
package org.cairndb.writer.commit;

import org.jspecify.annotations.NullMarked;
